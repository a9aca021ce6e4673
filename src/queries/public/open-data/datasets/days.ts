import type { Row } from '../../../../core/open-data/dataset.ts';
import { alone, codeOf, pairs, type Pair } from '../counted-things.ts';
import type { MonthlyDataset } from '../dataset.ts';
import { factsOfMonth, monthsOfFacts } from '../facts-of-month.ts';
import type { DatasetSource } from '../source.ts';
import { daysOf, toldCells } from '../told-cells.ts';

const tables: readonly Pair[] = [...alone.map((one): Pair => [one, 'todas']), ...pairs];
const firsts = [...new Set(tables.map(([one]) => one))];
const seconds = [...new Set(tables.map(([, other]) => other))];

/**
 * How many business days the first reply and the resolution took, by month, in all, by one thing and by two: the number
 * of petitions for each number of days, from which the medians and percentiles of the board are recounted. Of a crowd
 * that is hidden in `cruces` nothing.
 */
export const days: MonthlyDataset = {
  shape: {
    code: 'dias',
    by_month: true,
    primary_key: ['mes', 'dimension', 'valor', 'dimension_2', 'valor_2', 'medida', 'dias_habiles'],
    foreign_keys: [],
    columns: [
      { name: 'mes', type: 'yearmonth', required: true },
      { name: 'dimension', type: 'string', required: true, values: firsts },
      { name: 'valor', type: 'string', required: true },
      { name: 'dimension_2', type: 'string', required: true, values: seconds },
      { name: 'valor_2', type: 'string', required: true },
      { name: 'medida', type: 'string', required: true, values: ['respondidas', 'resueltas'] },
      { name: 'dias_habiles', type: 'integer', required: true },
      { name: 'solicitudes', type: 'integer', required: true },
    ],
  },
  months: monthsOfFacts,
  async *rowsOfMonth(source, month) {
    for (const pair of tables) yield await rowsOf(source, month, pair);
  },
};

async function rowsOf(source: DatasetSource, mes: string, pair: Pair): Promise<Row[]> {
  const [dimension, dimension_2] = pair;
  return toldCells(await factsOfMonth(source, mes, pair), pair).flatMap((cell) => {
    const valor = codeOf(source, dimension, cell.first);
    const valor_2 = codeOf(source, dimension_2, cell.second);
    return daysOf(cell).map(([dias_habiles, solicitudes]) => ({
      ...{ mes, dimension, valor, dimension_2, valor_2, medida: cell.crowd, dias_habiles, solicitudes },
    }));
  });
}
