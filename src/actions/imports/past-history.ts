import type { CityConfiguration, Outcome, Service } from '../../core/cities/configuration.ts';
import { missClock } from '../../core/deadlines/clock-moves.ts';
import { foldClock, isOpen } from '../../core/deadlines/clock.ts';
import { addSeconds, localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { beginAnew, meet, stop, type LedgerLine } from '../../core/petitions/clock-effects.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import type { FilingPlan } from '../../queries/plan-filing.ts';
import { withLines, type Ledger } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import type { PastPetition } from './past-petition.ts';

export interface DatedEvent {
  readonly at: string;
  readonly event: PetitionEvent;
}

export interface PastAssignment {
  readonly id: string;
  readonly state: 'to_accept' | 'accepted' | 'finished';
  readonly assigned_at: string;
  readonly accept_due_at: string | null;
  readonly accepted_at: string | null;
  readonly ended_at: string | null;
}

export interface PastMessage {
  readonly id: string;
  readonly body: string;
  readonly at: string;
}

/** What happened to a petition before it came here, as far as the other system tells. */
export interface PastHistory {
  readonly events: readonly DatedEvent[];
  readonly lines: readonly LedgerLine[];
  readonly ledger: Ledger;
  readonly assignments: readonly PastAssignment[];
  readonly messages: readonly PastMessage[];
}

interface Given {
  readonly city: CityConfiguration;
  readonly row: PastPetition;
  readonly plan: FilingPlan;
  readonly service: Service;
  readonly outcome: Outcome | null;
  readonly now: string;
}

interface Writing extends Given {
  readonly events: DatedEvent[];
  readonly lines: LedgerLine[];
  readonly assignments: PastAssignment[];
  readonly messages: PastMessage[];
  ledger: Ledger;
}

const OWED = ['accept', 'reply', 'resolve'] as const;

/** Tells the past as facts with their real dates. Throws OutsideCalendarCoverage. */
export function tellPast(given: Given): PastHistory {
  const { row, plan } = given;
  const writing: Writing = {
    ...given,
    ...{ events: [], lines: [], assignments: [], messages: [], ledger: new Map() },
  };
  writeLines(writing, plan.lines);
  const assignment_id = newId();
  tell(writing, row.received_at, filed(given, assignment_id));
  if (!row.free_text) {
    const decision = { decision: 'published', redacted: false } as const;
    tell(writing, row.received_at, event('moderated', 'staff', decision));
  }
  if (row.stage === 'assigned' && !row.reopened) {
    writing.assignments.push(answering(writing, assignment_id, 'to_accept'));
    tellMissed(writing, given.now);
    return writing;
  }
  accept(writing, assignment_id);
  if (row.stage === 'closed' || row.reopened) close(writing, assignment_id);
  if (row.reopened) reopen(writing);
  if (row.stage !== 'closed') tellMissed(writing, given.now);
  return writing;
}

function filed({ row, plan, service }: Given, assignment_id: string): PetitionEvent {
  return event('petition_filed', 'public', {
    kind: plan.kind.code,
    service_id: service.id,
    channel: row.channel,
    visibility: plan.visibility,
    identity: 'anonymous',
    authority_id: plan.authority.id,
    unit_id: plan.unit.id,
    assignment_id,
    received_at: row.received_at,
    filed_at: plan.filing.filed_at,
    filed_on: plan.filing.filed_on,
    routing: plan.route.rule === undefined ? 'triage' : 'rule',
  });
}

/** No system published when a unit accepted: the clock stops with that reason instead of saying that it was met. */
function accept(writing: Writing, assignment_id: string): void {
  const { filed_at } = writing.plan.filing;
  const { closed_at } = writing.row;
  // Closed on the Sunday it arrived, filed by law on the Monday: it was accepted when it was closed.
  const at = closed_at !== null && Date.parse(closed_at) < Date.parse(filed_at) ? closed_at : filed_at;
  writing.assignments.push(answering(writing, assignment_id, 'accepted'));
  writeLines(
    writing,
    stop(writing.ledger, ['accept'], { ...actAt(writing, at), reason: notRecorded(writing) }),
  );
  tell(writing, at, event('assignment_accepted', 'public', { assignment_id }));
}

function close(writing: Writing, assignment_id: string): void {
  const { row, now, outcome } = writing;
  if (outcome === null) throw new Error('A closed petition has an outcome');
  const at = row.closed_at ?? now;
  const fulfils = outcome.class !== 'withdrawn' && outcome.class !== 'duplicate';
  if (row.closed_at === null) {
    // Without a date nobody knows whether it was in time: nothing is owed any more, and nothing is claimed.
    const act = { ...actAt(writing, writing.plan.filing.filed_at), reason: notRecorded(writing) };
    writeLines(writing, stop(writing.ledger, ['reply', 'resolve'], act));
  } else {
    tellMissed(writing, at);
    const act = actAt(writing, at);
    for (const clock of ['reply', 'resolve'] as const) {
      writeLines(writing, fulfils ? meet(writing.ledger, clock, act) : stop(writing.ledger, [clock], act));
    }
  }
  const index = writing.assignments.findIndex(({ id }) => id === assignment_id);
  writing.assignments[index] = { ...writing.assignments[index]!, state: 'finished', ended_at: at };
  const closing = { reason: 'imported', outcome_code: outcome.code, outcome_class: outcome.class } as const;
  tell(writing, at, event('petition_closed', 'public', closing));
}

/** Open again although it had been closed: contested, not before it was closed, with a new round of its clocks. */
function reopen(writing: Writing): void {
  const { row, city, plan, now } = writing;
  const at = row.closed_at ?? now;
  const [assignment_id, message_id] = [newId(), newId()];
  const body = say(languageOf(city.city.locale), 'import.told.reopened');
  writing.messages.push({ id: message_id, body, at });
  const day_zero = localDateOf(at, plan.calendar.time_zone);
  for (const clock of ['reply', 'resolve'] as const) {
    const entries = writing.ledger.get(clock);
    if (entries === undefined || isOpen(foldClock(entries))) continue;
    const { term } = foldClock(entries);
    const act = { ...actAt(writing, at), term, day_zero, authority: plan.authority.code };
    writeLines(writing, beginAnew(writing.ledger, act));
  }
  const accepted = { state: 'accepted', accept_due_at: null, accepted_at: at, ended_at: null } as const;
  writing.assignments.push({ id: assignment_id, assigned_at: at, ...accepted });
  tell(writing, at, event('closing_contested', 'public', { message_id, assignment_id }));
}

/** Each deadline that went by before `until`, told at the second after it. */
function tellMissed(writing: Writing, until: string): void {
  for (const clock of OWED) {
    const entries = writing.ledger.get(clock);
    if (entries === undefined) continue;
    const { due_at } = foldClock(entries);
    if (due_at === null || Date.parse(due_at) >= Date.parse(until)) continue;
    const at = addSeconds(due_at, 1);
    const missed = missClock(entries, actAt(writing, at));
    if (missed === null) continue;
    writeLines(writing, [{ clock, entry: missed }]);
    tell(writing, at, event('clock_missed', 'public', { clock, due_at }));
  }
}

function answering({ plan, ledger }: Writing, id: string, state: 'to_accept' | 'accepted'): PastAssignment {
  const entries = ledger.get('accept');
  const accept_due_at = entries === undefined ? null : foldClock(entries).due_at;
  const assigned_at = plan.filing.filed_at;
  const accepted_at = state === 'accepted' ? assigned_at : null;
  return { id, state, assigned_at, accept_due_at, accepted_at, ended_at: null };
}

function actAt({ plan }: Writing, at: string) {
  return { at, calendar: plan.calendar };
}

function notRecorded({ city }: Writing): string {
  return say(languageOf(city.city.locale), 'import.told.not_recorded');
}

function tell(writing: Writing, at: string, told: PetitionEvent): void {
  writing.events.push({ at, event: told });
}

function writeLines(writing: Writing, lines: readonly LedgerLine[]): void {
  writing.lines.push(...lines);
  writing.ledger = withLines(writing.ledger, lines);
}
