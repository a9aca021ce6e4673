import type { PlainDate } from '../deadlines/plain-date.ts';
import { firstOfThird } from './period.ts';
import { addTally, emptyTally, type HistogramName, type Measure, type Tally } from './tally.ts';

/** What petitions are counted by. */
export const dimensions = [
  'city',
  'authority',
  'unit',
  'service',
  'kind',
  'channel',
  'borough',
  'neighbourhood',
] as const;
export type Dimension = (typeof dimensions)[number];

/** What took longer is counted as this: business days of more than a century. */
const MOST_DAYS = 30_000;

/** A fact as it is stored: the values of its dimensions are numbers of words. */
export interface KeyedFact {
  readonly keys: Readonly<Record<Dimension, number>>;
  readonly received_on: PlainDate;
  readonly week_hour: number;
  readonly replied_on: PlainDate | null;
  readonly reply_days: number | null;
  readonly reply_in_time: boolean | null;
  readonly resolved_on: PlainDate | null;
  readonly resolve_days: number | null;
  readonly resolve_in_time: boolean | null;
  readonly ended_on: PlainDate | null;
  readonly ending: 'withdrawn' | 'duplicate' | null;
  readonly first_contact: boolean;
  /** Days from which it was overdue and was not any more, in turn; the last may lie ahead (`PetitionFact`). */
  readonly overdue: readonly PlainDate[];
}

export interface Contribution {
  readonly on: PlainDate;
  readonly tally: Tally;
}

interface Told {
  readonly on: PlainDate;
  readonly measure: Measure;
  readonly n?: number;
  readonly days?: readonly [HistogramName, number | null];
}

/**
 * What a petition adds to the counts: each thing once, on the day it happened; what became overdue apart, since it is
 * counted in more places.
 */
export function contributionsOf(fact: KeyedFact): Contribution[] {
  const { received_on, replied_on, resolved_on, ended_on, ending } = fact;
  const told: Told[] = [{ on: received_on, measure: 'received', days: ['hours', fact.week_hour] }];
  if (resolved_on === null && ended_on === null) told.push({ on: received_on, measure: 'waiting' });
  if (replied_on !== null) {
    const measure = `replied_${timing(fact.reply_in_time)}` as const;
    told.push({ on: replied_on, measure, days: ['reply_days', fact.reply_days] });
  }
  if (resolved_on !== null) {
    const measure = `resolved_${timing(fact.resolve_in_time)}` as const;
    told.push({ on: resolved_on, measure, days: ['resolve_days', fact.resolve_days] });
    if (fact.first_contact) told.push({ on: resolved_on, measure: 'first_contact' });
  }
  if (ended_on !== null && ending !== null) told.push({ on: ended_on, measure: ending });
  for (const on of new Set([replied_on, resolved_on, ended_on]))
    if (on !== null) told.push({ on, measure: 'answered' });
  const overdue = fact.overdue.map((on, at): Told => ({ on, measure: 'overdue', n: at % 2 === 0 ? 1 : -1 }));
  const days = [...Map.groupBy(told, ({ on }) => on).values(), ...overdue.map((one) => [one])];
  return days.map((own) => ({ on: own[0]!.on, tally: tallyOf(own) }));
}

/** Days that nobody could count are in no histogram. */
function tallyOf(told: readonly Told[]): Tally {
  const tally = emptyTally();
  for (const { measure, n = 1, days } of told) {
    tally.counts[measure] = n;
    const [name, at] = days ?? [];
    if (name !== undefined && at !== null && at !== undefined) tally[name].set(Math.min(at, MOST_DAYS), 1);
  }
  return tally;
}

const timing = (in_time: boolean | null) =>
  in_time === null ? 'without_term' : in_time ? 'in_time' : 'late';

/** A third of a month begins with its first, eleventh or twenty-first day. */
export const grains = { month: 1, day: 2, third: 3 } as const;
export type Grain = keyof typeof grains;

