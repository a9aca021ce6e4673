import { z } from 'zod';
import { parseInstant, parsePlainDate } from '../core/deadlines/plain-date.ts';
import { refused, accepted, type Decision } from '../core/decision.ts';

const LOCAL_TIME = /^(\d{4}-\d{2}-\d{2})(?:T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$/;

const text = z
  .string({ error: ({ input }) => (input === undefined ? 'required' : 'not_text') })
  .min(1, 'required');
const date = text.refine((value) => parsePlainDate(value).accepted, 'not_a_date');
const length = z.int('not_a_whole_number').min(0, 'out_of_range').max(10_000, 'out_of_range');

/** An instant with its zone, or local time of the calendar's zone (`2026-09-11T10:30`, or the date alone: 00:00). */
const moment = text.refine((value) => {
  const local = LOCAL_TIME.exec(value);
  return local === null ? parseInstant(value).accepted : parsePlainDate(local[1] ?? '').accepted;
}, 'not_an_instant');

const always = {
  /** Whatever the caller tells its lines apart by; given back as it came. */
  id: z.unknown().optional(),
  explain: z.boolean('not_a_boolean').optional(),
};

const byCalendar = z.object({
  ...always,
  calendar: text,
  business_days: length.optional(),
  calendar_days: length.optional(),
  months: length.optional(),
  hours: length.optional(),
  filed_on: date.optional(),
  filed_at: moment.optional(),
});

const byPack = z.object({
  ...always,
  pack: text,
  authority: text,
  kind: text,
  service: text.optional(),
  filed_on: date.optional(),
  filed_at: moment.optional(),
});

export type CalendarRequest = z.infer<typeof byCalendar>;
export type PackRequest = z.infer<typeof byPack>;

export type RequestProblem =
  | 'required'
  | 'not_text'
  | 'not_a_date'
  | 'not_an_instant'
  | 'not_a_boolean'
  | 'not_a_whole_number'
  | 'out_of_range'
  | 'one_length_needed'
  | 'one_filing_needed';

/** The object that a line holds, not yet checked. */
export function readLine(line: string): Decision<object, 'invalid_json' | 'not_an_object'> {
  try {
    const json: unknown = JSON.parse(line);
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? accepted(json) : refused('not_an_object');
  } catch {
    return refused('invalid_json');
  }
}

/** What a line asks, checked. Refusals name the field at fault in `details.field`. */
export function readRequest(json: object): Decision<CalendarRequest | PackRequest, RequestProblem> {
  const read = 'pack' in json ? byPack.safeParse(json) : byCalendar.safeParse(json);
  if (!read.success) return problemOf(read.error);
  const request = read.data;
  if ((request.filed_on === undefined) === (request.filed_at === undefined)) {
    return refused('one_filing_needed', { field: 'pack' in request ? 'filed_at' : 'filed_on' });
  }
  if (!('calendar' in request)) return accepted(request);
  const lengths = [request.business_days, request.calendar_days, request.months, request.hours];
  const given = lengths.filter((length) => length !== undefined).length;
  return given === 1 ? accepted(request) : refused('one_length_needed', { field: 'business_days' });
}

function problemOf(error: z.ZodError): Decision<never, RequestProblem> {
  const issue = error.issues[0];
  const field = issue?.path.join('.') ?? '';
  // Every schema above says its problem by a code instead of a sentence.
  return refused((issue?.message ?? 'required') as RequestProblem, { field });
}
