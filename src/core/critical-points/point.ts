import type { PlainDate } from '../deadlines/plain-date.ts';

/** What can be wrong: answers got worse, it takes longer, the same again in one place, a queue that grows. */
export const pointKinds = ['satisfaction_fell', 'time_rose', 'repeated_here', 'queue_rising'] as const;
export type PointKind = (typeof pointKinds)[number];

export const pointStates = ['open', 'in_hand', 'passed', 'closed'] as const;
export type PointState = (typeof pointStates)[number];

/** How a follow-up ended. */
export const pointResults = ['solved', 'improved', 'no_change', 'no_problem'] as const;
export type PointResult = (typeof pointResults)[number];

/** With what the present is compared: the quarter before, the same a year before, other places, earlier weeks. */
export type Compared = 'previous' | 'year' | 'elsewhere' | 'weeks';

/** A percentage, a number of days or of petitions, with its interval where it has one. */
export interface PointFigure {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number | null;
}

/** What a search found. */
export interface Finding {
  readonly kind: PointKind;
  /** The same whenever the same is found. */
  readonly key: string;
  readonly authority_id: string;
  /** Null: of the unit that has most of its petitions. */
  readonly unit_id: string | null;
  readonly service_id: string | null;
  readonly place: PointPlace | null;
  readonly since: PlainDate;
  readonly compared: Compared;
  readonly before: PointFigure;
  readonly after: PointFigure;
  /** Counts of week ends, of a queue. */
  readonly weekly: readonly number[];
  readonly chance: number;
}

/** A neighbourhood that the city lists, or a small square by its middle. */
export type PointPlace =
  { readonly zone_code: string } | { readonly latitude: number; readonly longitude: number };

/** Days of a quarter: thirteen weeks, so that weekdays are alike in each. */
export const QUARTER_DAYS = 91;

export interface StoredPoint {
  readonly state: PointState;
  readonly has_owner: boolean;
  readonly closed_on: PlainDate | null;
}

/**
 * What a point becomes that is found again. The days that led to a closed one are within what is looked at for a quarter:
 * only when they are over is it new trouble. Null: it stays as it is.
 */
export function stateWhenFound(point: StoredPoint, quarter_ago: PlainDate): 'open' | 'in_hand' | null {
  if (point.state === 'passed') return point.has_owner ? 'in_hand' : 'open';
  if (point.state === 'closed')
    return point.closed_on !== null && point.closed_on < quarter_ago ? 'open' : null;
  return null;
}

/** One that is not found any more is over, whoever has it in hand; a closed one stays closed. */
export const hasPassed = ({ state }: Pick<StoredPoint, 'state'>): boolean =>
  state === 'open' || state === 'in_hand';
