import type pg from 'pg';

export interface StoredTable {
  readonly name: string;
  /** Those that are stored: what is computed from them is computed anew. */
  readonly columns: readonly string[];
}

/** The migrations say by their own list what has been applied. Unlogged tables hold what may be lost. */
const tables = `
  SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'
    AND c.relname <> 'schema_migrations' AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
  GROUP BY c.relname ORDER BY c.relname`;

/** Every table of ours that is kept, by name. */
export async function listTables(client: pg.Client): Promise<StoredTable[]> {
  return (await client.query<StoredTable>(tables)).rows;
}

/** Names of the migrations that made this database, in order; empty for one that has none. */
export async function appliedMigrations(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('public.schema_migrations') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) return [];
  const names = await client.query<{ name: string }>('SELECT name FROM schema_migrations ORDER BY name');
  return names.rows.map(({ name }) => name);
}
