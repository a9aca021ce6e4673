import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../src/start/free-port.ts';
import { fileReport, hasEmail, type Answer } from '../durability/filing-clients.ts';
import { slowLine, type SlowLine } from '../durability/hindered-database.ts';
import { verified } from '../durability/installation.ts';
import {
  beginProgram,
  letLive,
  startProgram,
  until,
  type Process,
  type Program,
} from '../durability/program.ts';
import { isLong, recoveryMs, tell } from './plan.ts';
import { repeated } from './provider.ts';
import { fileSteadily, worksAgain } from './steady-filings.ts';
import { faultyTown, type FaultyTown } from './town.ts';

const minutes_5 = isLong ? 300_000 : 5_000;
const seconds_2 = isLong ? 2_000 : 300;
const longest_ms = isLong ? 1_800_000 : 200_000;

let town: FaultyTown;
let line: SlowLine;
let web: Program;
let worker: Process;

beforeAll(async () => {
  letLive(longest_ms);
  town = await faultyTown();
  line = await slowLine(town.url);
  const environment = { ...town.environment, DATABASE_URL: line.url };
  const operations = String(await freePort());
  worker = beginProgram(town.folder, { ...environment, WEB: 'off', OPERATIONS_PORT: operations });
  web = await startProgram(town.folder, { ...environment, WORKER: 'off' });
  await until(async () => (await fetch(`http://127.0.0.1:${operations}/readyz`)).ok, worker);
});
afterAll(async () => {
  await line?.close();
  await town?.stop();
});

const count = async (sql: string) =>
  (await town.ask<{ n: number }>(`select count(*)::int as n ${sql}`))[0]!.n;

/** Files report `n` until it has its folio. @returns the folio, and what it was told before */
async function persistently(n: number): Promise<{ folio: string; before: Answer[] }> {
  const filing = { url: web.url, api_key: town.api_key, patience_ms: 120_000 };
  for (const before: Answer[] = []; ; await pause(250)) {
    const answer = await fileReport(filing, n);
    if (answer?.folio) return { folio: answer.folio, before };
    if (answer !== null) before.push(answer);
  }
}

/** Each message went once, each petition with an address has one, no process ended, and histories are whole. */
async function expectAllInOrder(): Promise<void> {
  await town.allSent();
  const messages = await town.ask<{ id: string }>('select id from outbox');
  expect(repeated(town.provider.takings)).toEqual([]);
  expect(town.provider.takings.map(({ message_id }) => message_id).sort()).toEqual(
    messages.map(({ id }) => id).sort(),
  );
  expect(messages).toHaveLength(await count(`from contacts where notify_by = 'email'`));
  expect([web.isOver(), worker.isOver()]).toEqual([false, false]);
  expect(await verified(town.url)).toMatchObject({ problems: [] });
}

test(
  'on a slow line to the database filings take long and are done once',
  { timeout: longest_ms },
  async () => {
    line.delay(seconds_2);
    const filed = await Promise.all(Array.from({ length: 6 }, (_, n) => persistently(n)));
    line.delay(0);
    const told = filed.flatMap(({ before }) => before.map(({ status }) => status));
    tell(`each word to the database ${seconds_2} ms late: 6 filings, 6 folios, ${told.length} told to wait`);
    expect(told.filter((status) => status !== 503)).toEqual([]);
    expect(new Set(filed.map(({ folio }) => folio)).size).toBe(6);
    expect(await count('from petitions')).toBe(6);
    await expectAllInOrder();
  },
);

test(
  'with the database away for long nothing is lost, and all works again when it is back',
  { timeout: longest_ms },
  async () => {
    const before = await count('from petitions');
    // Numbers that nobody has used yet.
    const filings = fileSteadily({ url: web.url, api_key: town.api_key }, 1_000);
    await until(async () => filings.folios.size > 20);
    await town.stopDatabase();
    const over = performance.now() + minutes_5;
    const alive: number[] = [];
    while (performance.now() < over) {
      alive.push((await fetch(`${web.url}/livez`)).status);
      await pause(500);
    }
    await town.startDatabase();
    const waited = await worksAgain(filings, town.provider);
    await filings.end();
    const { folios, told, wrong } = filings;
    tell(
      `database away for ${minutes_5 / 1000} s: ${told.unavailable} answers 503, ${told.broken} broken; ` +
        `${folios.size} folios; work again after ${((waited ?? Infinity) / 1000).toFixed(1)} s`,
    );
    expect(waited, `work again within ${recoveryMs} ms`).not.toBeNull();
    expect(new Set(alive)).toEqual(new Set([200]));
    expect(wrong).toEqual([]);
    expect(told.unavailable).toBeGreaterThan(0);
    expect([...folios.values()].filter(({ size }) => size !== 1)).toEqual([]);
    expect(await count('from petitions')).toBe(before + folios.size);
    await expectAllInOrder();
  },
);

interface Waiting {
  readonly attempts: number;
  readonly seconds: number;
}

/** Messages that were tried and wait for their next turn: how often at least, and how long from now the last of them. */
async function waiting(): Promise<Waiting & { n: number }> {
  const [row] = await town.ask<Waiting & { n: number }>(
    `select count(*)::int as n, coalesce(min(attempts), 0)::int as attempts,
        coalesce(extract(epoch from max(run_at) - now()), 0)::float as seconds
      from graphile_worker.jobs where task_identifier = 'deliver_message' and locked_at is null`,
  );
  return row!;
}

/** The wait for the next turn is over, as the queue itself would find. */
const skipTheWait = () =>
  town.ask(`update graphile_worker._private_jobs set run_at = now() where locked_at is null and task_id =
      (select id from graphile_worker._private_tasks where identifier = 'deliver_message');
    select pg_notify('jobs:insert', '{"count":10}')`);

test(
  'with the mail provider away for an hour each notice waits, and goes once when it is back',
  { timeout: longest_ms },
  async () => {
    const before = town.provider.takings.length;
    await town.provider.leave();
    const numbers = Array.from({ length: 10 }, (_, n) => 50_000 + n);
    for (const n of numbers) await persistently(n);
    const messages = numbers.filter(hasEmail).length;
    // The waits between the turns are the queue's own; only their passing is made short.
    let [passed, turns] = [0, 0];
    while (passed < 3_600) {
      const next = await until(async () => {
        const found = await waiting();
        return found.n === messages && found.attempts > turns && found;
      });
      turns += 1;
      passed += Math.max(0, next.seconds);
      if (passed < 3_600) await skipTheWait();
    }
    expect(await count(`from outbox where state = 'queued'`)).toBe(messages);
    await town.provider.comeBack();
    await skipTheWait();
    await town.allSent();
    const taken = town.provider.takings.length - before;
    tell(
      `mail provider away for ${Math.round(passed / 60)} min of the queue's time: ${turns} turns, ${messages} notices, ${taken} taken`,
    );
    expect(taken).toBe(messages);
    await expectAllInOrder();
  },
);
