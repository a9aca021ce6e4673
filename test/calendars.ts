import { fileURLToPath } from 'node:url';
import { readStatutoryCalendar } from '../src/cli/calendars.ts';
import { mergeCalendars, type Calendar, type CalendarDay } from '../src/core/deadlines/calendar.ts';
import { addDays } from '../src/core/deadlines/plain-date.ts';

/** The packs of this tree. */
export const PACKS = fileURLToPath(new URL('../packs', import.meta.url));

/** The two national calendars as they are shipped. */
export const MX = await readStatutoryCalendar(PACKS, 'MX');
export const CO = await readStatutoryCalendar(PACKS, 'CO');

/** A closure of every day from one date to another, both included. */
export function closure(from: string, to: string, kind: 'closure' | 'suspension' = 'closure'): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) {
    days.push({ on, is_business: false, kind, name: 'Cierre de prueba', source: 'Acuerdo de prueba' });
  }
  return days;
}

/** The calendar of a made-up authority: the country's with these days. */
export function calendarWith(country: Calendar, days: readonly CalendarDay[]): Calendar {
  return mergeCalendars(country, { code: 'prueba', version: 'prueba', days });
}
