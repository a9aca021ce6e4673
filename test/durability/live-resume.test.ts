import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { fileReport } from './filing-clients.ts';
import { addSupervisors, ask, installCities } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
let database: EmbeddedDatabase;
let doors: Program[];
let api_key: string;
let cookie: string;

const email = 'elena@metepec.example';
const password = 'una-frase-de-prueba-9';

beforeAll(async () => {
  database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  await addSupervisors(folder, [{ email, password }], environment);
  doors = [await startProgram(folder, environment), await startProgram(folder, environment)];
  const signed = await fetch(`${doors[0]!.url}/api/v1/session`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json', 'x-atiende': '1' } },
    body: JSON.stringify({ email, password }),
  });
  cookie = signed.headers.getSetCookie().join(';').split(';')[0]!;
});
afterAll(async () => {
  endEverything();
  await database.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

interface Heard {
  readonly ids: string[];
  position: string | undefined;
}

/** Listens as a browser does, into what was heard before, until as much was heard as is wanted or the line is cut. */
async function listen(door: Program, heard: Heard, wanted: () => boolean): Promise<void> {
  const last = heard.position === undefined ? {} : { 'last-event-id': heard.position };
  const answer = await fetch(`${door.url}/api/v1/events`, { headers: { cookie, ...last } });
  const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    while (!wanted()) {
      const { value, done } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        heard.position = /^id: (.+)$/m.exec(block)?.[1] ?? heard.position;
        heard.ids.push(...(/^data: {"id":"([^"]+)"/m.exec(block)?.slice(1) ?? []));
        expect(block).not.toContain('event: reset');
      }
    }
    await reader.cancel();
  } catch {
    // The process was killed: what was heard until then was heard.
  }
}

async function file(from: number, count: number): Promise<void> {
  for (let n = from; n < from + count; n += 1)
    expect((await fileReport({ url: doors[1]!.url, api_key }, n))?.status).toBe(200);
}
const allFiled = async () =>
  (await ask<{ id: string }>(database.owner_url, 'select id from petitions order by id')).map(({ id }) => id);

test('a listener whose process is killed goes on at another one: all that happened, and nothing before it', async () => {
  const heard: Heard = { ids: [], position: undefined };
  await file(0, 3);
  const listening = listen(doors[0]!, heard, () => false);
  await expect.poll(() => heard.position, { timeout: 30_000 }).toBeDefined();
  const before = heard.ids.length;
  await file(3, 3);
  await expect.poll(() => heard.ids.length, { timeout: 30_000 }).toBe(before + 3);
  await doors[0]!.end('SIGKILL');
  await listening;
  const until_the_kill = new Set(heard.ids);
  await file(6, 5);
  // PostgreSQL is killed too: a position outlives it.
  process.kill(elsewhere.postgres(), 'SIGKILL');
  await until(async () => (await fetch(`${doors[1]!.url}/readyz`)).status === 503);
  await until(async () => (await fetch(`${doors[1]!.url}/readyz`)).status === 200);
  await file(11, 2);
  const resumed: Heard = { ids: [], position: heard.position };
  await listen(doors[1]!, resumed, () => resumed.ids.length >= 7);
  expect([...until_the_kill, ...resumed.ids].toSorted()).toEqual((await allFiled()).slice(-10 - before));
  await file(13, 1);
  await listen(doors[1]!, resumed, () => resumed.ids.length >= 8);
  expect(resumed.ids.at(-1)).toBe((await allFiled()).at(-1));
});
