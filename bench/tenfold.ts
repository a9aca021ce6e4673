import type pg from 'pg';
import { histograms, measures } from '../src/core/statistics/tally.ts';

/**
 * Lays down what is folded of this city so many times: as the board reads it, the city is so many times as large, for
 * four gigabytes where ten million petitions need a hundred and fifteen. The petitions themselves stay as they are; the
 * next fold of everything makes it one city again.
 */
export async function multiplyStatistics(client: pg.Client, times: number): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'petition_facts' and column_name <> 'petition_id' order by ordinal_position`,
  );
  const facts = rows.map(({ name }) => name).join(', ');
  await client.query(
    `insert into petition_facts (petition_id, ${facts})
     select gen_random_uuid(), ${facts} from petition_facts, generate_series(2, $1::int)`,
    [times],
  );
  for (const name of ['statistics_cells', 'statistics_cube']) await client.query(multiplied(name), [times]);
  await client.query('vacuum analyze');
}

/** A histogram is a row of pairs, of which the second is the count. */
function multiplied(table: string): string {
  const counts = measures.map((name) => `${name} = ${name} * $1::int`);
  const pairs = histograms.map(
    (name) => `${name} = array(select case when at % 2 = 0 then one * $1::int else one end
      from unnest(${name}) with ordinality as pair (one, at) order by at)`,
  );
  return `update ${table} set ${[...counts, ...pairs].join(', ')}`;
}

/** Whether a reading comes from what is folded alone. */
export const isFolded = (name: string): boolean =>
  name.startsWith('board, ') || name.startsWith('dashboard, forecast');
