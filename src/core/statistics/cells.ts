import type { PlainDate } from '../deadlines/plain-date.ts';

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

/** What is counted; the numbers are kept in the database and are never given another meaning. */
export const measures = {
  received: 1,
  replied_in_time: 2,
  replied_late: 3,
  replied_without_term: 4,
  resolved_in_time: 5,
  resolved_late: 6,
  resolved_without_term: 7,
  withdrawn: 8,
  duplicate: 9,
  first_contact: 10,
  /** By hour of the week, which stands in the place of the days. */
  received_in_hour: 11,
} as const;
export type Measure = keyof typeof measures;
export const measureNames: ReadonlyMap<number, Measure> = new Map(
  Object.entries(measures).map(([name, code]) => [code, name as Measure]),
);

/** Days that nobody could count. */
export const NO_DAYS = -1;
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
}

export interface Contribution {
  readonly on: PlainDate;
  readonly measure: Measure;
  readonly days: number;
}

/** What a petition adds to the counts: each thing once, on the day it happened. */
export function contributionsOf(fact: KeyedFact): Contribution[] {
  const told: Contribution[] = [
    { on: fact.received_on, measure: 'received', days: 0 },
    { on: fact.received_on, measure: 'received_in_hour', days: fact.week_hour },
  ];
  if (fact.replied_on !== null)
    told.push({
      on: fact.replied_on,
      measure: `replied_${timing(fact.reply_in_time)}`,
      days: kept(fact.reply_days),
    });
  if (fact.resolved_on !== null) {
    const { resolved_on: on } = fact;
    told.push({ on, measure: `resolved_${timing(fact.resolve_in_time)}`, days: kept(fact.resolve_days) });
    if (fact.first_contact) told.push({ on, measure: 'first_contact', days: 0 });
  }
  if (fact.ended_on !== null && fact.ending !== null)
    told.push({ on: fact.ended_on, measure: fact.ending, days: 0 });
  return told;
}

const timing = (in_time: boolean | null) =>
  in_time === null ? 'without_term' : in_time ? 'in_time' : 'late';
const kept = (days: number | null): number => (days === null ? NO_DAYS : Math.min(days, MOST_DAYS));

export const grains = { month: 1, day: 2 } as const;
export type Grain = keyof typeof grains;

/** Dimensions that are counted alone: by month, and most of them by day too. */
const alone = ['city', 'authority', 'unit', 'service', 'kind', 'channel', 'borough'] as const;
const daily: readonly Dimension[] = ['city', 'authority', 'service', 'kind', 'channel', 'borough'];
/** Pairs that are counted by month; the first is the one that comes first in `dimensions`. */
const pairs: readonly (readonly [Dimension, Dimension])[] = [
  ...(['unit', 'service', 'kind', 'channel', 'borough'] as const).map((one) => ['authority', one] as const),
  ...(['kind', 'channel', 'borough'] as const).map((one) => ['service', one] as const),
  ['kind', 'channel'],
  ['kind', 'borough'],
  ['channel', 'borough'],
];

/** Whether these dimensions together are counted in cells of that grain; else the facts are read. */
export function isCounted(asked: readonly Dimension[], grain: Grain): boolean {
  const [one = 'city', other] = dimensions.filter((name) => name !== 'city' && asked.includes(name));
  if (asked.filter((name) => name !== 'city').length > 2) return false;
  if (other === undefined)
    return grain === 'day' ? daily.includes(one) : (alone as readonly string[]).includes(one);
  return grain === 'month' && pairs.some(([a, b]) => a === one && b === other);
}

/** The key of a cell: grain, words of the dimensions (0 where there is no second), first day, measure, days. */
export type CellKey = `${number}/${number}/${number}/${PlainDate}/${number}/${number}`;

/** Adds what a fact contributes to the cells, `times` 1; or takes it out, -1. */
export function addToCells(cells: Map<CellKey, number>, fact: KeyedFact, times: 1 | -1): void {
  for (const { on, measure, days } of contributionsOf(fact)) {
    const month = `${on.slice(0, 7)}-01`;
    const what = `${measures[measure]}/${days}`;
    const add = (grain: Grain, a: number, b: number) => {
      const key = `${grains[grain]}/${a}/${b}/${grain === 'day' ? on : month}/${what}` as CellKey;
      cells.set(key, (cells.get(key) ?? 0) + times);
    };
    for (const name of alone) add('month', fact.keys[name], 0);
    if (measure === 'received_in_hour') continue;
    for (const name of daily) add('day', fact.keys[name], 0);
    for (const [one, other] of pairs) add('month', fact.keys[one], fact.keys[other]);
  }
}
