import type pg from 'pg';
import { ArchiveProblem } from '../archive/archive-problem.ts';
import { migrate, migrationLock } from '../migrate.ts';
import { connectAsOwner, quoted } from './owner-connection.ts';
import { appliedMigrations, listTables, type StoredTable } from './table-list.ts';

/** Tables in which a migration itself puts a row: it says nothing of an installation, and the archive has its own. */
const begun_by_migrations: readonly string[] = ['statistics_progress'];

/**
 * Brings an empty database to the state that the archive's was in, and gives a connection in whose transaction it is
 * to be filled. Until that ends nobody else migrates, reads or writes.
 * @throws ArchiveProblem `database_not_empty`, `database_ahead`: nothing was changed
 */
export async function openEmptyDatabase(
  given: { readonly owner_url: string; readonly app_role: string },
  migrations: readonly string[],
): Promise<{ client: pg.Client; tables: readonly StoredTable[] }> {
  const client = await connectAsOwner(given.owner_url);
  try {
    await refuseOther(client, migrations);
    await migrate(given.owner_url, given.app_role, { only: migrations });
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock]);
    await client.query('BEGIN');
    const tables = await listTables(client);
    for (const { name } of tables) await client.query(`LOCK TABLE ${quoted(name)} IN ACCESS EXCLUSIVE MODE`);
    // Somebody may have come between.
    await refuseOther(client, migrations);
    const begun = tables.filter(({ name }) => begun_by_migrations.includes(name));
    for (const { name } of begun) await client.query(`DELETE FROM ${quoted(name)}`);
    return { client, tables };
  } catch (problem) {
    await client.end();
    throw problem;
  }
}

async function refuseOther(client: pg.Client, migrations: readonly string[]): Promise<void> {
  const applied = await appliedMigrations(client);
  for (const { name } of applied.length === 0 ? [] : await listTables(client)) {
    if (begun_by_migrations.includes(name)) continue;
    const { rowCount } = await client.query(`SELECT FROM ${quoted(name)} LIMIT 1`);
    if (rowCount !== 0) throw new ArchiveProblem('database_not_empty');
  }
  const ahead = applied.find((name) => !migrations.includes(name));
  if (ahead !== undefined) throw new ArchiveProblem('database_ahead', { migration: ahead });
}

/** Whether the database holds an installation; asked before any migration, so it may hold nothing at all. */
export async function holdsInstallation(owner_url: string): Promise<boolean> {
  const client = await connectAsOwner(owner_url);
  try {
    if ((await appliedMigrations(client)).length === 0) return false;
    return (await client.query('SELECT FROM installation')).rowCount !== 0;
  } finally {
    await client.end();
  }
}
