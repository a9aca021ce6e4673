import type { Instant } from '../deadlines/plain-date.ts';

/** Somebody who waits, as the rule sees them. All instants in one form, as the database gives them: they are compared as text. */
export interface Waiting {
  readonly id: string;
  readonly taken_at: Instant;
  readonly appointment_at: Instant | null;
  readonly has_priority: boolean;
}

/** How somebody was called: at their hour, with priority, or in the order of the numbers. */
export type CalledAs = 'appointment' | 'priority' | 'ordinary';

export interface Turn {
  readonly now: Instant;
  /** So many of one kind in a row, then somebody else where somebody else waits; at least 1. */
  readonly in_a_row: number;
  /** How those before were called, the last one first. */
  readonly recent: readonly CalledAs[];
}

/** As what somebody who waits is called. */
export function calledAs({ appointment_at, has_priority }: Omit<Waiting, 'id' | 'taken_at'>): CalledAs {
  if (appointment_at !== null) return 'appointment';
  return has_priority ? 'priority' : 'ordinary';
}

/**
 * Who has the turn; null where nobody waits. Appointments whose hour has come go first, then priority, then the others,
 * each in their order. After `in_a_row` appointments in a row somebody without one has the turn, and among those without
 * one somebody without priority after `in_a_row` with it: so each kind moves on, and nobody waits for ever. Whose
 * appointment is still to come is called before their hour only where nobody else waits.
 */
export function nextTicket<W extends Waiting>(waiting: readonly W[], turn: Turn): W | null {
  const first = (as: CalledAs, isDue = true): W | null => {
    const of_kind = waiting.filter(
      (one) => calledAs(one) === as && (as !== 'appointment' || one.appointment_at! <= turn.now === isDue),
    );
    return of_kind.reduce<W | null>((best, one) => (best === null || isBefore(one, best) ? one : best), null);
  };
  const [due, priority, ordinary] = [first('appointment'), first('priority'), first('ordinary')];
  const others = turn.recent.filter((as) => as !== 'appointment');
  const without =
    priority !== null && ordinary !== null && streak(others, 'priority') >= turn.in_a_row
      ? ordinary
      : (priority ?? ordinary);
  if (due !== null && without !== null && streak(turn.recent, 'appointment') >= turn.in_a_row) return without;
  return due ?? without ?? first('appointment', false);
}

function isBefore(one: Waiting, other: Waiting): boolean {
  const [a, b] = [one.appointment_at ?? one.taken_at, other.appointment_at ?? other.taken_at];
  if (a !== b) return a < b;
  return one.taken_at !== other.taken_at ? one.taken_at < other.taken_at : one.id < other.id;
}

function streak(recent: readonly CalledAs[], as: CalledAs): number {
  const end = recent.findIndex((one) => one !== as);
  return end === -1 ? recent.length : end;
}

/** Everybody who waits in the order in which they would be called if nobody came after. */
export function orderOfCalls<W extends Waiting>(waiting: readonly W[], turn: Turn): readonly W[] {
  const left = [...waiting];
  const order: W[] = [];
  let recent = turn.recent;
  for (;;) {
    const next = nextTicket(left, { ...turn, recent });
    if (next === null) return order;
    left.splice(left.indexOf(next), 1);
    order.push(next);
    recent = [calledAs(next), ...recent];
  }
}

/**
 * About how long until the turn of somebody, in whole minutes.
 * @param ahead minutes that each before them takes
 * @param counters that attend just now; at least one is counted
 */
export function estimatedMinutes(ahead: readonly number[], counters: number): number {
  const all = ahead.reduce((sum, minutes) => sum + minutes, 0);
  return Math.ceil(all / Math.max(1, counters));
}
