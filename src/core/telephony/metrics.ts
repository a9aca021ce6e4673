/**
 * Which share is the service level of a queue. `answered`: answered within the threshold, of those answered or abandoned,
 * short abandons left out. `offered`: answered or abandoned within the threshold, of all that entered the queue.
 */
export const serviceLevels = ['answered', 'offered'] as const;
export type ServiceLevel = (typeof serviceLevels)[number];

/** What a queue promises, and what it counts as a call that nobody could have answered. */
export interface QueueGoal {
  /** The Y of X/Y, in seconds. */
  readonly answer_within_s: number;
  /** The X of X/Y, 1 to 100. */
  readonly target_percent: number;
  /** Who hangs up sooner is a short abandon; 0: none is. */
  readonly short_abandon_s: number;
  readonly service_level: ServiceLevel;
}

/** One call that entered a queue and is over. Durations in seconds. */
export interface QueuedCall {
  readonly outcome: 'answered' | 'abandoned' | 'missed';
  /** From entering the queue to the answer, or to hanging up. */
  readonly wait_s: number;
  /** Talk, hold and wrap-up of all agents who had it. */
  readonly handled_s: number;
  readonly was_transferred: boolean;
  /** It entered while the queue was closed. */
  readonly was_closed: boolean;
}

/** Counts of some calls; those of two hours or queues are added up to those of both. */
export interface CallCounts {
  /** Entered the queue while it was open, or were answered though it was not. */
  readonly offered: number;
  /** Entered it while it was closed and were not answered: nobody was to be there, and they count nowhere else. */
  readonly closed: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Of the abandoned, those that hung up before the short-abandon threshold. */
  readonly short: number;
  /** The queue gave up: nobody there, or too long. */
  readonly missed: number;
  readonly answered_in_time: number;
  readonly abandoned_in_time: number;
  /** Σ wait of the answered. */
  readonly answered_wait_s: number;
  /** Σ talk, hold and wrap-up. */
  readonly handled_s: number;
  readonly transferred: number;
}

export const noCalls: CallCounts = {
  ...{ offered: 0, closed: 0, answered: 0, abandoned: 0, short: 0, missed: 0, answered_in_time: 0 },
  ...{ abandoned_in_time: 0, answered_wait_s: 0, handled_s: 0, transferred: 0 },
};

/** Both together. */
export function addCounts(one: CallCounts, other: CallCounts): CallCounts {
  return {
    offered: one.offered + other.offered,
    closed: one.closed + other.closed,
    answered: one.answered + other.answered,
    abandoned: one.abandoned + other.abandoned,
    short: one.short + other.short,
    missed: one.missed + other.missed,
    answered_in_time: one.answered_in_time + other.answered_in_time,
    abandoned_in_time: one.abandoned_in_time + other.abandoned_in_time,
    answered_wait_s: one.answered_wait_s + other.answered_wait_s,
    handled_s: one.handled_s + other.handled_s,
    transferred: one.transferred + other.transferred,
  };
}

/** Counts the calls of a queue with its own thresholds; within the threshold is up to it and with it. */
export function countCalls(
  calls: Iterable<QueuedCall>,
  goal: Pick<QueueGoal, 'answer_within_s' | 'short_abandon_s'>,
): CallCounts {
  let counts = noCalls;
  for (const { outcome, wait_s, handled_s, was_transferred, was_closed } of calls) {
    if (was_closed && outcome !== 'answered') {
      counts = addCounts(counts, { ...noCalls, closed: 1 });
      continue;
    }
    const isInTime = wait_s <= goal.answer_within_s;
    const [isAnswered, isAbandoned] = [outcome === 'answered', outcome === 'abandoned'];
    counts = addCounts(counts, {
      ...{ offered: 1, closed: 0 },
      answered: Number(isAnswered),
      abandoned: Number(isAbandoned),
      short: Number(isAbandoned && wait_s < goal.short_abandon_s),
      missed: Number(outcome === 'missed'),
      answered_in_time: Number(isAnswered && isInTime),
      abandoned_in_time: Number(isAbandoned && isInTime),
      answered_wait_s: isAnswered ? wait_s : 0,
      handled_s,
      transferred: Number(isAnswered && was_transferred),
    });
  }
  return counts;
}

/** Shares from 0 to 1 and averages in seconds; null where there is nothing to divide by. */
export interface CallFigures {
  readonly service_level_answered: number | null;
  readonly service_level_offered: number | null;
  readonly abandon_rate: number | null;
  readonly answer_s: number | null;
  readonly handling_s: number | null;
  readonly transfer_rate: number | null;
}

const share = (of: number, all: number): number | null => (all === 0 ? null : of / all);

/**
 * The figures of a queue. Service level: see `serviceLevels`. Abandon rate: (abandoned − short) / (offered − short).
 * Average speed of answer: Σ wait of the answered / answered. Average handling time: Σ (talk + hold + wrap-up) / answered.
 * Transfer rate: transferred / answered.
 */
export function figuresOf(counts: CallCounts): CallFigures {
  const { offered, answered, abandoned, short } = counts;
  return {
    service_level_answered: share(counts.answered_in_time, answered + abandoned - short),
    service_level_offered: share(counts.answered_in_time + counts.abandoned_in_time, offered),
    abandon_rate: share(abandoned - short, offered - short),
    answer_s: share(counts.answered_wait_s, answered),
    handling_s: share(counts.handled_s, answered),
    transfer_rate: share(counts.transferred, answered),
  };
}

/** The share that the queue chose to be measured by. */
export function chosenLevel(figures: CallFigures, chosen: ServiceLevel): number | null {
  return chosen === 'answered' ? figures.service_level_answered : figures.service_level_offered;
}

/**
 * Share of the time in which agents were there for calls that calls took: Σ (talk + hold + wrap-up) / (logged in − paused).
 * It is never told as more than all of it: a call may go on after its agent has left.
 */
export function occupancyOf(handled_s: number, ready_s: number): number | null {
  return ready_s <= 0 ? null : Math.min(1, handled_s / ready_s);
}
