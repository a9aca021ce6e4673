import { z } from 'zod';
import type { Actor, StaffActor } from '../../core/access/actor.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { appointmentWords } from './appointment-words.ts';
import { appointmentEmail, bookHour, hourWanted } from './book-appointment.ts';
import { officePlace, type OfficePlace } from './office-place.ts';
import type { TicketTaken } from './take-ticket.ts';

interface HourBooked extends TicketTaken {
  /** What is read aloud to the person: day, hour, place, number, and the code by which they say that they came. */
  readonly said: string;
}

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
  async run(context): Promise<HourBooked> {
    const { tx, app, input, now, actor } = context;
    const place = await officePlace(tx, { id: input.office_id }, now);
    const { user_id } = attendingInCity(actor, place.office);
    const { office, city } = place;
    const language = languageOf(city.city.locale);
    const to = input.email === null ? null : { email: input.email, address: `staff ${user_id}`, language };
    const wanted = { ...input, service_code: null, to };
    const { taken, appointment } = await bookHour(context, place, wanted);
    const words = appointmentWords({ office, appointment, language, keys: app.keys }, city);
    const part = office.settings.appointments.check_in ? 'said_with_code' : 'said';
    return { ...taken, said: say(language, `notice.appointment.${part}`, words) };
  },
});

/** @throws Refused `sign_in_needed`, `not_found` for who attends nobody in the city of the office */
function attendingInCity(actor: Actor, { city_id }: OfficePlace['office']): StaffActor {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const attends = actor.grants.some(
    (one) => one.city_id === city_id && one.permissions.includes('interactions.record'),
  );
  if (!attends) throw new Refused('not_found');
  return actor;
}
