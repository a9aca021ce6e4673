import { sql } from 'kysely';
import { z } from 'zod';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { keepsHour } from '../../core/turns/office-day.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { readOffice, type Office } from '../../store/tickets.ts';
import { defineAction } from '../action.ts';
import { writeOfAppointment } from './appointment-message.ts';

/**
 * Writes to who has an appointment and left an address where the office will not open at that hour any more (a day was
 * declared closed, its hours changed, it was given up): once each, with where to book another one.
 * @returns how many were told
 */
export const tellOfClosedHours = defineAction({
  name: 'tell-of-closed-hours',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(500) }),
  async run(context): Promise<{ told: number }> {
    const { tx, input } = context;
    const known = new Map<string, Place>();
    let told = 0;
    for (const { office_id, ...appointment } of await untoldAppointments(tx, context.now)) {
      const place = known.get(office_id) ?? (await placeOf(tx, office_id));
      known.set(office_id, place);
      const { office, city } = place;
      if (keepsHour(office, city, appointment.appointment_at)) continue;
      await writeOfAppointment(context, { office, city, appointment, template: 'appointment_closed' });
      told += 1;
      if (told === input.at_most) break;
    }
    return { told };
  },
});

interface Place {
  readonly office: Office;
  readonly city: CityConfiguration;
}

async function placeOf(tx: Tx, office_id: string): Promise<Place> {
  const office = (await readOffice(tx, { id: office_id }))!;
  return { office, city: (await cityConfiguration(tx, office.city_id))! };
}

/** Appointments to come whose holder left an address and was not told of a closed hour yet. */
async function untoldAppointments(tx: Tx, now: string) {
  const rows = await tx
    .selectFrom('ticket_addresses as a')
    .innerJoin('tickets as t', 't.id', 'a.ticket_id')
    .select(['t.id', 't.office_id', 't.prefix', 't.number', 't.line_code', 't.appointment_at'])
    .where('t.state', '=', 'waiting')
    .where('t.appointment_at', '>', now)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox as o')
            .select('o.id')
            .where('o.dedupe_key', '=', sql<string>`'appointment_closed/' || t.id`),
        ),
      ),
    )
    .orderBy('t.appointment_at')
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({ ...row, appointment_at: row.appointment_at! }));
}
