import type { Solved } from './instrument.ts';
import type { Lasting } from './lasting.ts';
import { sampleSize, wilson } from './sampling.ts';
import { weightsOf } from './weights.ts';

/** How often each of 1 to 5 was answered. */
export type Counts = readonly [number, number, number, number, number];

/** What was closed, asked and answered in one channel, unit and kind. */
export interface Stratum {
  readonly unit_id: string;
  readonly closed: number;
  readonly asked: number;
  /** Answers to all four questions. */
  readonly complete: number;
  readonly satisfaction: Counts;
  readonly ease: Counts;
  readonly clarity: Counts;
  readonly solved: Readonly<Record<Solved, number>>;
  /** Closings of works a month ago, and how many of those were asked whether it lasts. */
  readonly lasting_due: number;
  readonly lasting_asked: number;
  readonly lasting: Readonly<Record<Lasting, number>>;
}

/** A percentage of answers, from 0 to 100, with its 95 % interval. */
export interface Share {
  readonly n: number;
  readonly percent: number;
  readonly low: number;
  readonly high: number;
  /** The same where each answer stands for the closed cases of its channel, unit and kind. */
  readonly weighted: number;
  /** Too few answers to tell it to five points: «muestra insuficiente». */
  readonly insufficient: boolean;
}

export interface Figures {
  readonly closed: number;
  readonly asked: number;
  readonly complete: number;
  /** Complete answers of those asked, in per cent; null where nobody was asked. */
  readonly response_rate: number | null;
  /** Answers that would tell a share to five points. */
  readonly needed: number;
  /** 4 and 5 of 5; null where too few answered to show it. */
  readonly satisfaction: Share | null;
  readonly ease: (Share & { readonly mean: number }) | null;
  /** Those who say yes, of all who were asked this. */
  readonly solved: Share | null;
  readonly clarity: Share | null;
  /** Closings of works that are a month old, and those of them that were asked whether it lasts. */
  readonly lasting_due: number;
  readonly lasting_asked: number;
  /** Those who say that it is still solved, of all who were asked that. Each stands for closings of works alone. */
  readonly lasting: Share | null;
}

/** Answers below which a figure is not shown (protocol K.3): a cell of a table, and one person's own. */
export const SHOWN_FROM = { cell: 10, person: 30 } as const;
export type Level = keyof typeof SHOWN_FROM;

/** The figures of any set of strata. */
export function figuresOf(strata: readonly Stratum[], level: Level = 'cell'): Figures {
  const closed = sum(strata, (one) => one.closed);
  const asked = sum(strata, (one) => one.asked);
  const complete = sum(strata, (one) => one.complete);
  const share = (answers: (one: Stratum) => Answers) => shareOf(strata, { answers, level, closed });
  const of_works = strata.map((one) => ({ ...one, closed: one.lasting_due }));
  const lasting_due = sum(of_works, (one) => one.closed);
  const ease = share((one) => ofScale(one.ease));
  return {
    ...{ closed, asked, complete },
    response_rate: asked === 0 ? null : (100 * complete) / asked,
    needed: sampleSize(closed),
    satisfaction: share((one) => ofScale(one.satisfaction)),
    ease: ease === null ? null : { ...ease, mean: meanOf(strata) },
    solved: share(({ solved }) => ofYes(solved)),
    clarity: share((one) => ofScale(one.clarity)),
    lasting_due,
    lasting_asked: sum(strata, (one) => one.lasting_asked),
    lasting: shareOf(of_works, { answers: ({ lasting }) => ofYes(lasting), level, closed: lasting_due }),
  };
}

interface Answers {
  readonly n: number;
  readonly hits: number;
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

const ofScale = (counts: Counts): Answers => ({
  n: sum(counts, (count) => count),
  hits: counts[3] + counts[4],
});

const ofYes = (counts: Readonly<Record<Lasting, number>>): Answers => ({
  n: sum(Object.values(counts), (count) => count),
  hits: counts.yes,
});

function shareOf(
  strata: readonly Stratum[],
  given: { answers: (one: Stratum) => Answers; level: Level; closed: number },
): Share | null {
  const answers = strata.map(given.answers);
  const [n, hits] = [sum(answers, (one) => one.n), sum(answers, (one) => one.hits)];
  if (n < SHOWN_FROM[given.level]) return null;
  const { low, high } = wilson(hits, n);
  const weights = weightsOf(strata.map((one, at) => ({ ...one, answered: answers[at]!.n })));
  const total = sum(weights, (weight) => weight);
  const weighted = answers.reduce(
    (so_far, one, at) => (one.n === 0 ? so_far : so_far + (weights[at]! * one.hits) / one.n),
    0,
  );
  return {
    ...{ n, percent: (100 * hits) / n, low: 100 * low, high: 100 * high },
    weighted: total === 0 ? (100 * hits) / n : (100 * weighted) / total,
    insufficient: n < sampleSize(given.closed),
  };
}

function meanOf(strata: readonly Stratum[]): number {
  const n = sum(strata, ({ ease }) => sum(ease, (count) => count));
  return sum(strata, ({ ease }) => ease.reduce((total, count, at) => total + count * (at + 1), 0)) / n;
}
