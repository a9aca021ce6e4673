import type { PlainDate } from '../deadlines/plain-date.ts';
import {
  addTally,
  emptyTally,
  type Histogram,
  type HistogramName,
  type Measure,
  type Tally,
} from './tally.ts';

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
}

export interface Contribution {
  readonly on: PlainDate;
  readonly tally: Tally;
}

type Told = readonly [on: PlainDate, measure: Measure, days?: readonly [HistogramName, number | null]];

/** What a petition adds to the counts: each thing once, on the day it happened. */
export function contributionsOf(fact: KeyedFact): Contribution[] {
  const told: Told[] = [[fact.received_on, 'received', ['hours', fact.week_hour]]];
  const { replied_on, resolved_on, ended_on, ending } = fact;
  if (replied_on !== null)
    told.push([replied_on, `replied_${timing(fact.reply_in_time)}`, ['reply_days', fact.reply_days]]);
  if (resolved_on !== null) {
    told.push([resolved_on, `resolved_${timing(fact.resolve_in_time)}`, ['resolve_days', fact.resolve_days]]);
    if (fact.first_contact) told.push([resolved_on, 'first_contact']);
  }
  if (ended_on !== null && ending !== null) told.push([ended_on, ending]);
  return told.map(([on, measure, days]) => ({ on, tally: tallyOf(measure, days) }));
}

/** Days that nobody could count are in no histogram. */
function tallyOf(measure: Measure, days: Told[2]): Tally {
  const tally = emptyTally();
  tally.counts[measure] = 1;
  const [name, at] = days ?? [];
  if (name !== undefined && at !== null && at !== undefined) tally[name].set(Math.min(at, MOST_DAYS), 1);
  return tally;
}

const timing = (in_time: boolean | null) =>
  in_time === null ? 'without_term' : in_time ? 'in_time' : 'late';

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

/** The key of a cell: grain, words of the dimensions (0 where there is no second), first day. */
export type CellKey = `${number}/${number}/${number}/${PlainDate}`;

/** Adds what a fact contributes to the cells, `times` 1; or takes it out, -1. */
export function addToCells(cells: Map<CellKey, Tally>, fact: KeyedFact, times: 1 | -1): void {
  for (const { on, tally } of contributionsOf(fact)) {
    const month = `${on.slice(0, 7)}-01`;
    const add = (grain: Grain, a: number, b: number) => {
      const key: CellKey = `${grains[grain]}/${a}/${b}/${grain === 'day' ? on : month}`;
      const cell = cells.get(key) ?? emptyTally();
      cells.set(key, cell);
      addTally(cell, grain === 'month' && b === 0 ? tally : { ...tally, hours: noHours }, times);
    };
    for (const name of alone) add('month', fact.keys[name], 0);
    for (const name of daily) add('day', fact.keys[name], 0);
    for (const [one, other] of pairs) add('month', fact.keys[one], fact.keys[other]);
  }
}

/** Hours are told of whole months and of one thing alone; else the facts tell them. */
const noHours: Histogram = new Map();
