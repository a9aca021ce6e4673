import type pg from 'pg';
import { table } from './report.ts';

/** Prints what a petition takes in the database, by table. */
export async function printSizes(client: pg.Client, petitions: number): Promise<void> {
  const { rows } = await client.query<{ name: string; heap: string; indexes: string }>(
    `select relname as name, pg_table_size(oid) as heap, pg_indexes_size(oid) as indexes from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and pg_total_relation_size(oid) > $1::bigint * 20
     order by pg_total_relation_size(oid) desc`,
    [petitions],
  );
  const each = (bytes: number) => Math.round(bytes / petitions).toString();
  console.log('\nBytes on disk for each petition');
  const told = rows.map(({ name, heap, indexes }) => [name, each(Number(heap)), each(Number(indexes))]);
  const sum = (of: 'heap' | 'indexes') => each(rows.reduce((so_far, row) => so_far + Number(row[of]), 0));
  table(['', 'rows', 'indexes'], [...told, ['all of these', sum('heap'), sum('indexes')]]);
}
