import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { installJobQueue } from './graphile.ts';

const folder = new URL('./migrations/', import.meta.url);
/** Any constant will do: it keeps two processes from migrating at once. */
export const migrationLock = 4_871_226;

/**
 * Brings the database up to date; forward only, each file in its own transaction.
 * @param owner_url the role that owns the tables
 * @param app_role the role the application works as; it gets rights but does not own anything
 * @param only run no others, for a database that is to be like an older one
 * @returns the names of the migrations that ran now
 */
export async function migrate(
  owner_url: string,
  app_role: string,
  { only }: { readonly only?: readonly string[] } = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: owner_url, application_name: 'atiende-migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations (
      name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
    const done = await client.query<{ name: string }>('SELECT name FROM schema_migrations');
    const applied = new Set(done.rows.map((row) => row.name));
    const ran: string[] = [];
    for (const name of await migrationNames()) {
      if (applied.has(name) || only?.includes(name) === false) continue;
      await applyOne(client, name, app_role);
      ran.push(name);
    }
    await installJobQueue(owner_url, app_role);
    return ran;
  } finally {
    await client.end();
  }
}

/** Names of all migrations, in order. */
export async function migrationNames(): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
}

async function applyOne(client: pg.Client, name: string, app_role: string): Promise<void> {
  const text = await readFile(new URL(name, folder), 'utf8');
  const statements = text.replaceAll(':app_role', client.escapeIdentifier(app_role));
  try {
    await client.query('BEGIN');
    await client.query(statements);
    await client.query('INSERT INTO schema_migrations (name) VALUES ($1)', [name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
  }
}
