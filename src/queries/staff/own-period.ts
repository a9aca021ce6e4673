import type { StaffActor } from '../../core/access/actor.ts';
import type { PetitionEvent } from '../../core/petitions/events.ts';
import {
  ownPeriods,
  stateWhenItLeft,
  type OwnPeriod,
  type ToldEvent,
} from '../../core/petitions/own-periods.ts';
import type { Reader } from '../../store/database.ts';
import { readHistories, readHistory, type StoredEvent } from '../../store/petition-history.ts';
import { projectedColumns, type PetitionRow } from '../../store/petitions.ts';
import { formerAuthorities, mayHaveFormer } from '../visible-petitions.ts';

/** That an authority of the reader had the petition, when, and who has it now: all that is told of what came later. */
export interface Left {
  readonly periods: readonly { readonly from: string; readonly until: string }[];
  readonly until: string;
  /** The fact with which it left. */
  readonly until_seq: number;
  readonly now_with: string;
}

/** What of one petition is read: all of it, or what happened while an authority of the reader had it. */
export interface Reading {
  readonly left: Left | null;
  readonly events: readonly StoredEvent[];
  /** Whether what bears this instant is read. */
  at(instant: string): boolean;
  /** Whether what an event tells of by its id is read; what none tells of goes by its instant. */
  tells(id: string, at: string): boolean;
  /** Whether such an event, about that id, is among those that are read. */
  has(types: readonly PetitionEvent['type'][], id: string): boolean;
}

/** A petition that the actor sees, as they read it: its row as it is, or as it was when it left them. */
export async function readingOf(
  reader: Reader,
  actor: StaffActor,
  row: PetitionRow,
): Promise<{ row: PetitionRow; reads: Reading }> {
  const left = !mayHaveFormer(actor)
    ? Promise.resolve(undefined)
    : reader
        .selectFrom('petitions as p')
        .select(formerAuthorities(actor).as('former'))
        .where('p.id', '=', row.id)
        .executeTakeFirst();
  const [found, history] = await Promise.all([left, readHistory(reader, row.id)]);
  const reads = cut(history, { former: found?.former ?? null, now_with: row.current_authority_id });
  return { row: reads.left === null ? row : rowWhenItLeft(row, reads.left, history), reads };
}

function cut(
  history: readonly StoredEvent[],
  { former, now_with }: { former: readonly string[] | null; now_with: string },
): Reading {
  if (former === null) return wholeOf(history);
  const periods = closed(ownPeriods(history, new Set(former)));
  const { seq: filed_seq = 1, at: filed_at = '' } = history[0] ?? {};
  const { until = filed_at, until_seq = filed_seq } = periods.at(-1) ?? {};
  const isRead = ({ seq }: ToldEvent) =>
    seq === filed_seq || periods.some((one) => one.from_seq <= seq && seq <= one.until_seq);
  const events = history.filter(isRead);
  const read = new Set(events.flatMap((one) => idsTold(one, periods)));
  const hidden = new Set(history.flatMap((one) => idsTold(one)).filter((id) => !read.has(id)));
  const at = (instant: string) =>
    instant <= filed_at || periods.some((one) => one.from <= instant && instant <= one.until);
  return {
    left: {
      periods: periods.map((one) => ({ from: one.from, until: one.until })),
      until,
      until_seq,
      now_with,
    },
    ...{ events, at },
    tells: (id, instant) => read.has(id) || (!hidden.has(id) && at(instant)),
    has: (types, id) => isTold(events, types, id),
  };
}

const wholeOf = (events: readonly StoredEvent[]): Reading => ({
  ...{ left: null, events, at: () => true, tells: () => true },
  has: (types, id) => isTold(events, types, id),
});

function isTold(
  events: readonly StoredEvent[],
  types: readonly PetitionEvent['type'][],
  id: string,
): boolean {
  return events.some(({ event }) => {
    const { assignment_id, reply_id } = event.payload as Payload;
    return types.includes(event.type) && (assignment_id === id || reply_id === id);
  });
}

type Closed = OwnPeriod & { readonly until_seq: number; readonly until: string };
type Payload = Readonly<Partial<Record<string, string | null>>>;

const closed = (periods: readonly OwnPeriod[]): Closed[] =>
  periods.filter((one): one is Closed => one.until_seq !== null && one.until !== null);

/**
 * Of messages, files, replies and assignments. A transfer with which a period begins or ends names an assignment of the
 * other authority too: that one is the other's.
 */
