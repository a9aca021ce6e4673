import type { CityConfiguration } from '../cities/configuration.ts';
import type { Calendar } from '../deadlines/calendar.ts';
import type { OpeningHours } from '../deadlines/opening-hours.ts';

/** What one comes for; its letter begins the numbers of its tickets. */
export interface OfficeLine {
  readonly code: string;
  readonly name: string;
  /** One to three capitals, its own within the office. */
  readonly prefix: string;
  /** How long attending one person takes as a rule, in minutes. */
  readonly minutes: number;
  /** Services of the catalogue that it attends; none: whatever comes. */
  readonly service_codes: readonly string[];
  readonly is_active: boolean;
}

/** A counter; without lines of its own it attends all of them. */
export interface OfficeCounter {
  readonly code: string;
  readonly name: string;
  readonly lines: readonly string[];
  readonly is_active: boolean;
}

/** Who is attended first. It is declared by the person, and nobody is asked for a proof. */
export interface OfficePriority {
  readonly code: string;
  readonly name: string;
}

/** What happens to who holds a number when the office closes. */
export const closingRules = ['attend', 'next_day'] as const;
export type ClosingRule = (typeof closingRules)[number];

export interface AppointmentRules {
  /** None: by number alone. */
  readonly is_offered: boolean;
  readonly slot_minutes: number;
  readonly places: number;
  readonly days_ahead: number;
  /** Who left an address is reminded so many hours before; 0: nobody is. */
  readonly remind_hours: number;
  /** Who has an appointment says that they came, and only then is in the order. */
  readonly check_in: boolean;
  /** Where it is asked: who has not come so many minutes after the hour has lost the place. */
  readonly late_minutes: number;
}

/** What an office decides: the column `offices.settings`. */
export interface OfficeSettings {
  /** Null: the hours of its authority's counters. */
  readonly hours: readonly OpeningHours[] | null;
  readonly lines: readonly OfficeLine[];
  readonly counters: readonly OfficeCounter[];
  readonly priorities: readonly OfficePriority[];
  /** After so many with priority (or with an appointment) in a row somebody else has the turn. */
  readonly in_a_row: number;
  /** No new numbers in the last minutes before closing. */
  readonly stop_minutes: number;
  readonly at_closing: ClosingRule;
  readonly appointments: AppointmentRules;
}

/** The prefix of appointments: their numbers are a series of their own. */
export const appointmentPrefix = 'C';

/** What an office begins with. */
export const usualRules = {
  in_a_row: 2,
  stop_minutes: 0,
  at_closing: 'attend',
  appointments: {
    ...{ is_offered: true, slot_minutes: 15, places: 1, days_ahead: 10 },
    ...{ remind_hours: 24, check_in: true, late_minutes: 15 },
  },
} as const satisfies Pick<OfficeSettings, 'in_a_row' | 'stop_minutes' | 'at_closing' | 'appointments'>;

/** The lines that a counter attends now. */
export function linesOf(settings: OfficeSettings, counter: OfficeCounter): readonly string[] {
  const open = settings.lines.filter(({ is_active }) => is_active).map(({ code }) => code);
  return counter.lines.length === 0 ? open : open.filter((code) => counter.lines.includes(code));
}

/**
 * Whether a counter attends somebody who waits: who was sent to one counter goes there, the others to any of their line.
 * Whom no counter in use attends any more (a line was taken away, a counter closed) each of them does, so that nobody
 * waits for ever.
 */
export function attends(
  settings: OfficeSettings,
  counter: OfficeCounter,
  { line_code, for_counter }: { readonly line_code: string; readonly for_counter: string | null },
): boolean {
  const open = settings.counters.filter(({ is_active }) => is_active);
  if (open.some(({ code }) => code === for_counter)) return counter.code === for_counter;
  const isOnLine = (one: OfficeCounter) => linesOf(settings, one).includes(line_code);
  return isOnLine(counter) || !open.some(isOnLine);
}

/** Whether somebody with a number is in the order: who has an appointment, where the office asks it, once they came. */
export const isPresent = (
  { appointments }: Pick<OfficeSettings, 'appointments'>,
  { source, arrived_at }: { readonly source: string; readonly arrived_at: string | null },
): boolean => source !== 'appointment' || !appointments.check_in || arrived_at !== null;

/** Whether a line attends who comes for a service: one that names none attends whatever comes. */
export const attendsService = ({ service_codes }: OfficeLine, service_code: string): boolean =>
  service_codes.length === 0 || service_codes.includes(service_code);

/** The line for who comes for a service: one that names it, else one for whatever comes; null where there is none. */
export function lineForService({ lines }: OfficeSettings, service_code: string): OfficeLine | null {
  const open = lines.filter(({ is_active }) => is_active);
  const named = open.find(({ service_codes }) => service_codes.includes(service_code));
  return named ?? open.find((line) => attendsService(line, service_code)) ?? null;
}

/** What keeps settings from being used, by field; nothing where they are sound. */
export function settingsFaults(settings: OfficeSettings): Readonly<Record<string, string>> {
  const { lines, counters, priorities } = settings;
  const faults: Record<string, string> = {};
  if (!lines.some(({ is_active }) => is_active)) faults['lines'] = 'required';
  if (!counters.some(({ is_active }) => is_active)) faults['counters'] = 'required';
  for (const [field, codes] of [
    ['lines', lines.map(({ code }) => code)],
    ['lines', lines.map(({ prefix }) => prefix)],
    ['counters', counters.map(({ code }) => code)],
    ['priorities', priorities.map(({ code }) => code)],
  ] as const)
    if (new Set(codes).size < codes.length) faults[field] = 'code_taken';
  if (lines.some(({ prefix }) => prefix === appointmentPrefix)) faults['lines'] = 'prefix_of_appointments';
  const known = new Set(lines.map(({ code }) => code));
  if (counters.some((one) => one.lines.some((code) => !known.has(code)))) faults['counters'] = 'invalid';
  for (const { opens, closes } of settings.hours ?? []) if (opens >= closes) faults['hours'] = 'invalid';
  return faults;
}

/** A number as it is shown and read aloud: `A-07`. */
export const shownNumber = ({ prefix, number }: { prefix: string; number: number }): string =>
  `${prefix}-${String(number).padStart(2, '0')}`;

/** The six digits of an arrival as they are read aloud: `123 456`. */
export const shownCode = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** The hours and the calendar by which an office opens: its own hours, else those of its authority's counters. */
export function hoursOf(
  { authority_id, settings }: { authority_id: string; settings: OfficeSettings },
  city: Pick<CityConfiguration, 'hours' | 'calendars'>,
): { hours: readonly OpeningHours[]; calendar: Calendar } {
  const hours = settings.hours ?? city.hours.get(`${authority_id}/counter`) ?? [];
  return { hours, calendar: city.calendars.get(authority_id)! };
}
