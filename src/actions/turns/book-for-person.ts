import { z } from 'zod';
import { languageOf } from '../../core/language/sentences.ts';
import { defineAction } from '../action.ts';
import { appointmentEmail, bookHour, hourWanted } from './book-appointment.ts';
import { attendingInCity, officePlace } from './office-place.ts';
import type { TicketTaken } from './take-ticket.ts';

/**
 * Staff books an hour for a person who calls or stands at the desk, at any office of the city: anybody may book there,
 * so whoever attends people may do it for them. It is not counted with the bookings of the portal.
 * @throws Refused `sign_in_needed`, `not_found`, `place_taken`, `invalid_input`, `too_many_attempts` as `bookAppointment`
 */
export const bookForPerson = defineAction({
  name: 'book-for-person',
  permission: 'interactions.record',
  // The office may be of another authority of the city, whose line this changes.
  database_actor: () => ({ kind: 'system' }),
  input: z.object({
    office_id: z.uuid(),
    ...hourWanted,
    email: appointmentEmail.nullable().default(null),
  }),
  async run(context): Promise<TicketTaken> {
    const { tx, input, now, actor } = context;
    const { office, city } = await officePlace(tx, { id: input.office_id }, now);
    const { user_id } = attendingInCity(actor, office);
    const language = languageOf(city.city.locale);
    const to = input.email === null ? null : { email: input.email, address: `staff ${user_id}`, language };
    return bookHour(context, { office, city }, { ...input, service_code: null, to });
  },
});
