import { sql } from 'kysely';
import type { Row } from '../../../../core/open-data/dataset.ts';
import { alone, codeOf, dimensionWords, measures, type Alone } from '../counted-things.ts';
import type { Dataset } from '../dataset.ts';
import { counts_stand, factsOfMonth, monthsOfFacts } from '../facts-of-month.ts';
import type { DatasetSource } from '../source.ts';
import { measuresOf, toldCells } from '../told-cells.ts';

/** What waits on the day of publication, by the month in which it came. */
const waiting = ['pendientes', 'vencidas'] as const;

/**
 * The counts of the board by month, whole and by one thing at a time: of all petitions, those too that have no row of
 * their own, and whatever their size, as on the board, which is recounted from them.
 */
export const counts: Dataset = {
  shape: {
    code: 'conteos',
    by_month: false,
    primary_key: ['mes', 'dimension', 'valor', 'medida'],
    foreign_keys: [],
    columns: [
      { name: 'mes', type: 'yearmonth', required: true },
      { name: 'dimension', type: 'string', required: true, values: alone },
      { name: 'valor', type: 'string', required: true },
      { name: 'medida', type: 'string', required: true, values: [...Object.keys(measures), ...waiting] },
      { name: 'solicitudes', type: 'integer', required: true },
    ],
  },
  async rows(source) {
    const rows: Row[] = [];
    for (const month of await monthsOfFacts(source))
      for (const dimension of alone) rows.push(...(await rowsOf(source, month, dimension)));
    for (const dimension of alone) rows.push(...(await waitingRows(source, dimension)));
    return rows;
  },
};

async function rowsOf(source: DatasetSource, mes: string, dimension: Alone): Promise<Row[]> {
  const pair = [dimension, 'todas'] as const;
  return toldCells(await factsOfMonth(source, mes, pair), pair).flatMap((cell) => {
    const valor = codeOf(source, dimension, cell.first);
    return measuresOf(cell).map(([medida, solicitudes]) => ({ mes, dimension, valor, medida, solicitudes }));
  });
}

async function waitingRows(source: DatasetSource, dimension: Alone): Promise<Row[]> {
  const { reader, city, snapshot_at } = source;
  const word = sql.ref(dimensionWords[dimension]);
  const { rows } = await sql<{ mes: string; value: string; pendientes: number; vencidas: number }>`
    select t.mes, w.value, t.pendientes, t.vencidas from (
      select to_char(received_on, 'YYYY-MM') as mes, ${word} as word, count(*)::int as pendientes,
        count(*) filter (where due_at < ${snapshot_at}::timestamptz)::int as vencidas
      from petition_facts
      where city in (select id from statistics_words where city_id = ${city.city.id} and dimension = 'city')
        and resolved_on is null and ended_on is null and ${counts_stand}
      group by 1, 2
    ) as t join statistics_words w on w.id = t.word order by 1, 2`.execute(reader);
  return rows.flatMap(({ mes, value, ...told }) =>
    waiting
      .filter((medida) => told[medida] > 0)
      .map((medida) => {
        const valor = codeOf(source, dimension, value);
        return { mes, dimension, valor, medida, solicitudes: told[medida] };
      }),
  );
}
