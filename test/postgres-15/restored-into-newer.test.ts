import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { checkArchive } from '../../src/actions/backup/check-archive.ts';
import { makeBackup } from '../../src/actions/backup/make-backup.ts';
import { restoreBackup } from '../../src/actions/backup/restore-backup.ts';
import { verifyHistories } from '../../src/queries/verification/verify-histories.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { openDatabase } from '../../src/store/database.ts';
import { directoryFileStore } from '../../src/store/file-store.ts';
import { createInstallation } from '../../src/store/installation.ts';
import { aPetition } from '../builders.ts';
import { aTown, type Town } from '../town.ts';

vi.setConfig({ testTimeout: 120_000 });
const folder = mkdtempSync(join(tmpdir(), 'atiende-moved-'));
const nothing = () => undefined;
let town: Town;
let newer: EmbeddedDatabase;
beforeAll(async () => {
  town = await aTown();
  newer = await startEmbeddedDatabase({ data_directory: folder, forget_on_crash: true, log: nothing });
});
afterAll(async () => {
  await newer.stop();
  await town.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Every row of a table as text, in the order of their text: the same on any server. */
async function rowsOf(owner_url: string, table: string): Promise<unknown[]> {
  const client = new pg.Client(owner_url);
  await client.connect();
  try {
    await client.query(`select set_config('atiende.actor', 'system', false); set timezone = 'UTC'`);
    const sql = `select to_jsonb(t)::text as row from ${table} t order by 1`;
    return (await client.query<{ row: string }>(sql)).rows;
  } finally {
    await client.end();
  }
}

it('a town of version 15 goes on in a newer one, every row as it was', async () => {
  const files = directoryFileStore(join(folder, 'old-files'));
  const app = { ...town.app, files, sends_mail: true };
  await town.asSystem((tx) => createInstallation(tx, app.keys, false));
  for (const stage of ['assigned', 'in_work', 'replied'] as const)
    await aPetition({ ...town, app } as Town, { stage });
  const archive = join(folder, 'one.tar');
  const { rows } = await makeBackup({
    ...{ owner_url: town.owner_url, files, archive, program_version: '1', now: new Date() },
    ...{ master_key: null, demo_password: null, on_progress: nothing },
  });
  const checked = await checkArchive(archive, nothing);
  expect(checked.header.postgres).toMatch(/^15\./);
  const restored = await restoreBackup({
    ...{ archive, checked, owner_url: newer.owner_url, app_role: 'atiende_app', on_progress: nothing },
    ...{ files: directoryFileStore(join(folder, 'new-files')), is_moved: true, before_commit: nothing },
  });
  expect(restored.rows).toEqual(rows);
  for (const table of Object.keys(rows))
    expect(await rowsOf(newer.owner_url, table), table).toEqual(await rowsOf(town.owner_url, table));
  const { database, pool } = openDatabase(newer.url, 2);
  const verified = await verifyHistories(database);
  await pool.end();
  expect(verified).toMatchObject({ petitions: 3, problems: [] });
});
