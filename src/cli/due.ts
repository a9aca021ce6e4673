import type { Calendar } from '../core/deadlines/calendar.ts';
import { withinCoverage } from '../core/deadlines/calendar.ts';
import { explainTerm, type DayExplanation } from '../core/deadlines/explain.ts';
import { filingOf, type Filing, type FilingRule } from '../core/deadlines/filing.ts';
import type { OpeningHours } from '../core/deadlines/opening-hours.ts';
import { instantAt, parseInstant, startOfDayInstant, type Instant } from '../core/deadlines/plain-date.ts';
import { dueOf, termInForce, type Due, type Term, type TermStart } from '../core/deadlines/terms.ts';
import { accepted, refused, type Decision, type Refusal } from '../core/decision.ts';
import { sayCode, type Language } from '../core/language/sentences.ts';
import { isStatutoryCalendar, STATUTORY_CALENDARS, readStatutoryCalendar } from './calendars.ts';
import { readLine, readRequest, type CalendarRequest, type PackRequest } from './due-request.ts';

/** What a pack says about the deadlines of one authority. */
export interface PackDeadlines {
  readonly calendar: Calendar;
  readonly hours: readonly OpeningHours[];
  readonly filing_rule: FilingRule;
  readonly terms: readonly Term[];
  /** The kinds of petition the pack knows: another one is refused instead of getting a general term. */
  readonly kinds: readonly string[];
  /** The services that have or might have a term of their own, by code. */
  readonly services: readonly string[];
}

export type ResolvePack = (
  pack: string,
  authority: string,
) => Promise<Decision<PackDeadlines, 'unknown_pack' | 'unknown_authority'>>;

export interface DueSources {
  readonly calendarOf: (code: string) => Promise<Calendar>;
  readonly resolvePack: ResolvePack;
  readonly language: Language;
}

export interface DueOptions {
  readonly packsDir: string;
  readonly resolvePack: ResolvePack;
  /** In which the messages of errors are said. */
  readonly language: Language;
}

type Answer = Readonly<Record<string, unknown>>;

/**
 * `atiende due`: reads JSON lines and writes one JSON line for each, in order; a bad line gives an error line and
 * the next one is read. Empty lines are skipped. Gives how many lines were answered and how many were errors.
 */
export async function runDue(
  lines: AsyncIterable<string>,
  write: (line: string) => void | Promise<void>,
  options: DueOptions,
): Promise<{ answered: number; errors: number }> {
  const calendars = new Map<string, Promise<Calendar>>();
  const calendarOf = (code: string) => {
    const known = calendars.get(code) ?? readStatutoryCalendar(options.packsDir, code);
    calendars.set(code, known);
    return known;
  };
  const sources: DueSources = { ...options, calendarOf };
  let answered = 0;
  let errors = 0;
  for await (const raw of lines) {
    const line = raw.replace(/^\uFEFF/, '').trim();
    if (line === '') continue;
    const answer = await dueLine(line, sources);
    answered += 1;
    if ('error' in answer) errors += 1;
    await write(`${JSON.stringify(answer)}\n`);
  }
  return { answered, errors };
}

/**
 * The answer to one line: the due dates, or `{ error: { code, message, field } }` with the names that are `known`
 * where one was not; the `id` of the line in either. Never throws for a bad line.
 */
export async function dueLine(line: string, sources: DueSources): Promise<Answer> {
  const json = readLine(line);
  if (!json.accepted) return errorOf(json, sources.language);
  const id = 'id' in json.value ? { id: json.value.id } : {};
  const request = readRequest(json.value);
  if (!request.accepted) return { ...id, ...errorOf(request, sources.language) };
  const { value } = request;
  const answer = 'pack' in value ? await dueByPack(value, sources) : await dueByCalendar(value, sources);
  if (answer.accepted) return { ...id, ...answer.value };
  const outside = answer.code === 'outside_calendar_coverage';
  const field = value.filed_on === undefined ? 'filed_at' : 'filed_on';
  return { ...id, ...errorOf(outside ? inField(answer, { field }) : answer, sources.language) };
}

async function dueByCalendar(request: CalendarRequest, sources: DueSources): Promise<Decision<Answer>> {
  const source = await calendarSource(request.calendar, sources);
  if (!source.accepted) return source;
  const { calendar, hours, filing_rule } = source.value;
  return withinCoverage(() => {
    const filing = filingFrom(request, { calendar, hours, filing_rule });
    const term = termOf(request);
    const due = dueWithDays(term, startOf(term, filing), { calendar, explain: request.explain });
    const { time_zone } = calendar;
    return { calendar: request.calendar, time_zone, filed_on: filing.filed_on, ...lengthOf(term), ...due };
  });
}

/** `MX` and `CO` count from receipt; `<pack>/<authority>` has the calendar and the filing rule of the pack. */
async function calendarSource(
  name: string,
  sources: DueSources,
): Promise<Decision<Pick<PackDeadlines, 'calendar' | 'hours' | 'filing_rule'>>> {
  const [pack = '', authority, ...rest] = name.split('/');
  if (authority !== undefined && rest.length === 0) {
    return inField(await sources.resolvePack(pack, authority), { field: 'calendar', value: name });
  }
  if (!isStatutoryCalendar(name)) {
    const known = STATUTORY_CALENDARS.join(', ');
    return refused('unknown_calendar', { field: 'calendar', value: name, known });
  }
  return accepted({ calendar: await sources.calendarOf(name), hours: [], filing_rule: 'from_receipt' });
}

