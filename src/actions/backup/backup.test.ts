import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { testDatabase, type TestDatabase } from '../../../test/database.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { verifyHistories } from '../../queries/verification/verify-histories.ts';
import { openDatabase } from '../../store/database.ts';
import { directoryFileStore, type FilePlace } from '../../store/file-store.ts';
import { newId } from '../../store/ids.ts';
import { createInstallation } from '../../store/installation.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import type { App } from '../app.ts';
import { checkArchive } from './check-archive.ts';
import { makeBackup } from './make-backup.ts';
import { restoreBackup } from './restore-backup.ts';

// A restore builds every index anew, on a machine that others use too.
vi.setConfig({ testTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'atiende-backup-'));
const files = directoryFileStore(join(folder, 'files'));
const nothing = () => undefined;
let town: Town;
let app: App;
const opened: TestDatabase[] = [];

beforeAll(async () => {
  town = await aTown();
  app = { ...town.app, files, sends_mail: true };
  await town.asSystem((tx) => createInstallation(tx, app.keys, false));
  for (const stage of ['assigned', 'in_work', 'replied'] as const)
    await aPetition({ ...town, app } as Town, { stage });
});
afterAll(async () => {
  await town.drop();
  for (const one of opened) await one.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything that is asked for here, one file each. */
let made = 0;
function backUp(place: FilePlace = files) {
  const archive = join(folder, `${(made += 1)}.tar`);
  return makeBackup({
    ...{ owner_url: town.owner_url, files: place, archive, program_version: '1', now: new Date() },
    ...{ master_key: null, demo_password: null, on_progress: nothing },
  });
}

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await testDatabase();
  opened.push(database);
  return database;
}

/** Restores into a database and a folder of its own, or into the ones given. */
async function restore(archive: string, given: { database?: TestDatabase; is_moved?: boolean } = {}) {
  const database = given.database ?? (await emptyDatabase());
  const place = join(folder, `restored-${(made += 1)}`);
  const restored = await restoreBackup({
    ...{ archive, checked: await checkArchive(archive, nothing), owner_url: database.owner_url },
    ...{ app_role: 'atiende_app', files: directoryFileStore(place), on_progress: nothing },
    ...{ is_moved: given.is_moved ?? false, before_commit: nothing },
  });
  return { restored, database, place };
}

async function ask<Row extends object>(
  owner_url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client(owner_url);
  await client.connect();
  try {
    await client.query(`select set_config('atiende.actor', 'system', false)`);
    return (await client.query<Row>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest();

/** A file of a petition, row and bytes. */
async function aFile(text: string): Promise<{ id: string; storage_name: string }> {
  const bytes = Buffer.from(text);
  const row = { id: newId(), storage_name: await files.put(bytes) };
  const [petition] = await ask<{ id: string }>(town.owner_url, 'select id from petitions limit 1');
  await ask(
    town.owner_url,
    `insert into files (id, city_id, petition_id, storage_name, display_name, media_type, bytes, sha256, audience,
       uploaded_kind, at) values ($1, $2, $3, $4, 'nota.txt', 'text/plain', $5, $6, 'staff', 'citizen', now())`,
    [row.id, town.city_id, petition!.id, row.storage_name, bytes.length, sha256(bytes)],
  );
  return row;
}

/** What a database is made of beside its rows. */
const structure = `
  select 'constraint' as what, conrelid::regclass::text as table_name, pg_get_constraintdef(oid) as definition
  from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'index', tablename, indexdef from pg_indexes where schemaname = 'public'
  union all select 'wall', relname, relrowsecurity || '/' || relforcerowsecurity from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'
  union all select 'trigger', tgrelid::regclass::text, tgname || ':' || tgenabled::text from pg_trigger where not tgisinternal
  order by 1, 2, 3`;

test('every row, every file, every index and wall come back, and the histories fold to the stored state', async () => {
  const { storage_name } = await aFile('una nota');
  const { archive, rows } = await backUp();
  expect(rows).toMatchObject({ petitions: 3, files: 1, installation: 1 });
  const { restored, database, place } = await restore(archive);
  expect(restored.rows).toEqual(rows);
  const list = Object.keys(rows);
  const count = list
    .map((name) => `select '${name}' as name, count(*)::int as n from ${name}`)
    .join(' union all ');
  const counted = await ask<{ name: string; n: number }>(database.owner_url, count);
  expect(Object.fromEntries(counted.map(({ name, n }) => [name, n]))).toEqual(rows);
  expect(readFileSync(join(place, storage_name), 'utf8')).toBe('una nota');
  expect(await ask(database.owner_url, structure)).toEqual(await ask(town.owner_url, structure));

  const other = openDatabase(database.url, 2);
  const verified = await verifyHistories(other.database);
  await other.pool.end();
  expect(verified).toMatchObject({ petitions: 3, problems: [] });
  const folios = 'select folio from petitions order by folio';
  expect(await ask(database.owner_url, folios)).toEqual(await ask(town.owner_url, folios));
});

test('the numbers of folios go on where they were, or leave some out that may have been given since', async () => {
  const { archive } = await backUp();
  const { database } = await restore(archive, { is_moved: true });
  const sequences = `select sequencename as name, last_value::int as last from pg_sequences
    where schemaname = 'public' and last_value is not null order by 1`;
  const before = await ask<{ name: string; last: number }>(town.owner_url, sequences);
  expect(before.length).toBeGreaterThan(0);
  expect(await ask(database.owner_url, sequences)).toEqual(before);
  const [code = '', year = ''] = before[0]!.name.replace('folio_', '').split('_');
  const next = await ask(database.url, 'select next_folio_number($1, $2)::int as n', [code, Number(year)]);
  expect(next).toEqual([{ n: before[0]!.last + 1 }]);
  const after = await restore(archive);
  const left_out = before.map(({ name, last }) => ({ name, last: last + 1000 }));
  expect(await ask(after.database.owner_url, sequences)).toEqual(left_out);
});

test('notices that waited are kept and not sent, other jobs run, sessions end', async () => {
  const outbox = `select state, last_error, count(*)::int as n from outbox group by 1, 2 order by 1, 2`;
  const [queued] = await ask<{ n: number }>(
    town.owner_url,
    `select count(*)::int as n from outbox where state = 'queued'`,
  );
  expect(queued!.n).toBeGreaterThan(0);
  await town.asSystem((tx) => enqueueJob(tx, { name: 'recompute_clocks', payload: { calendar_id: 'x' } }));
  const [user] = await ask<{ id: string }>(town.owner_url, 'select id from users limit 1');
  await ask(
    town.owner_url,
    `insert into sessions (id, token_hash, user_id, expires_at) values ($1, '\\x01', $2, now() + interval '1 day')`,
    [newId(), user!.id],
  );
  const jobs = 'select task_identifier as job from graphile_worker.jobs order by 1';
  const { archive } = await backUp();

  const held = await restore(archive);
  expect(held.restored.notices_kept).toBe(queued!.n);
  expect(await ask(held.database.owner_url, outbox)).toEqual([
    { state: 'kept', last_error: 'restored', ...queued },
  ]);
  expect(await ask(held.database.owner_url, jobs)).toEqual([{ job: 'recompute_clocks' }]);
  expect(await ask(held.database.owner_url, 'select from sessions where revoked_at is null')).toEqual([]);

  const moved = await restore(archive, { is_moved: true });
  expect(await ask(moved.database.owner_url, outbox)).toEqual(await ask(town.owner_url, outbox));
  expect(await ask(moved.database.owner_url, jobs)).toEqual(await ask(town.owner_url, jobs));
});

test('a file deleted with its row while the backup is made is no loss; one that is missing is said', async () => {
  const [gone, missing, altered] = [await aFile('se borra'), await aFile('falta'), await aFile('cambiada')];
  await files.remove(missing!.storage_name);
  writeFileSync(join(folder, 'files', altered!.storage_name), 'otra cosa');
  // As the product does: first the row, then the bytes; the snapshot is older than both.
  const whileCopied: FilePlace = {
    ...files,
    async read(name) {
      if (name === gone!.storage_name) {
        await ask(town.owner_url, 'delete from files where id = $1', [gone!.id]);
        await files.remove(name);
      }
      return files.read(name);
    },
  };
  const { archive, files_missing } = await backUp(whileCopied);
  expect([...files_missing].sort()).toEqual([missing!.storage_name, altered!.storage_name].sort());
  const { database } = await restore(archive);
  const hidden = await ask(
    database.owner_url,
    `select id, removed_at is not null as is_removed from files where id = any ($1)`,
    [[gone!.id, missing!.id]],
  );
  const expected = [
    { id: gone!.id, is_removed: true },
    { id: missing!.id, is_removed: false },
  ];
  expect(hidden).toEqual(expect.arrayContaining(expected));
  await ask(town.owner_url, 'delete from files where id = any ($1)', [[missing!.id, altered!.id]]);
});

test('what is written while the backup is made is not in it, and nothing of it is torn', async () => {
  let filed = 0;
  const state = { isOver: false };
  const writing = (async () => {
    while (!state.isOver) {
      await aPetition({ ...town, app } as Town, { stage: 'in_work' });
      filed += 1;
    }
  })();
  const backups = [await backUp(), await backUp(), await backUp()];
  state.isOver = true;
  await writing;
  expect(filed).toBeGreaterThan(0);
  const { database } = await restore(backups.at(-1)!.archive);
  const other = openDatabase(database.url, 2);
  const verified = await verifyHistories(other.database);
  await other.pool.end();
  expect(verified.problems).toEqual([]);
  expect(verified.petitions).toBe(backups.at(-1)!.rows['petitions']);
});

test('a damaged archive is refused before anything is touched; one damaged meanwhile leaves nothing', async () => {
  await aFile('otra nota');
  const { archive } = await backUp();
  const checked = await checkArchive(archive, nothing);
  const bytes = readFileSync(archive);
  const at = bytes.indexOf('otra nota');
  bytes[at] = bytes[at]! ^ 1;
  writeFileSync(archive, bytes);
  await expect(checkArchive(archive, nothing)).rejects.toMatchObject({ code: 'archive_damaged' });

  const database = await emptyDatabase();
  const place = join(folder, 'nothing-left');
  const restoring = restoreBackup({
    ...{ archive, checked, owner_url: database.owner_url, app_role: 'atiende_app', on_progress: nothing },
    ...{ files: directoryFileStore(place), is_moved: false, before_commit: nothing },
  });
  await expect(restoring).rejects.toMatchObject({ code: 'archive_damaged' });
  expect(await ask(database.owner_url, 'select from installation')).toEqual([]);
  expect(await ask(database.owner_url, structure)).toEqual(await ask(town.owner_url, structure));
  const left = readdirSync(place, { recursive: true, withFileTypes: true });
  expect(left.filter((one) => one.isFile())).toEqual([]);
});

test('a database that holds anything is refused and keeps what it holds', async () => {
  const { archive } = await backUp();
  const { database } = await restore(archive);
  const before = await ask(database.owner_url, 'select id from petitions order by id');
  await expect(restore(archive, { database })).rejects.toMatchObject({ code: 'database_not_empty' });
  expect(await ask(database.owner_url, 'select id from petitions order by id')).toEqual(before);
});

test('an archive of a newer version, and an empty database of one, are refused', async () => {
  const { archive } = await backUp();
  await ask(town.owner_url, `insert into schema_migrations (name) values ('9999_of_tomorrow.sql')`);
  const newer = await backUp();
  await ask(town.owner_url, `delete from schema_migrations where name = '9999_of_tomorrow.sql'`);
  await expect(checkArchive(newer.archive, nothing)).rejects.toMatchObject({ code: 'archive_newer' });
  const database = await emptyDatabase();
  await ask(database.owner_url, `insert into schema_migrations (name) values ('9999_of_tomorrow.sql')`);
  await expect(restore(archive, { database })).rejects.toMatchObject({ code: 'database_ahead' });
});

test('tables that are not as the migrations of this version make them are named, and nothing is restored', async () => {
  await ask(town.owner_url, 'alter table saved_views add column colour text');
  const { archive } = await backUp();
  await ask(town.owner_url, 'alter table saved_views drop column colour');
  const database = await emptyDatabase();
  const unfit = { code: 'archive_unfit', details: { table: 'saved_views' } };
  await expect(restore(archive, { database })).rejects.toMatchObject(unfit);
  expect(await ask(database.owner_url, 'select from installation')).toEqual([]);
});

test('a database without an installation gives no backup, and no file', async () => {
  const { owner_url } = await emptyDatabase();
  const archive = join(folder, 'nothing.tar');
  const making = makeBackup({
    ...{ owner_url, files, archive, program_version: '1', now: new Date() },
    ...{ master_key: null, demo_password: null, on_progress: nothing },
  });
  await expect(making).rejects.toMatchObject({ code: 'nothing_to_back_up' });
  expect(readdirSync(folder)).not.toContain('nothing.tar');
});
