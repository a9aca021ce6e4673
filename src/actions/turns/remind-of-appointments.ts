import { z } from 'zod';
import { addDays, compareInstants } from '../../core/deadlines/plain-date.ts';
import { keepsHour } from '../../core/turns/office-day.ts';
import { remindNoMore } from '../../store/ticket-addresses.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { writeOfAppointment } from './appointment-message.ts';
import { readAppointment } from './read-appointment.ts';

/**
 * Reminds of the appointments whose hour to be reminded has come, once each, and not of one that is over or cancelled;
 * forgets the addresses of those whose day has passed.
 * @returns how many were reminded, and how many addresses went
 */
export const remindOfAppointmentsDue = defineAction({
  name: 'remind-of-appointments',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(500) }),
  async run(context): Promise<{ reminded: number; forgotten: number }> {
    const { tx, now, input } = context;
    const due = await tx
      .selectFrom('ticket_addresses')
      .select('ticket_id')
      .where('remind_at', '<=', now)
      .orderBy('remind_at')
      .limit(input.at_most)
      .forUpdate()
      .skipLocked()
      .execute();
    let reminded = 0;
    for (const { ticket_id } of due) {
      await remindNoMore(tx, ticket_id);
      const appointment = await readAppointment(tx, ticket_id);
      if (appointment === null || compareInstants(appointment.ticket.appointment_at, now) <= 0) continue;
      const { office, city, ticket } = appointment;
      // Who is told that the office will not open is not told to come.
      if (!keepsHour(office, city, ticket.appointment_at)) continue;
      const template = 'appointment_reminder';
      await writeOfAppointment(context, { office, city, appointment: ticket, template });
      reminded += 1;
    }
    return { reminded, forgotten: await forgetPast(context) };
  },
});

/** Addresses of appointments whose day has passed in every time zone. */
async function forgetPast({ tx, now }: ActionContext<unknown>): Promise<number> {
  const past = tx
    .selectFrom('ticket_addresses as a')
    .innerJoin('tickets as t', 't.id', 'a.ticket_id')
    .select('t.id')
    .where('t.on_day', '<', addDays(now.slice(0, 10), -1))
    .limit(5000);
  const gone = await tx.deleteFrom('ticket_addresses').where('ticket_id', 'in', past).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
