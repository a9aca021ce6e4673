import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { freePort } from '../../src/start/free-port.ts';
import { ask, installCities, verified } from '../durability/installation.ts';
import { beginProgram, endEverything, letLive, scratchFolder, until } from '../durability/program.ts';
import { chanceOf, isLong, kills, seed, tell } from './plan.ts';
import { repeated, startProvider, type Provider } from './provider.ts';
import { fileSteadily, worksAgain, type SteadyFilings } from './steady-filings.ts';
import { supervise, type Supervised } from './supervised.ts';
import { nothingWaits } from './town.ts';

// A web process, a worker and PostgreSQL, each brought back by whoever supervises it and by nobody else.
const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
const random = chanceOf('kills');
const longest_ms = isLong ? kills * 60_000 : 400_000;
let database: EmbeddedDatabase;
let provider: Provider;
let web: Supervised;
let worker: Supervised;
let url: string;
let operations: string;
let api_key: string;

beforeAll(async () => {
  letLive(longest_ms);
  database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
  provider = await startProvider();
  const shared = {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url },
    ...{ SMTP_URL: provider.url, MAIL_FROM: 'avisos@example.mx' },
  };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], shared))['metepec']!;
  const port = String(await freePort());
  operations = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  web = supervise(() => beginProgram(folder, { ...shared, WORKER: 'off', PORT: port }));
  worker = supervise(() => beginProgram(folder, { ...shared, WEB: 'off', OPERATIONS_PORT: operations }));
  await until(async () => (await fetch(`${url}/readyz`)).ok);
  await until(async () => (await fetch(`http://127.0.0.1:${operations}/readyz`)).ok);
});
afterAll(async () => {
  await Promise.all([web?.stop(), worker?.stop()]);
  endEverything();
  await provider?.leave();
  await database?.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

const killing = {
  web: async () => web.kill(),
  worker: async () => worker.kill(),
  database: async () => process.kill(await until(async () => database.process_id()), 'SIGKILL'),
} as const;
type Victim = keyof typeof killing;
const victims = Object.keys(killing) as Victim[];

/** Mostly one, at times two, seldom all three; in the first six each has its turn twice. */
function chosen(turn: number): readonly Victim[] {
  const one = turn < 6 ? victims[turn % 3]! : victims[Math.floor(random() * 3)]!;
  const luck = random();
  if (luck > 0.95) return victims;
  const other = victims[Math.floor(random() * 3)]!;
  return luck > 0.8 && other !== one ? [one, other] : [one];
}

/** Kills at random moments; now and then the next comes before the last is got over. */
async function killAtRandom(filings: SteadyFilings) {
  const counts = { web: 0, worker: 0, database: 0 };
  const [recoveries, workerKills]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < kills; turn++) {
    await pause(random() * 1_000);
    const hit = chosen(turn);
    for (const one of hit) counts[one] += 1;
    if (hit.includes('worker')) workerKills.push(performance.now());
    await Promise.all(hit.map((one) => killing[one]()));
    if (random() > 0.85 && turn < kills - 1) continue;
    const waited = await worksAgain(filings, provider);
    if (waited === null)
      throw new Error(`no work again after kill ${turn + 1} (${hit}): ${await whatIs(filings)}`);
    recoveries.push(waited);
    if (isLong && (turn + 1) % 10 === 0)
      tell(
        `${turn + 1} of ${kills} kills, ${filings.folios.size} folios, ${provider.takings.length} notices`,
      );
  }
  return { counts, recoveries, workerKills };
}

const owner = <Row extends object>(sql: string) => ask<Row>(database.owner_url, sql);

/** How everything stands, for whoever looks for the reason. */
async function whatIs({ folios, told, next }: SteadyFilings): Promise<string> {
  const ready = (at: string) =>
    fetch(`${at}/readyz`, { signal: AbortSignal.timeout(10_000) }).then(
      (answer) => answer.text(),
      (problem: Error) => problem.message,
    );
  const rows = await Promise.all(
    [
      `select application_name, count(*) from pg_stat_activity where datname = 'atiende' group by 1`,
      `select locked_by, count(*), min(run_at), max(attempts) from graphile_worker.jobs group by 1`,
      `select state, count(*) from outbox group by 1`,
    ].map((sql) => owner(sql).catch((problem: Error) => problem.message)),
  );
  const facts = { begun: next(), acknowledged: folios.size, taken: provider.takings.length, told };
  const processes = [await ready(url), await ready(`http://127.0.0.1:${operations}`)];
  const said = [web, worker].map((one) => ({
    ...one.starts(),
    is_over: one.now().isOver(),
    said: one.now().said().slice(-500),
  }));
  return JSON.stringify({ facts, load: loadavg(), processes, said, rows });
}

test(
  'killed at random moments nothing acknowledged is lost or doubled, and everything works again by itself',
  async () => {
    tell(`seed ${seed}, ${kills} kills`);
    const began = performance.now();
    const filings = fileSteadily({ url, api_key });
    const { counts, recoveries, workerKills } = await killAtRandom(filings).catch((problem: unknown) => {
      void filings.end();
      throw problem;
    });
    await filings.end();
    const seconds = (performance.now() - began) / 1000;
    await nothingWaits(owner);

    const { folios, told } = filings;
    const slowest = Math.max(...recoveries) / 1000;
    tell(`killed: web ${counts.web}, worker ${counts.worker}, PostgreSQL ${counts.database} times`);
    tell(
      `${folios.size} folios in ${seconds.toFixed(0)} s, ${told.unavailable} answers 503, ${told.broken} broken ` +
        `connections, ${told.hung} that waited in vain, ${told.again} asked again; work again after at most ${slowest.toFixed(1)} s`,
    );
    expect(filings.wrong).toEqual([]);
    const refusesToStart = /No se puede llegar a la base de datos/;
    expect([...web.ownEnds, ...worker.ownEnds].filter((end) => !refusesToStart.test(end))).toEqual([]);

    // Each report has one folio, each folio one petition, and there is no petition that nobody filed.
    expect([...folios.values()].filter(({ size }) => size !== 1)).toEqual([]);
    const acknowledged = [...folios.values()].flatMap((all) => [...all]);
    const kept = await owner<{ folio: string }>('select folio from petitions');
    expect(kept.map(({ folio }) => folio).sort()).toEqual(acknowledged.sort());
    expect(await verified(database.url)).toMatchObject({ petitions: folios.size, problems: [] });

    await expectEachNoticeOnce(workerKills);
  },
  longest_ms,
);

/**
 * Each contact has one message and the provider took each. What it took twice it took before and after a kill of the
 * worker: between the provider's answer and the row that says so lies the one window in which nobody can know.
 */
async function expectEachNoticeOnce(workerKills: readonly number[]): Promise<void> {
  const messages = await owner<{ id: string; petition_id: string }>('select id, petition_id from outbox');
  const [{ n } = { n: 0 }] = await owner<{ n: number }>(
    `select count(distinct petition_id)::int as n from contacts where notify_by = 'email'`,
  );
  const again = repeated(provider.takings);
  tell(`${messages.length} notices to ${n} people, ${again.length} taken again after a kill in between`);
  expect(new Set(messages.map(({ petition_id }) => petition_id)).size).toBe(n);
  expect(messages).toHaveLength(n);
  expect(new Set(provider.takings.map(({ message_id }) => message_id))).toEqual(
    new Set(messages.map(({ id }) => id)),
  );
  const unexplained = again.filter(
    (times) => !workerKills.some((at) => times[0]!.at < at + 50 && at < times.at(-1)!.at),
  );
  expect(unexplained).toEqual([]);
  expect(again.length).toBeLessThanOrEqual(3 * workerKills.length);
}
