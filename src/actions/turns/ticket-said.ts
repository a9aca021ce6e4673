import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { languageOf, say, sayCount } from '../../core/language/sentences.ts';
import type { HeldTicket } from '../../queries/public/turns.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { appointmentWords } from './appointment-words.ts';

/**
 * What is read aloud to whom staff gave a number or an hour: of an hour day, place, number and the code by which they say
 * that they came; of a number how many are before and about how long that takes, while it waits.
 */
export function ticketSaid(held: HeldTicket, city: CityConfiguration, keys: KeyRing): string {
  const language = languageOf(city.city.locale);
  const { office, shown: number, line_name: line, place } = held;
  if (held.source === 'appointment') {
    const appointment = { ...held, appointment_at: held.appointment_at! };
    const words = appointmentWords({ office, appointment, language, keys }, city);
    const part = office.settings.appointments.check_in ? 'said_with_code' : 'said';
    return say(language, `notice.appointment.${part}`, words);
  }
  const where = [office.name, office.address].filter((part) => part !== null).join(', ');
  const parts = [say(language, 'notice.number.said', { number, line, office: where })];
  if (place?.ahead === 0) parts.push(say(language, 'notice.number.nobody_before'));
  if (place !== null && place.ahead > 0) parts.push(sayCount(language, 'portal.turns.ahead', place.ahead));
  if (place !== null && place.minutes > 0)
    parts.push(sayCount(language, 'portal.turns.about', place.minutes));
  return [...parts, say(language, 'notice.number.be_there')].join(' ');
}
