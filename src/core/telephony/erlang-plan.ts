import { agentsNeeded, traffic, waitingWith, withShrinkage, type Target, type Waiting } from './erlang.ts';

export const slots_of_day = 48;
export const slot_minutes = 30;

/** What a roster is made for. */
export interface PlanAsked {
  /** Calls in each half hour of the day that has some, by its number from 0 (00:00) to 47 (23:30). */
  readonly calls: ReadonlyMap<number, number>;
  readonly handling_s: number;
  readonly target: Target;
  /** 0 to less than 1. */
  readonly shrinkage: number;
}

/** One half hour of the roster. */
export interface PlannedSlot {
  readonly slot: number;
  readonly calls: number;
  readonly erlangs: number;
  /** Who must answer; null where the target is beyond reach. */
  readonly agents: number | null;
  /** Who must be on the roster for that. */
  readonly rostered: number | null;
  /** What is to be expected with so many agents. */
  readonly waiting: Waiting | null;
}

/** Half hour by half hour, from the first that has calls to the last. */
export function planDay({ calls, handling_s, target, shrinkage }: PlanAsked): PlannedSlot[] {
  const used = [...calls].filter(([, n]) => n > 0).map(([slot]) => slot);
  if (used.length === 0) return [];
  const [first, last] = [Math.min(...used), Math.max(...used)];
  return Array.from({ length: last - first + 1 }, (_, at) => {
    const slot = first + at;
    const n = calls.get(slot) ?? 0;
    const load = { calls_per_hour: (n * 60) / slot_minutes, handling_s };
    const agents = agentsNeeded(load, target);
    return {
      ...{ slot, calls: n, erlangs: traffic(load), agents },
      rostered: agents === null ? null : withShrinkage(agents, shrinkage),
      waiting: agents === null ? null : waitingWith(agents, load, target.within_s),
    };
  });
}

/** One line of the table that says why a number of agents and not another. */
export interface Alternative {
  readonly agents: number;
  readonly reaches: boolean;
  /** Null: unstable, the queue only grows. */
  readonly waiting: Waiting | null;
}

/** What more or fewer agents would mean in a half hour: from the traffic itself, where a queue is unstable, upward. */
export function alternatives(
  { calls, agents }: Pick<PlannedSlot, 'calls' | 'agents'>,
  { handling_s, target }: Pick<PlanAsked, 'handling_s' | 'target'>,
): Alternative[] {
  if (agents === null || calls === 0) return [];
  const load = { calls_per_hour: (calls * 60) / slot_minutes, handling_s };
  const lowest = Math.max(1, Math.min(agents - 3, Math.floor(traffic(load))));
  const shown = Array.from({ length: agents + 2 - lowest + 1 }, (_, at) => lowest + at);
  return (shown.length > 8 ? [lowest, ...shown.slice(-6)] : shown).map((n) => {
    const waiting = waitingWith(n, load, target.within_s);
    return { agents: n, waiting, reaches: waiting !== null && waiting.service_level >= target.share };
  });
}

/** Local time at which a half hour begins, `09:30`. */
export function beginningOf(slot: number): string {
  const minutes = slot * slot_minutes;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The middle of some numbers, the mean of the two middle ones for an even count; 0 for none. */
export function median(numbers: readonly number[]): number {
  if (numbers.length === 0) return 0;
  const sorted = numbers.toSorted((one, other) => one - other);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Typed calls as they stand in an address: `18:12,19:15.5`. What is no half hour or no number is left out. */
export function readTypedCalls(text: string | undefined): Map<number, number> {
  const pairs = (text ?? '').split(',').map((pair) => /^(\d{1,2}):(\d{1,5}(?:\.\d)?)$/.exec(pair));
  return new Map(
    pairs.flatMap((found) => {
      if (found === null || Number(found[1]) >= slots_of_day) return [];
      return [[Number(found[1]), Number(found[2])] as const];
    }),
  );
}

/** The same, written; in order, so that one plan has one address. */
export function writeTypedCalls(typed: ReadonlyMap<number, number>): string | undefined {
  const pairs = [...typed].toSorted(([one], [other]) => one - other).map(([slot, n]) => `${slot}:${n}`);
  return pairs.length === 0 ? undefined : pairs.join(',');
}