function idsTold({ seq, event }: StoredEvent, periods: readonly Closed[] = []): string[] {
  const { message_id, file_id, new_file_id, reply_id, assignment_id, next_assignment_id } =
    event.payload as Payload;
  const moved = event.type === 'authority_changed';
  const before = moved && periods.some((one) => one.from_seq === seq) ? null : assignment_id;
  const next = moved && periods.some((one) => one.until_seq === seq) ? null : next_assignment_id;
  return [message_id, file_id, new_file_id, reply_id, before, next].filter((id) => id != null);
}

/** A row with the authorities of the reader that have it no more (`formerAuthorities`). */
export type RowWithFormer<R> = R & { readonly former: readonly string[] | null };

interface Leaving {
  readonly id: string;
  readonly current_authority_id: string;
}

/**
 * The rows as each was when it left the reader; those that are read whole stay. Nothing is due in what left. One
 * reading of histories for all of them.
 */
export async function asTheyLeft<R extends Leaving>(
  reader: Reader,
  rows: readonly RowWithFormer<R>[],
): Promise<(R & { left: Left | null })[]> {
  const gone = rows.filter(({ former }) => former !== null).map(({ id }) => id);
  const histories = await readHistories(reader, gone);
  return rows.map(({ former, ...row }) => asItLeft(row as unknown as R, former, histories.get(row.id) ?? []));
}

function asItLeft<R extends Leaving>(
  row: R,
  former: readonly string[] | null,
  history: readonly StoredEvent[],
): R & { left: Left | null } {
  const { left } = cut(history, { former, now_with: row.current_authority_id });
  return left === null ? { ...row, left } : { ...rowWhenItLeft(row, left, history), left };
}

/** The columns of a petition as they were when it left; only those that the row has. */
export function rowWhenItLeft<R extends Leaving>(row: R, left: Left, history: readonly StoredEvent[]): R {
  const { until, until_seq } = left;
  const state = stateWhenItLeft(history, until_seq);
  const before = history.filter(({ seq }) => seq <= until_seq);
  const lastAt = (...types: PetitionEvent['type'][]) =>
    before.findLast(({ event }) => types.includes(event.type))?.at ?? null;
  const moderatedSince = history.some(({ seq, event }) => seq > until_seq && event.type === 'moderated');
  const columns = {
    ...projectedColumns(state),
    ...{ accept_due_at: null, reply_due_at: null, resolve_due_at: null, citizen_due_at: null, due_at: null },
    ...{ version: until_seq, updated_at: until, priority_reason: priorityReason(before) },
    replied_at: lastAt('reply_sent', 'first_reply_sent'),
    notified_at: notifiedAt(history, until_seq, row),
    closed_at: state.stage === 'closed' ? lastAt('petition_closed') : null,
    ...(moderatedSince ? { public_description: null } : {}),
  };
  const known = Object.entries(columns).filter(([column]) => column in row);
  return { ...row, ...Object.fromEntries(known) };
}

/** As the petition had it when it left: the first delivery that was not taken back by then. */
function notifiedAt(history: readonly StoredEvent[], until_seq: number, row: object): string | null {
  const told = history.filter(({ event }) => deliveryFacts.includes(event.type));
  // Nothing of it happened later: the row says the very instant, which of a letter is not that of its record.
  if (told.every(({ seq }) => seq <= until_seq))
    return 'notified_at' in row ? (row.notified_at as string | null) : null;
  const delivered: { reply_id: string; at: string }[] = [];
  for (const { seq, at, event } of told) {
    if (seq > until_seq) break;
    if (event.type === 'reply_delivered') delivered.push({ reply_id: event.payload.reply_id, at });
    if (event.type !== 'reply_delivery_undone') continue;
    const { reply_id } = event.payload;
    const taken = delivered.findLastIndex((one) => one.reply_id === reply_id);
    if (taken >= 0) delivered.splice(taken, 1);
  }
  return delivered[0]?.at ?? null;
}

const deliveryFacts: readonly PetitionEvent['type'][] = ['reply_delivered', 'reply_delivery_undone'];

function priorityReason(events: readonly StoredEvent[]): string | null {
  const set = events.map(({ event }) => event).findLast((one) => one.type === 'priority_set');
  return set?.type === 'priority_set' && set.payload.priority > 0 ? set.payload.reason : null;
}
