import type { Row } from '../../../../core/open-data/dataset.ts';
import { codeOf, measures, pairs, type Pair } from '../counted-things.ts';
import type { MonthlyDataset } from '../dataset.ts';
import { factsOfMonth, monthsOfFacts } from '../facts-of-month.ts';
import type { DatasetSource } from '../source.ts';
import { measuresOf, toldCells } from '../told-cells.ts';

const firsts = [...new Set(pairs.map(([one]) => one))];
const seconds = [...new Set(pairs.map(([, other]) => other))];

/**
 * The counts of the board by two things at a time, by month: of all petitions, as `conteos`. What few could be
 * somebody's is hidden, and as much more as would tell it by subtraction from rows, columns or `conteos`.
 */
export const crossings: MonthlyDataset = {
  shape: {
    code: 'cruces',
    by_month: true,
    primary_key: ['mes', 'dimension', 'valor', 'dimension_2', 'valor_2', 'medida'],
    foreign_keys: [],
    columns: [
      { name: 'mes', type: 'yearmonth', required: true },
      { name: 'dimension', type: 'string', required: true, values: firsts },
      { name: 'valor', type: 'string', required: true },
      { name: 'dimension_2', type: 'string', required: true, values: seconds },
      { name: 'valor_2', type: 'string', required: true },
      { name: 'medida', type: 'string', required: true, values: Object.keys(measures) },
      { name: 'solicitudes', type: 'integer' },
    ],
  },
  months: monthsOfFacts,
  async *rowsOfMonth(source, month) {
    for (const pair of pairs) yield await rowsOf(source, month, pair);
  },
};

async function rowsOf(source: DatasetSource, mes: string, pair: Pair): Promise<Row[]> {
  const [dimension, dimension_2] = pair;
  return toldCells(await factsOfMonth(source, mes, pair), pair).flatMap((cell) => {
    const valor = codeOf(source, dimension, cell.first);
    const valor_2 = codeOf(source, dimension_2, cell.second);
    return measuresOf(cell).map(([medida, solicitudes]) => ({
      ...{ mes, dimension, valor, dimension_2, valor_2, medida, solicitudes },
    }));
  });
}
