import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { startSentence } from './start-problem.ts';

let data_directory: string;
const lines: string[] = [];
const start = () => startEmbeddedDatabase({ data_directory, log: (line) => lines.push(line) });

beforeEach(async () => {
  lines.length = 0;
  // A space in the path, as in the clone of somebody who keeps projects in "Mis documentos".
  data_directory = await mkdtemp(join(tmpdir(), 'atiende data '));
});
afterEach(() => rm(data_directory, { recursive: true, force: true }));

async function ask<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('the database is durable, in UTF-8, with the roles it needs and no more', async () => {
  const database = await start();
  try {
    const [settings] = await ask(
      database.owner_url,
      `SELECT current_setting('fsync') fsync, current_setting('data_checksums') checksums,
              current_setting('full_page_writes') pages, current_setting('server_encoding') encoding,
              lower('ÑÁÜ') folded, to_tsvector('spanish', '¿Luz?')::text word,
              (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) super`,
    );
    expect(settings).toEqual({
      fsync: 'on',
      checksums: 'on',
      pages: 'on',
      encoding: 'UTF8',
      folded: 'ñáü',
      word: "'luz':1",
      super: false,
    });
    for (const extension of ['unaccent', 'pg_trgm', 'btree_gin']) {
      await ask(database.owner_url, `CREATE EXTENSION ${extension}`);
    }
    await expect(ask(database.url, 'CREATE TABLE forbidden (a int)')).rejects.toThrow('permission denied');
    const through = `SELECT inet_client_addr() IS NULL AS socket, current_user AS role`;
    expect(await ask(database.near_url, through)).toEqual([{ socket: true, role: 'atiende_app' }]);
    const guess = database.near_url.replace(/:[^:@]+@/, ':guess@');
    await expect(ask(guess, 'SELECT 1')).rejects.toThrow('password authentication failed');
    const wrong = new URL(database.url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  } finally {
    await database.stop();
  }
});

test('a second start on the directory is refused while the first lives, and works after it', async () => {
  const first = await start();
  try {
    await expect(start()).rejects.toMatchObject({ code: 'directory-in-use' });
    expect(await ask(first.url, 'SELECT 1 AS alive')).toEqual([{ alive: 1 }]);
  } finally {
    await first.stop();
  }
  await (await start()).stop();
});

test('PostgreSQL killed outright comes back on the same address with what was committed', async () => {
  const database = await start();
  try {
    await ask(database.owner_url, 'CREATE TABLE kept AS SELECT 7 AS n');
    const killed = database.process_id();
    process.kill(killed ?? 0, 'SIGKILL');
    let rows: object[] = [];
    while (rows.length === 0) {
      rows = await ask(database.owner_url, 'SELECT n FROM kept').catch(() => []);
      await pause(50);
    }
    expect(rows).toEqual([{ n: 7 }]);
    expect(database.process_id()).not.toBe(killed);
  } finally {
    await database.stop();
  }
});

test('after the application is killed outright the directory starts again by itself', async () => {
  const here = JSON.stringify(new URL('./embedded-database.ts', import.meta.url).href);
  const program = `const { startEmbeddedDatabase } = await import(${here});
    const database = await startEmbeddedDatabase({ data_directory: ${JSON.stringify(data_directory)}, log() {} });
    console.log(JSON.stringify({ url: database.owner_url, server: database.process_id() }));
    setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(other.stdout, 'data')) as [Buffer];
  const left = JSON.parse(line.toString()) as { url: string; server: number };
  await ask(left.url, 'CREATE TABLE kept AS SELECT 8 AS n');
  other.kill('SIGKILL');
  await once(other, 'exit');

  const database = await start();
  try {
    expect(database.process_id()).not.toBe(left.server);
    expect(lines).toEqual([startSentence('left-behind')]);
    expect(await ask(database.owner_url, 'SELECT n FROM kept')).toEqual([{ n: 8 }]);
  } finally {
    await database.stop();
  }
});
