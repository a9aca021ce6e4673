import { sampleSize } from './sampling.ts';

/** How large a stratum is, and by what it is known. */
export interface StratumOf {
  readonly key: string;
  readonly population: number;
}

export interface Sizing {
  /** Points of error at 95 % of confidence, for the whole. */
  readonly margin: number;
  /** Of a hundred who are asked, how many are expected to answer. */
  readonly expected_response: number;
  /** Nobody's stratum gets fewer, where it has as many. */
  readonly minimum: number;
}

/**
 * How many to draw from each stratum: enough answers for the margin of the whole (finite population, p = 0.5), more by
 * those who will not answer, in proportion to the strata by largest remainder, and at least the minimum of each.
 * @returns by key; never more than a stratum has
 */
export function allocate(strata: readonly StratumOf[], sizing: Sizing): Map<string, number> {
  const population = strata.reduce((sum, one) => sum + one.population, 0);
  const answers = sampleSize(population, sizing.margin);
  const wanted = Math.min(population, Math.ceil((100 * answers) / sizing.expected_response));
  const exact = strata.map((one) => ({ ...one, share: (wanted * one.population) / population }));
  const whole = new Map(exact.map(({ key, share }) => [key, Math.floor(share)]));
  const left = wanted - [...whole.values()].reduce((sum, count) => sum + count, 0);
  const by_remainder = exact.toSorted(
    (one, other) => (other.share % 1) - (one.share % 1) || (one.key < other.key ? -1 : 1),
  );
  for (const { key } of by_remainder.slice(0, left)) whole.set(key, whole.get(key)! + 1);
  return new Map(
    strata.map(({ key, population: has }) => [key, Math.min(has, Math.max(whole.get(key)!, sizing.minimum))]),
  );
}
