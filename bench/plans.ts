import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { openDatabase, type Database } from '../src/store/database.ts';
import type { DB } from '../src/store/schema.generated.ts';
import type { Installation } from './installation.ts';
import type { Reading } from './reads.ts';

/**
 * The statements that a reading sends, each with the plan that PostgreSQL chose and the time of its parts: asked again
 * by the same role, with the same wall around it.
 */
export async function planOf(at: Installation, { question }: Reading): Promise<string[]> {
  if (question === undefined) return ['(asked over HTTP only)'];
  const said: { sql: string; values: readonly unknown[] }[] = [];
  const { pool } = openDatabase(at.database_url, 1);
  const database: Database = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => void said.push({ sql: query.sql, values: query.parameters }),
  });
  await question({ ...at.app, database });
  const client = await pool.connect();
  const plans: string[] = [];
  try {
    await client.query('begin');
    for (const { sql, values } of said) {
      if (sql.startsWith('set local')) await client.query(sql);
      else if (/^(select|with)\b/.test(sql)) plans.push(await explained(client, sql, values));
    }
  } finally {
    client.release(true);
    await database.destroy();
  }
  return plans;
}

async function explained(client: pg.PoolClient, sql: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (analyze, buffers) ${sql}`, [
    ...values,
  ]);
  return rows.map((row) => `    ${row['QUERY PLAN']}`).join('\n');
}