/** Dimensions that are counted alone, by month and by day. */
const alone = ['city', 'authority', 'unit', 'service', 'kind', 'channel', 'borough'] as const;
/** Pairs that are counted by month; the first is the one that comes first in `dimensions`. */
const pairs: readonly (readonly [Dimension, Dimension])[] = [
  ...(['unit', 'service', 'kind', 'channel', 'borough'] as const).map((one) => ['authority', one] as const),
  ...(['kind', 'channel', 'borough'] as const).map((one) => ['service', one] as const),
  ['kind', 'channel'],
  ['kind', 'borough'],
  ['channel', 'borough'],
  ['borough', 'neighbourhood'],
];
/** Counted all together by month and third of a month, for whatever is asked of three of them or more. */
export const cubed = ['authority', 'unit', 'service', 'kind', 'channel', 'borough'] as const;

/** Where the answer is: cells of one thing or two, the cube of six, or the facts one by one. */
export type Source = 'cells' | 'cube' | 'facts';

/** The source of what is asked of these dimensions together, by month or by day. */
export function sourceOf(asked: readonly Dimension[], grain: 'month' | 'day'): Source {
  const names = dimensions.filter((name) => name !== 'city' && asked.includes(name));
  const [one = 'city', other] = names;
  const isAlone = other === undefined && (alone as readonly string[]).includes(one);
  if (grain === 'day') return isAlone ? 'cells' : 'facts';
  if (isAlone) return 'cells';
  if (names.length === 2 && pairs.some(([a, b]) => a === one && b === other)) return 'cells';
  return isCubed(names) ? 'cube' : 'facts';
}

/** Whether the cube tells them apart. */
export const isCubed = (asked: readonly Dimension[]): boolean =>
  asked.every((name) => name === 'city' || (cubed as readonly string[]).includes(name));

/** Where the days are on which another number was overdue, for what months are counted of. */
export const overdueDaysOf = (asked: readonly Dimension[]): 'cells' | 'cube' =>
  sourceOf(asked, 'day') === 'cells' || asked.includes('neighbourhood') ? 'cells' : 'cube';

/** The key of a cell: grain, words of the dimensions (0 where there is no second), first day. */
export type CellKey = `${number}/${number}/${number}/${PlainDate}`;
/** The key of a row of the cube: grain, words in the order of `cubed`, first day. */
export type CubeKey = `${number}/${number}/${number}/${number}/${number}/${number}/${number}/${PlainDate}`;

export interface Cells {
  readonly cells: Map<CellKey, Tally>;
  readonly cube: Map<CubeKey, Tally>;
}

export const noCells = (): Cells => ({ cells: new Map(), cube: new Map() });

/** Adds what a fact contributes to the counts, `times` 1; or takes it out, -1. */
export function addToCells({ cells, cube }: Cells, fact: KeyedFact, times: 1 | -1): void {
  const words = (names: readonly Dimension[]) => names.map((name) => fact.keys[name]).join('/');
  for (const { on, tally } of contributionsOf(fact)) {
    const month: PlainDate = `${on.slice(0, 7)}-01`;
    const add = (grain: Grain, a: number, b: number) =>
      addAt(cells, `${grains[grain]}/${a}/${b}/${grain === 'day' ? on : month}`, { tally, times });
    for (const name of alone) {
      add('month', fact.keys[name], 0);
      add('day', fact.keys[name], 0);
    }
    for (const [one, other] of pairs) add('month', fact.keys[one], fact.keys[other]);
    addAt(cube, `${grains.month}/${words(cubed)}/${month}` as CubeKey, { tally, times });
    if (tally.counts.overdue === 0) {
      addAt(cube, `${grains.third}/${words(cubed)}/${firstOfThird(on)}` as CubeKey, { tally, times });
      continue;
    }
    addAt(cube, `${grains.day}/${words(cubed)}/${on}` as CubeKey, { tally, times });
    add('day', fact.keys.borough, fact.keys.neighbourhood);
  }
}

function addAt<Key>(
  into: Map<Key, Tally>,
  key: Key,
  { tally, times }: { tally: Tally; times: 1 | -1 },
): void {
  const cell = into.get(key) ?? emptyTally();
  into.set(key, cell);
  addTally(cell, tally, times);
}
