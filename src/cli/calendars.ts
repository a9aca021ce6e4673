import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { daysByDate, type Calendar } from '../core/deadlines/calendar.ts';
import { parsePlainDate } from '../core/deadlines/plain-date.ts';

const plainDate = z.string().refine((text) => parsePlainDate(text).accepted, { message: 'not a date' });

const calendarFile = z.strictObject({
  code: z.string().min(1),
  name: z.string(),
  law: z.string(),
  source: z.string(),
  time_zone: z.string(),
  business_weekdays: z.array(z.int().min(1).max(7)).min(1),
  covers_from: plainDate,
  covers_until: plainDate,
  days: z.array(z.strictObject({ on: plainDate, name: z.string().min(1), source: z.string().min(1) })),
});

/** The statutory national calendars that come with Atiende (packs/calendars). */
export const STATUTORY_CALENDARS = ['MX', 'CO'] as const;

/** One of the statutory codes, and so a file name that can be nothing else. */
export function isStatutoryCalendar(code: string): code is (typeof STATUTORY_CALENDARS)[number] {
  return (STATUTORY_CALENDARS as readonly string[]).includes(code);
}

/**
 * Reads a national calendar from `<packsDir>/calendars/<code>.yaml`. Its version is a hash of the file.
 * Throws where the file is missing or is no calendar; the message names file and field.
 */
export async function readStatutoryCalendar(packsDir: string, code: string): Promise<Calendar> {
  const file = join(packsDir, 'calendars', `${code}.yaml`);
  return calendarFromYaml(await readFile(file, 'utf8'), file);
}

/** The calendar in a file's text. Throws where it is none, naming the file and the field. */
export function calendarFromYaml(text: string, file: string): Calendar {
  const read = calendarFile.safeParse(parse(text));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  const { code, time_zone, business_weekdays, covers_from, covers_until, days } = read.data;
  const holidays = days.map((day) => ({ ...day, is_business: false, kind: 'holiday' as const }));
  const version = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const week = { business_weekdays, covers_from, covers_until };
  return { code, version, time_zone, ...week, days: daysByDate(holidays) };
}