async function dueByPack(request: PackRequest, sources: DueSources): Promise<Decision<Answer>> {
  const { pack, authority, kind } = request;
  const found = await sources.resolvePack(pack, authority);
  if (!found.accepted) {
    return inField(
      found,
      found.code === 'unknown_pack'
        ? { field: 'pack', value: pack }
        : { field: 'authority', value: authority },
    );
  }
  const deadlines = found.value;
  const stranger = strangerTo(deadlines, request);
  if (stranger !== null) return stranger;
  const answer = withinCoverage((): Decision<Answer> => {
    const { calendar, terms } = deadlines;
    const filing = filingFrom(request, deadlines);
    const on = filing.filed_on;
    const question = { kind, authority, on, ...serviceOf(request) };
    const names = [...new Set(terms.map(({ clock }) => clock))];
    const clocks = names.flatMap((clock) => {
      const term = termInForce(terms, { ...question, clock });
      if (term === undefined) return [];
      const due = dueWithDays(term, startOf(term, filing), { calendar, explain: request.explain });
      return [[clock, { length: term.length, unit: term.unit, citation: term.citation, ...due }] as const];
    });
    if (clocks.length === 0) return refused('no_term_in_force', { field: 'kind', value: kind, on });
    const asked = { pack, authority, kind, ...serviceOf(request), time_zone: calendar.time_zone };
    return accepted({ ...asked, ...filing, clocks: Object.fromEntries(clocks) });
  });
  return answer.accepted ? answer.value : answer;
}

function serviceOf({ service }: PackRequest): { service?: string } {
  return service === undefined ? {} : { service };
}

/** A kind or a service that the pack does not know would silently get the general term. */
function strangerTo(
  { kinds, services }: PackDeadlines,
  { kind, service }: PackRequest,
): Refusal<'unknown_kind' | 'unknown_service'> | null {
  if (!kinds.includes(kind))
    return refused('unknown_kind', { field: 'kind', value: kind, known: kinds.join(', ') });
  if (service === undefined || services.includes(service)) return null;
  return refused('unknown_service', { field: 'service', value: service, known: services.join(', ') });
}

/** Hours run from the very instant, everything else from the day. */
function startOf({ unit }: Pick<Term, 'unit'>, { filed_on, filed_at }: Filing): TermStart {
  return unit === 'hours' ? { on: filed_on, at: filed_at } : filed_on;
}

function dueWithDays(
  term: Pick<Term, 'length' | 'unit'>,
  start: TermStart,
  { calendar, explain }: { calendar: Calendar; explain: boolean | undefined },
): Due & { days?: readonly DayExplanation[] } {
  const due = dueOf(term, calendar, start);
  if (explain !== true) return due;
  // Hours have no days to number: the two dates say it all.
  if (term.unit === 'hours') return { ...due, days: [] };
  return { ...due, days: explainTerm(term, calendar, typeof start === 'string' ? start : start.on).days };
}

function filingFrom(
  request: { readonly filed_on?: string | undefined; readonly filed_at?: string | undefined },
  { calendar, hours, filing_rule }: Pick<PackDeadlines, 'calendar' | 'hours' | 'filing_rule'>,
): Filing {
  if (request.filed_on !== undefined) {
    // `filed_on` is day zero as it stands, on a business day or not.
    const at = startOfDayInstant(request.filed_on, calendar.time_zone);
    return { received_at: at, filed_at: at, filed_on: request.filed_on, moved: false, why: 'as_received' };
  }
  const received_at = instantOf(request.filed_at ?? '', calendar.time_zone);
  return filingOf({ received_at, rule: filing_rule, calendar, hours });
}

function instantOf(moment: string, zone: string): Instant {
  const instant = parseInstant(moment);
  if (instant.accepted) return instant.value;
  const [date = moment, time] = moment.split('T');
  return instantAt(date, time ?? '00:00', zone);
}

function termOf({
  business_days,
  calendar_days,
  hours,
  months,
}: CalendarRequest): Pick<Term, 'length' | 'unit'> {
  if (business_days !== undefined) return { length: business_days, unit: 'business_days' };
  if (calendar_days !== undefined) return { length: calendar_days, unit: 'calendar_days' };
  if (hours !== undefined) return { length: hours, unit: 'hours' };
  return { length: months ?? 0, unit: 'months' };
}

function lengthOf({ length, unit }: Pick<Term, 'length' | 'unit'>): Answer {
  return { [unit]: length };
}

/** A refusal with the field at fault and what it said. */
function inField<T>(
  decision: Decision<T>,
  at: { readonly field: string; readonly value?: string },
): Decision<T> {
  return decision.accepted ? decision : refused(decision.code, { ...decision.details, ...at });
}

function errorOf(decision: Decision<unknown>, language: Language): Answer {
  if (decision.accepted) return {};
  const { code, details = {} } = decision;
  const message = sayCode(language, 'due.problem', code, details) ?? code;
  const known = 'known' in details ? { known: String(details['known']).split(', ') } : {};
  return { error: { code, message, field: details['field'] ?? null, ...known } };
}
