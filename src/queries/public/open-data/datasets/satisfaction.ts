import type { Row } from '../../../../core/open-data/dataset.ts';
import type { Figures } from '../../../../core/satisfaction/figures.ts';
import { satisfactionFigures, type Breakdown, type GroupFigures } from '../../../satisfaction-figures.ts';
import type { Dataset } from '../dataset.ts';
import type { DatasetSource } from '../source.ts';
import { channelWords, wordFor } from '../words.ts';

const dimensions = { autoridad: 'authority', tema: 'service', tipo: 'kind', canal: 'channel' } as const;
type Dimension = keyof typeof dimensions;
const measures = {
  satisfaccion: 'satisfaction',
  resuelta: 'solved',
  facilidad: 'ease',
  claridad: 'clarity',
  sigue_resuelta: 'lasting',
} as const satisfies Record<string, keyof Figures>;

/**
 * What people say of how they were attended, by month of closing, whole and by one thing at a time. Shares of ten
 * answers at least, as on the page; no answer of anybody has a row.
 */
export const satisfaction: Dataset = {
  shape: {
    code: 'satisfaccion',
    by_month: false,
    primary_key: ['mes', 'dimension', 'valor', 'pregunta'],
    foreign_keys: [],
    columns: [
      { name: 'mes', type: 'yearmonth', required: true },
      { name: 'dimension', type: 'string', required: true, values: ['todas', ...Object.keys(dimensions)] },
      { name: 'valor', type: 'string', required: true },
      { name: 'pregunta', type: 'string', required: true, values: Object.keys(measures) },
      { name: 'cerradas', type: 'integer' },
      { name: 'preguntadas', type: 'integer' },
      { name: 'respuestas', type: 'integer' },
      { name: 'porcentaje', type: 'number' },
      { name: 'minimo', type: 'number' },
      { name: 'maximo', type: 'number' },
      { name: 'ponderado', type: 'number' },
    ],
  },
  async rows(source) {
    const ever = { from: '1900-01-01', until: '9999-12-31' };
    const { months } = await figures(source, ever, 'channel');
    const rows = months.flatMap((month) => rowsOf(source, { mes: month.key, dimension: 'todas' }, month));
    for (const { key: mes } of months) {
      const period = { from: `${mes}-01`, until: lastDayOf(mes) };
      for (const [dimension, by] of Object.entries(dimensions) as [Dimension, Breakdown][]) {
        const { groups } = await figures(source, period, by);
        rows.push(...groups.flatMap((group) => rowsOf(source, { mes, dimension }, group)));
      }
    }
    return rows;
  },
};

const figures = ({ reader, city }: DatasetSource, period: { from: string; until: string }, by: Breakdown) =>
  satisfactionFigures(reader, { city_id: city.city.id, ...period }, by);

function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return new Date(Date.UTC(year!, number!, 0)).toISOString().slice(0, 10);
}

function rowsOf(
  source: DatasetSource,
  { mes, dimension }: { mes: string; dimension: Dimension | 'todas' },
  { key, figures: told }: GroupFigures,
): Row[] {
  const valor = dimension === 'todas' ? 'todas' : nameOf(source, dimension, key);
  const asked = Object.entries(measures).filter(([, one]) => one !== 'lasting' || told.lasting_due > 0);
  return asked.map(([pregunta, measure]) => {
    const share = told[measure];
    return {
      ...{ mes, dimension, valor, pregunta },
      cerradas: unlessFew(measure === 'lasting' ? told.lasting_due : told.closed),
      preguntadas: unlessFew(measure === 'lasting' ? told.lasting_asked : told.asked),
      respuestas: share?.n ?? null,
      ...{ porcentaje: tenth(share?.percent), minimo: tenth(share?.low), maximo: tenth(share?.high) },
      ponderado: tenth(share?.weighted),
    };
  });
}

/** Fewer than five could be somebody. */
const unlessFew = (count: number): number | null => (count < 5 ? null : count);
const tenth = (value: number | undefined): number | null =>
  value === undefined ? null : Math.round(value * 10) / 10;

/** As the other tables name it. */
function nameOf({ city }: DatasetSource, dimension: Dimension, key: string): string {
  if (dimension === 'autoridad') return city.authorities.get(key)?.code ?? key;
  if (dimension === 'tema') return city.services.get(key)?.code ?? key;
  return dimension === 'canal' ? wordFor(channelWords, key) : key;
}
