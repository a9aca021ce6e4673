import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase, reading } from '../../src/store/database.ts';
import { readingAnywhere, useStandby } from '../../src/store/standby.ts';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { fileMany, fileReport, hasEmail } from './filing-clients.ts';
import { ask, installCities, verified } from './installation.ts';
import { startPair, type Pair } from './pair.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

// A primary with synchronous replication to a standby, and two processes of Atiende that know both.
const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
let pair: Pair;
let peer: MailPeer;
let doors: Program[];
let api_key: string;

beforeAll(async () => {
  pair = await startPair(elsewhere);
  peer = await mailPeer();
  const environment = {
    ...{ DATABASE_URL: pair.primary.url, DATABASE_OWNER_URL: pair.primary.owner_url },
    ...{ DATABASE_HOSTS: `${pair.primary.host},${pair.standby.host}`, DATABASE_READ_URL: pair.standby.url },
    ...{ SMTP_URL: peer.url, MAIL_FROM: 'avisos@example.mx', LOG_LEVEL: 'fatal' },
  };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  doors = [await startProgram(folder, environment), await startProgram(folder, environment)];
});
afterAll(async () => {
  endEverything();
  await peer.close();
  await pair.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

/** Transactions that ended on a server in Atiende's database; the superuser asks in another. */
async function readsOf(server: Pair['primary']): Promise<number> {
  const [row] = await server.ask(
    `select sum(xact_commit)::int as n from pg_stat_database where datname = 'atiende'`,
  );
  return Number(row?.['n']);
}

async function folios(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/open311/v2/requests.json`);
  expect(answer.status).toBe(200);
  const rows = (await answer.json()) as { service_request_id: string }[];
  return rows.map(({ service_request_id }) => service_request_id);
}

test('lists are read from the standby, and whoever wrote reads it at once, through the other process too', async () => {
  const before = await readsOf(pair.standby);
  const filed: string[] = [];
  for (let n = 0; n < 12; n++) {
    const answer = await fileReport({ url: doors[n % 2]!.url, api_key }, n);
    filed.push(answer!.folio!);
    expect(await folios(doors[(n + 1) % 2]!.url)).toContain(answer!.folio);
  }
  expect(new Set(filed).size).toBe(12);
  // The server's own count comes a second or so later.
  await until(async () => (await readsOf(pair.standby)) > before);
});

test('a standby that is behind, and one that is away, is passed over', async () => {
  await pair.standby.ask('select pg_wal_replay_pause()');
  const answer = await fileReport({ url: doors[0]!.url, api_key }, 40);
  expect(await folios(doors[1]!.url)).toContain(answer!.folio);
  await pair.standby.ask('select pg_wal_replay_resume()');
  const { database, pool } = openDatabase(pair.primary.url, 2);
  const away = openDatabase('postgres://nobody@127.0.0.1:9/none', 2);
  useStandby(database, away.database);
  const where = sql<{ is_standby: boolean }>`select pg_is_in_recovery() as is_standby`;
  const look = () =>
    readingAnywhere(database, { kind: 'public' }, async (reader) => (await where.execute(reader)).rows);
  expect(await look()).toEqual([{ is_standby: false }]);
  const there = openDatabase(pair.standby.url, 2);
  useStandby(database, there.database);
  expect(await look()).toEqual([{ is_standby: true }]);
  expect(
    await reading(database, { kind: 'public' }, async (reader) => (await where.execute(reader)).rows),
  ).toEqual([{ is_standby: false }]);
  await Promise.all([pool, away.pool, there.pool].map((one) => one.end()));
});

/** Ends only when a process does, which no outage of the database is a reason for. */
async function outlives(door: Program): Promise<never> {
  const { code, signal } = await door.ended;
  throw new Error(`a process ended (${signal ?? code}): ${door.said()}${door.out()}`);
}

test('the primary is killed under filings and the standby promoted: whatever was acknowledged is there', async () => {
  const count = 80;
  const from = 1_000;
  const runs = doors.map(({ url }, at) => fileMany({ url, api_key }, count, from + at * count));
  await until(async () => runs.every((run) => run.folios.size > 15));
  await pair.primary.process.end('SIGKILL');
  await pair.standby.ask('select pg_promote()');
  await Promise.race([Promise.all(runs.map((run) => run.done)), ...doors.map(outlives)]);
  for (const run of runs) {
    expect(run.folios.size).toBe(count);
    for (const answers of run.folios.values()) expect(answers.size).toBe(1);
    expect(run.refusals.filter(({ status }) => status !== 503)).toEqual([]);
  }
  const rows = await ask<{ folio: string }>(pair.standby.owner_url, 'select folio from petitions');
  const stored = new Set(rows.map(({ folio }) => folio));
  const acknowledged = runs.flatMap((run) => [...run.folios.values()].flatMap((answers) => [...answers]));
  expect(acknowledged.filter((folio) => !stored.has(folio))).toEqual([]);
  expect(await verified(pair.standby.url)).toMatchObject({ petitions: 2 * count + 13, problems: [] });
  // Doors, lists, worker and feed have moved by themselves.
  expect(await folios(doors[0]!.url)).toHaveLength(2 * count + 13);
  const numbers = Array.from({ length: 2 * count }, (_, n) => from + n).filter(hasEmail);
  const to = () => new Set(peer.taken.map((mail) => mail.to.join()));
  await until(async () => numbers.every((n) => to().has(`vecina${n}@correo.example`)));
  for (const door of doors) expect((await door.end('SIGTERM')).code).toBe(0);
});
