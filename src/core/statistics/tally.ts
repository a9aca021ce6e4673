/** What is counted, as the columns of a cell are called. */
export const measures = [
  'received',
  'replied_in_time',
  'replied_late',
  'replied_without_term',
  'resolved_in_time',
  'resolved_late',
  'resolved_without_term',
  'withdrawn',
  'duplicate',
  'first_contact',
  // Of what came on that day: still without an outcome.
  'waiting',
  // Got its first reply or its outcome; both on one day are one.
  'answered',
  // How many more are overdue at the end of that day than at its beginning; fewer, where it is negative.
  'overdue',
] as const;
export type Measure = (typeof measures)[number];

/** How many there are of each number: of business days, or of each hour of the week. */
export type Histogram = Map<number, number>;
export const histograms = ['reply_days', 'resolve_days', 'hours'] as const;
export type HistogramName = (typeof histograms)[number];

/** Counts of one place and time. They are added up, and taken out again, as they are. */
export interface Tally extends Readonly<Record<HistogramName, Histogram>> {
  readonly counts: Record<Measure, number>;
}

export function emptyTally(): Tally {
  const counts = Object.fromEntries(measures.map((name) => [name, 0])) as Tally['counts'];
  return { counts, reply_days: new Map(), resolve_days: new Map(), hours: new Map() };
}

/** Adds one tally to another; `times` -1 takes it out. */
export function addTally(into: Tally, other: Tally, times = 1): void {
  for (const name of measures) into.counts[name] += times * other.counts[name];
  for (const name of histograms) for (const [at, n] of other[name]) addTo(into[name], at, times * n);
}

/** What comes to nothing is left out, so that equal tallies are equal. */
export function addTo(histogram: Histogram, at: number, n: number): void {
  const sum = (histogram.get(at) ?? 0) + n;
  if (sum === 0) histogram.delete(at);
  else histogram.set(at, sum);
}

export function isNothing(tally: Tally): boolean {
  return (
    measures.every((name) => tally.counts[name] === 0) && histograms.every((name) => tally[name].size === 0)
  );
}

/** A histogram in one row of numbers, as it is kept: value, how many, value, how many … in the order of the values. */
export const toPairs = (histogram: Histogram): number[] =>
  [...histogram].sort(([one], [other]) => one - other).flat();

export function addPairs(histogram: Histogram, pairs: readonly number[]): void {
  for (let index = 0; index + 1 < pairs.length; index += 2)
    addTo(histogram, pairs[index]!, pairs[index + 1]!);
}

/** The same of a row of numbers in words, as several cells together are read: `3 1 4 2`; `times` -1 takes it out. */
export function addPairsText(histogram: Histogram, text: string, times = 1): void {
  if (text === '') return;
  const pairs = text.split(' ').map(Number);
  for (let index = 0; index + 1 < pairs.length; index += 2)
    addTo(histogram, pairs[index]!, times * pairs[index + 1]!);
}
