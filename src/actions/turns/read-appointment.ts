import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { readOffice, type Office } from '../../store/tickets.ts';
import type { Appointment } from './appointment-words.ts';

/**
 * An appointment that is still to come, with its office and city; null where there is none any more.
 * @param states `left`: also of one that was cancelled
 */
export async function readAppointment(
  tx: Tx,
  ticket_id: string,
  states: readonly ('waiting' | 'left')[] = ['waiting'],
): Promise<{ office: Office; city: CityConfiguration; ticket: Appointment } | null> {
  const row = await tx
    .selectFrom('tickets')
    .select(['id', 'office_id', 'city_id', 'prefix', 'number', 'line_code', 'appointment_at'])
    .where('id', '=', ticket_id)
    .where('state', 'in', [...states])
    .executeTakeFirst();
  if (row === undefined || row.appointment_at === null) return null;
  const { office_id, city_id, appointment_at } = row;
  const office = (await readOffice(tx, { id: office_id }))!;
  const city = (await cityConfiguration(tx, city_id))!;
  return { office, city, ticket: { ...row, appointment_at } };
}
