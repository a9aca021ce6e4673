import type { Dimension } from '../../../core/statistics/cells.ts';
import { channelWords, wordFor } from './words.ts';
import type { DatasetSource } from './source.ts';

/** What petitions are counted by, as the files call it. */
export const dimensionWords = {
  todas: 'city',
  autoridad: 'authority',
  tipo: 'kind',
  tema: 'service',
  canal: 'channel',
  alcaldia: 'borough',
  unidad: 'unit',
  colonia: 'neighbourhood',
} as const satisfies Record<string, Dimension>;
export type DimensionWord = keyof typeof dimensionWords;

/** What is counted alone. Units and neighbourhoods lie within an authority and a borough, so they come with those. */
export const alone = ['todas', 'autoridad', 'tipo', 'tema', 'canal', 'alcaldia'] as const;
export type Alone = (typeof alone)[number];

export type Pair = readonly [DimensionWord, DimensionWord];

/** What is counted by two: everything that the board tells of two. */
export const pairs: readonly Pair[] = [
  ['autoridad', 'unidad'],
  ['autoridad', 'tipo'],
  ['autoridad', 'tema'],
  ['autoridad', 'canal'],
  ['autoridad', 'alcaldia'],
  ['tipo', 'canal'],
  ['tipo', 'alcaldia'],
  ['tema', 'tipo'],
  ['tema', 'canal'],
  ['tema', 'alcaldia'],
  ['canal', 'alcaldia'],
  ['alcaldia', 'colonia'],
];

/** Whether it is one thing: a unit is of its authority. Such numbers are told whatever their size (decision 14). */
export const isAlone = ([, second]: Pair): boolean => second === 'todas' || second === 'unidad';

/** Whether the second lies within the first, so that it has no sum of its own. */
export const isNested = ([, second]: Pair): boolean => second === 'colonia';

/** What happened, and in which crowd it is told: a part is told where the whole that it is a part of is told. */
export const measures = {
  recibidas: 'recibidas',
  respondidas: 'respondidas',
  respondidas_en_plazo: 'respondidas',
  respondidas_fuera_de_plazo: 'respondidas',
  resueltas: 'resueltas',
  resueltas_en_plazo: 'resueltas',
  resueltas_fuera_de_plazo: 'resueltas',
  primer_contacto: 'resueltas',
  desistidas: 'desistidas',
  duplicadas: 'duplicadas',
} as const;
export type MeasureWord = keyof typeof measures;
export type Crowd = (typeof measures)[MeasureWord];

const unknown = 'sin_dato';

/** The code of what is counted, as the other tables have it. */
export function codeOf({ city }: DatasetSource, dimension: DimensionWord, value: string): string {
  if (dimension === 'todas') return 'todas';
  if (value === '') return unknown;
  if (dimension === 'autoridad') return city.authorities.get(value)?.code ?? value;
  if (dimension === 'unidad') return city.units.get(value)?.code ?? value;
  if (dimension === 'tema') return city.services.get(value)?.code ?? value;
  return dimension === 'canal' ? wordFor(channelWords, value) : value;
}
