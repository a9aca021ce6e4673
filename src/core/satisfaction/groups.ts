import { SHOWN_FROM } from './figures.ts';
import { wilson } from './sampling.ts';

/** What people may say of themselves with an answer, if they want; kept with the answer alone. */
export const AGE_BANDS = ['under_18', '18_29', '30_44', '45_59', 'from_60'] as const;
export const GENDERS = ['woman', 'man', 'other'] as const;
export const YES_NO = ['yes', 'no'] as const;

export interface AboutPerson {
  readonly age_band: (typeof AGE_BANDS)[number] | null;
  readonly gender: (typeof GENDERS)[number] | null;
  readonly disability: (typeof YES_NO)[number] | null;
  readonly indigenous_language: (typeof YES_NO)[number] | null;
}
export const DIMENSIONS = ['age_band', 'gender', 'disability', 'indigenous_language'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const valuesOf: Readonly<Record<Dimension, readonly string[]>> = {
  ...{ age_band: AGE_BANDS, gender: GENDERS, disability: YES_NO, indigenous_language: YES_NO },
};

/** Answers of one group: how many, how many with 4 or 5, and how many who say that it was solved. */
export interface GroupCount {
  readonly dimension: Dimension;
  readonly value: string;
  readonly n: number;
  readonly satisfied: number;
  readonly solved: number;
}

interface GroupShare {
  readonly percent: number;
  readonly low: number;
  readonly high: number;
}

export interface PeopleFigures {
  readonly dimension: Dimension;
  readonly value: string;
  /** Null where too few answered, or where this one would tell another that is hidden. */
  readonly told: {
    readonly n: number;
    readonly satisfaction: GroupShare;
    readonly solved: GroupShare;
  } | null;
}

/**
 * Figures by what people say of themselves. How many of each group had a petition closed is known to nobody, so there are
 * no weights. Nothing of fewer than ten answers; where one group alone would be hidden, the next in size is too.
 */
export function peopleFigures(counts: readonly GroupCount[]): PeopleFigures[] {
  return DIMENSIONS.flatMap((dimension) => {
    const own = valuesOf[dimension].flatMap((value) =>
      counts.filter((one) => one.dimension === dimension && one.value === value && one.n > 0),
    );
    const few = own.filter(({ n }) => n < SHOWN_FROM.cell);
    const [smallest] = own.filter(({ n }) => n >= SHOWN_FROM.cell).toSorted((one, other) => one.n - other.n);
    const hidden = new Set([...few, ...(few.length === 1 && smallest ? [smallest] : [])]);
    return own.map((one) => ({
      ...{ dimension, value: one.value },
      told: hidden.has(one)
        ? null
        : { n: one.n, satisfaction: shareOf(one.satisfied, one.n), solved: shareOf(one.solved, one.n) },
    }));
  });
}

function shareOf(hits: number, n: number): GroupShare {
  const { low, high } = wilson(hits, n);
  return { percent: (100 * hits) / n, low: 100 * low, high: 100 * high };
}
