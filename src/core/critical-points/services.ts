import type { PlainDate } from '../deadlines/plain-date.ts';
import { wilson } from '../satisfaction/sampling.ts';
import { adjusted, ALPHA } from './false-discovery.ts';
import { howMany, medianOf, timesGrew } from './longer-times.ts';
import type { Finding, PointFigure } from './point.ts';
import { shareFell } from './two-shares.ts';
import { weightedShare, type AnsweredCell, type WeightedShare } from './weighted-share.ts';

/** A service of an authority in the present quarter, in the one before and in the same of a year before. */
export interface Quarters<T> {
  readonly authority_id: string;
  readonly service_id: string;
  readonly now: T;
  readonly previous: T;
  readonly year: T;
}

/** Answers on each side below which nothing is said, counted as their weights are worth. */
const FEWEST_ANSWERS = 30;
/** Percentage points below which a fall is none that anybody would notice. */
const LEAST_FALL = 5;
/** Resolved petitions on each side below which nothing is said. */
const FEWEST_RESOLVED = 20;
/** One of now took longer than one of before in so many of pairs, ties counted half. */
const LEAST_SUPERIORITY = 0.56;

const sides = ['previous', 'year'] as const;

interface Tested<T> {
  readonly of: Quarters<T>;
  readonly side: (typeof sides)[number];
  readonly p: number;
}

/** What is left when chance is taken out, the strongest of each service; `matters`: it is large enough to see to. */
function significant<T>(tested: readonly Tested<T>[], matters: (one: Tested<T>) => boolean) {
  const chances = adjusted(tested.map(({ p }) => p));
  const kept = tested.flatMap((one, at) =>
    chances[at]! <= ALPHA && matters(one) ? [{ ...one, chance: chances[at]! }] : [],
  );
  kept.sort((one, other) => one.chance - other.chance);
  const seen = new Set<string>();
  return kept.filter(({ of }) => {
    const name = `${of.authority_id}/${of.service_id}`;
    return !seen.has(name) && seen.add(name);
  });
}

function test<T>(services: readonly Quarters<T>[], p: (before: T, now: T) => number | null): Tested<T>[] {
  return services.flatMap((of) =>
    sides.flatMap((side) => {
      const found = p(of[side], of.now);
      return found === null ? [] : [{ of, side, p: found }];
    }),
  );
}

function finding<T>(
  kind: 'satisfaction_fell' | 'time_rose',
  { of, side, chance }: Tested<T> & { chance: number },
  figures: { since: PlainDate; before: PointFigure; after: PointFigure },
): Finding {
  const { authority_id, service_id } = of;
  return {
    ...{ kind, authority_id, service_id, unit_id: null, place: null, weekly: [], chance, compared: side },
    key: [kind, authority_id, service_id].join('/'),
    ...figures,
  };
}

/**
 * Services with which fewer people are content than before: two shares, one-sided, among all that were looked at. Each
 * answer stands for the closed cases of its channel, unit and kind, so that it is not a change of who answers; as many
 * answers are counted as those weights are worth.
 */
export function fallenSatisfaction(
  services: readonly Quarters<readonly AnsweredCell[]>[],
  since: PlainDate,
): Finding[] {
  const weighted = services.map(({ now, previous, year, ...of }) => ({
    ...of,
    ...{ now: weightedShare(now), previous: weightedShare(previous), year: weightedShare(year) },
  }));
  const enough = ({ effective }: WeightedShare) => Math.round(effective) >= FEWEST_ANSWERS;
  const worth = ({ share, effective }: WeightedShare) => ({ hits: share * effective, n: effective });
  const tested = test(weighted, (before, now) =>
    enough(before) && enough(now) ? shareFell(worth(before), worth(now)) : null,
  );
  const fell = ({ of, side }: Tested<WeightedShare>) => 100 * (of[side].share - of.now.share) >= LEAST_FALL;
  const figure = (told: WeightedShare): PointFigure => {
    const { hits, n } = worth(told);
    const { low, high } = wilson(Math.min(hits, n), n);
    return { value: 100 * told.share, low: 100 * low, high: 100 * high, n: told.n };
  };
  return significant(tested, fell).map((one) =>
    finding('satisfaction_fell', one, { since, before: figure(one.of[one.side]), after: figure(one.of.now) }),
  );
}

type Days = ReadonlyMap<number, number>;

/** Services that take longer than before: ranks of the exact numbers of business days. */
export function risenTimes(services: readonly Quarters<Days>[], since: PlainDate): Finding[] {
  const enough = (days: Days) => howMany(days) >= FEWEST_RESOLVED;
  const tested = test(services, (before, now) =>
    enough(before) && enough(now) ? (timesGrew(before, now)?.p ?? null) : null,
  );
  const rose = ({ of, side }: Tested<Days>) =>
    (timesGrew(of[side], of.now)?.superiority ?? 0) >= LEAST_SUPERIORITY &&
    medianOf(of.now)!.median > medianOf(of[side])!.median;
  const figure = (days: Days): PointFigure => {
    const { median, low, high, n } = medianOf(days)!;
    return { value: median, low, high, n };
  };
  return significant(tested, rose).map((one) =>
    finding('time_rose', one, { since, before: figure(one.of[one.side]), after: figure(one.of.now) }),
  );
}
