import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addSeconds } from '../../core/deadlines/plain-date.ts';
import { longInstant } from '../../core/language/format.ts';
import { languageOf, say, type Language } from '../../core/language/sentences.ts';
import { calendarEntry } from '../../core/turns/calendar-entry.ts';
import { hoursOf, shownCode, shownNumber } from '../../core/turns/office.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { arrivalCode, type Office } from '../../store/tickets.ts';

/** An appointment as its holder reads of it. */
export interface Appointment {
  readonly id: string;
  readonly prefix: string;
  readonly number: number;
  readonly line_code: string;
  readonly appointment_at: string;
}

interface Told {
  readonly office: Office;
  readonly appointment: Appointment;
  readonly language: Language;
  readonly keys: KeyRing;
}

/** What a message, a page and a calendar say of an appointment; the hour is that of the office. */
export function appointmentWords({ office, appointment, keys, language }: Told, city: CityConfiguration) {
  const { settings, name, address } = office;
  const { time_zone } = hoursOf(office, city).calendar;
  const own = city.city.locale;
  const locale = languageOf(own) === language ? own : language;
  return {
    number: shownNumber(appointment),
    when: longInstant(appointment.appointment_at, { locale, time_zone }),
    line: settings.lines.find(({ code }) => code === appointment.line_code)?.name ?? '',
    office: [name, address].filter((part) => part !== null).join(', '),
    code: shownCode(arrivalCode(keys, appointment.id)),
    minutes: settings.appointments.late_minutes,
  };
}

/** An appointment for one's own calendar, where one comes from: how to say that one has come, where it is asked. */
export function appointmentEntry(
  told: Told,
  { city, now, host }: { city: CityConfiguration; now: string; host: string },
): string {
  const { office, appointment, language } = told;
  const { slot_minutes, check_in } = office.settings.appointments;
  const words = appointmentWords(told, city);
  const { id, appointment_at: starts } = appointment;
  return calendarEntry({
    ...{ uid: `${id}@${host}`, now, starts, ends: addSeconds(starts, slot_minutes * 60) },
    summary: say(language, 'portal.turns.entry', words),
    place: words.office,
    description: check_in ? say(language, 'notice.appointment.arrive', words) : '',
  });
}
