import { hiddenCells } from '../../../core/open-data/hidden-cells.ts';
import { isAlone, isNested, measures, type Crowd, type MeasureWord, type Pair } from './counted-things.ts';
import type { CountedFacts } from './facts-of-month.ts';

/** One crowd of a table: how many, and what they are made of. */
export interface ToldCell {
  readonly first: string;
  readonly second: string;
  readonly crowd: Crowd;
  readonly facts: readonly CountedFacts[];
  readonly count: number;
  /** Few, or what would tell of few by subtraction. */
  readonly is_hidden: boolean;
}

/**
 * The crowds of a table. By one thing alone they are told as the board tells them; by two, those of 1 to 4 are hidden
 * and whatever would tell them by subtraction: sums of rows are known, and of columns where the second has sums.
 */
export function toldCells(facts: readonly CountedFacts[], pair: Pair): ToldCell[] {
  const groups = [...Map.groupBy(facts, (fact) => `${fact.crowd}\n${fact.first}\n${fact.second}`).values()];
  const counted = groups.map((group) => {
    const { first, second, crowd } = group[0]!;
    return { first, second, crowd, facts: group, count: sumOf(group) };
  });
  const linesOf = ({ crowd, first, second }: (typeof counted)[number]) => [
    `${crowd} 1 ${first}`,
    ...(isNested(pair) ? [] : [`${crowd} 2 ${second}`]),
  ];
  const hidden = isAlone(pair)
    ? new Set<number>()
    : hiddenCells(counted.map((cell) => ({ count: cell.count, lines: linesOf(cell) })));
  return counted.map((cell, index) => ({ ...cell, is_hidden: hidden.has(index) }));
}

export const sumOf = (facts: readonly CountedFacts[]): number => facts.reduce((sum, { n }) => sum + n, 0);

const belongs: Readonly<Record<MeasureWord, (fact: CountedFacts) => boolean>> = {
  recibidas: () => true,
  respondidas: () => true,
  respondidas_en_plazo: ({ in_time }) => in_time === true,
  respondidas_fuera_de_plazo: ({ in_time }) => in_time === false,
  resueltas: () => true,
  resueltas_en_plazo: ({ in_time }) => in_time === true,
  resueltas_fuera_de_plazo: ({ in_time }) => in_time === false,
  primer_contacto: ({ first_contact }) => first_contact,
  desistidas: () => true,
  duplicadas: () => true,
};

/** What is told of a crowd, measure by measure; null where it is hidden. Parts that are nothing have no row. */
export function measuresOf({ crowd, facts, is_hidden }: ToldCell): [MeasureWord, number | null][] {
  const own = (Object.keys(measures) as MeasureWord[]).filter((measure) => measures[measure] === crowd);
  if (is_hidden) return [[crowd, null]];
  return own.flatMap((measure): [MeasureWord, number][] => {
    const n = sumOf(facts.filter(belongs[measure]));
    return n === 0 ? [] : [[measure, n]];
  });
}

/** How many took how many days; of a hidden crowd nothing. */
export function daysOf({ facts, is_hidden }: ToldCell): [days: number, n: number][] {
  if (is_hidden) return [];
  const counted = facts.filter(({ days }) => days !== null);
  return [...Map.groupBy(counted, ({ days }) => days!)]
    .map(([days, some]): [number, number] => [days, sumOf(some)])
    .sort(([a], [b]) => a - b);
}
