import { z } from 'zod';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { OutsideCalendarCoverage } from '../../core/deadlines/calendar.ts';
import { nextOpening } from '../../core/deadlines/opening-hours.ts';
import { addDays, localDateOf, startOfDayInstant } from '../../core/deadlines/plain-date.ts';
import { keepsHour, officeDay } from '../../core/turns/office-day.ts';
import { appointmentPrefix, hoursOf, isPresent } from '../../core/turns/office.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import {
  addTicket,
  lockLine,
  readOffice,
  setTicket,
  tellOfTicket,
  type Office,
} from '../../store/tickets.ts';
import { defineAction, type ActionContext } from '../action.ts';

/**
 * Ends the days of the offices that are over, as each office decides: who holds a number is attended after closing, or
 * gets a place at the opening of the next business day. What is still open when a new day begins was not attended.
 * @returns how many days were closed
 */
export const closeOfficeDays = defineAction({
  name: 'close-office-days',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(200) }),
  async run(context): Promise<{ closed: number }> {
    const { tx, input } = context;
    const open = await tx
      .selectFrom('office_days')
      .select(['office_id', 'on_day'])
      .where('closed_at', 'is', null)
      .where('on_day', '<=', addDays(context.now.slice(0, 10), 1))
      .orderBy('on_day')
      .orderBy('office_id')
      .limit(input.at_most)
      .execute();
    let closed = 0;
    for (const day of open) if (await closeIfOver(context, day)) closed += 1;
    return { closed };
  },
});

interface Day {
  readonly office_id: string;
  readonly on_day: string;
}

async function closeIfOver(context: ActionContext<unknown>, day: Day): Promise<boolean> {
  const { tx, now } = context;
  const office = (await readOffice(tx, { id: day.office_id }))!;
  const city = (await cityConfiguration(tx, office.city_id))!;
  const by = hoursOf(office, city);
  try {
    const { today, is_over } = officeDay({ ...by, now }, office.settings.stop_minutes);
    const isPast = day.on_day < today;
    const carries = office.is_active && office.settings.at_closing === 'next_day';
    if (!isPast && !(carries && is_over && day.on_day === today)) return false;
    await lockLine(tx, day);
    if (carries) {
      const tomorrow = startOfDayInstant(addDays(today, 1), by.calendar.time_zone);
      const opens_at = nextOpening(by.hours, by.calendar, isPast ? now : tomorrow);
      if (opens_at !== null) await carry(context, { office, city, day, opens_at });
    }
    // Somebody may still be attended after closing: the day itself ends with the date.
    if (!isPast) return false;
    await lapse(context, day);
    await tx
      .updateTable('office_days')
      .set({ closed_at: now })
      .where('office_id', '=', day.office_id)
      .where('on_day', '=', day.on_day)
      .execute();
    return true;
  } catch (error) {
    // A calendar that has ended says nothing; the day is closed when it is known again.
    if (error instanceof OutsideCalendarCoverage) return false;
    throw error;
  }
}

const heldOn = (tx: Tx, { office_id, on_day }: Day, states: readonly string[]) =>
  tx
    .selectFrom('tickets')
    .select(['id', 'line_code', 'priority_code', 'service_code', 'state', 'source', 'arrived_at'])
    .select('appointment_at')
    .where('office_id', '=', office_id)
    .where('on_day', '=', on_day)
    .where('state', 'in', [...states])
    .orderBy('taken_at')
    .orderBy('id')
    .execute();

interface Carrying {
  readonly office: Office;
  readonly city: CityConfiguration;
  readonly day: Day;
  readonly opens_at: string;
}

/** Each of those who wait, in their order, gets a number of the next day on which it opens. */
async function carry({ tx, app, now }: ActionContext<unknown>, { office, city, day, opens_at }: Carrying) {
  // Who never came to an appointment did not wait; who was told that its hour is closed was told to book another one.
  const held = (await heldOn(tx, day, ['waiting', 'parked'])).filter(
    (one) =>
      isPresent(office.settings, one) &&
      (one.source !== 'appointment' || keepsHour(office, city, one.appointment_at!)),
  );
  if (held.length === 0) return;
  const on_day = localDateOf(opens_at, hoursOf(office, city).calendar.time_zone);
  await lockLine(tx, { office_id: office.id, on_day });
  for (const { id, line_code, priority_code, service_code } of held) {
    const ticket = {
      ...({ line_code, priority_code, prefix: appointmentPrefix, source: 'carried', at: now } as const),
      ...{ on_day, appointment_at: opens_at, service_code },
    };
    const { ticket_id } = await addTicket(tx, app.keys, { office, ticket });
    await setTicket(tx, id, { state: 'carried', ended_at: now, next_ticket_id: ticket_id });
    await tellOfTicket(tx, { ticket_id: id, at: now, type: 'carry' });
  }
}

/** Nobody attended them that day; whom somebody forgot to finish was attended, until when is not known. */
async function lapse({ tx, now }: ActionContext<unknown>, day: Day): Promise<void> {
  for (const { id, state } of await heldOn(tx, day, ['waiting', 'called', 'parked', 'serving'])) {
    if (state === 'serving') await setTicket(tx, id, { state: 'done' });
    else await setTicket(tx, id, { state: 'lapsed', ended_at: now });
    await tellOfTicket(tx, { ticket_id: id, at: now, type: state === 'serving' ? 'finish' : 'lapse' });
  }
}
