import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { DB } from '../src/store/schema.generated.ts';

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** One scan of a plan. */
export interface Read {
  readonly table: string;
  readonly rows: number;
}

const readBy = (node: Node): Read[] => [
  ...(node['Relation Name'] === undefined ? [] : [{ table: node['Relation Name'], rows: rowsOf(node) }]),
  ...(node.Plans ?? []).flatMap(readBy),
];

const rowsOf = (node: Node): number =>
  (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];

/** The rows that PostgreSQL looked at for a question, as the application's role asks it, scan by scan. */
export async function rowsRead(
  pool: pg.Pool,
  question: (database: Kysely<DB>) => Promise<unknown>,
): Promise<Read[]> {
  const said: { sql: string; values: readonly unknown[] }[] = [];
  const database = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void said.push({ sql: query.sql, values: query.parameters }),
  });
  await question(database);
  const client = await pool.connect();
  const read: Read[] = [];
  await client.query('begin');
  for (const { sql, values } of said) {
    if (sql.startsWith('set local')) await client.query(sql);
    else if (sql.startsWith('select')) {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        `explain (analyze, format json) ${sql}`,
        [...values],
      );
      read.push(...readBy(rows[0]!['QUERY PLAN'][0].Plan));
    }
  }
  await client.query('rollback');
  client.release();
  return read;
}
