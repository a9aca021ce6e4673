import type pg from 'pg';
import { connectAsOwner, quoted } from './owner-connection.ts';
import { appliedMigrations, listTables, type StoredTable } from './table-list.ts';

/** The database as it was in one instant, for as long as this is open; others go on reading and writing. */
export interface Snapshot {
  readonly client: pg.Client;
  readonly tables: readonly StoredTable[];
  readonly migrations: readonly string[];
  readonly postgres: string;
  readonly installation: { readonly id: string; readonly key_fingerprint: string };
  close(): Promise<void>;
}

/**
 * Opens a snapshot. A migration waits until it is closed, and one that is going on is waited for.
 * @returns null for a database that holds no installation
 */
export async function openSnapshot(owner_url: string): Promise<Snapshot | null> {
  const client = await connectAsOwner(owner_url);
  const close = () => client.end();
  try {
    const before = await listTables(client);
    if (!before.some(({ name }) => name === 'installation')) return await close().then(() => null);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // Locks come before the first SELECT, which is what fixes the instant.
    for (const { name } of before) await client.query(`LOCK TABLE ${quoted(name)} IN ACCESS SHARE MODE`);
    const { rows } = await client.query<{ id: string; key_check: string; postgres: string }>(
      `SELECT id::text, encode(key_check, 'hex') AS key_check, current_setting('server_version') AS postgres
       FROM installation`,
    );
    const [one] = rows;
    if (one === undefined) return await close().then(() => null);
    return {
      ...{ client, close, postgres: one.postgres },
      tables: await listTables(client),
      migrations: await appliedMigrations(client),
      installation: { id: one.id, key_fingerprint: one.key_check },
    };
  } catch (problem) {
    await close();
    throw problem;
  }
}

/**
 * Where every sequence stands now. They belong to no snapshot and only grow, so asked after the snapshot was taken each
 * is at least as far as the numbers in its rows.
 */
export async function readSequences(client: pg.Client): Promise<Record<string, string>> {
  const { rows } = await client.query<{ name: string; last: string }>(
    `SELECT sequencename AS name, last_value::text AS last FROM pg_sequences
     WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, last }) => [name, last]));
}

export interface NamedFile {
  readonly storage_name: string;
  readonly sha256: Buffer;
}

/** Every file that a row of the snapshot names, a thousand at a time. */
export async function* filesOfSnapshot(client: pg.Client): AsyncGenerator<NamedFile> {
  await client.query(`DECLARE named_files NO SCROLL CURSOR FOR
    SELECT storage_name, sha256 FROM files UNION ALL SELECT storage_name, sha256 FROM letters
    UNION ALL SELECT storage_name, sha256 FROM open_data_pieces
    UNION ALL SELECT storage_name, sha256 FROM recordings WHERE storage_name IS NOT NULL`);
  for (;;) {
    const { rows } = await client.query<NamedFile>('FETCH 1000 FROM named_files');
    if (rows.length === 0) return;
    yield* rows;
  }
}

/** Whether a row names the file now, in a transaction of its own: what was taken away meanwhile is not missing. */
export async function isStillNamed(client: pg.Client, storage_name: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM files WHERE storage_name = $1 UNION ALL SELECT FROM letters WHERE storage_name = $1
     UNION ALL SELECT FROM open_data_pieces WHERE storage_name = $1
     UNION ALL SELECT FROM recordings WHERE storage_name = $1`,
    [storage_name],
  );
  return rowCount !== 0;
}
