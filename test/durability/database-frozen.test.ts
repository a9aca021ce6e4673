import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { fileReport } from './filing-clients.ts';
import { signalAll, slowLine, type SlowLine } from './hindered-database.ts';
import { ask, installCities } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
let database: EmbeddedDatabase;
let line: SlowLine;
let program: Program;
let api_key: string;

beforeAll(async () => {
  database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
  line = await slowLine(database.url);
  const environment = {
    DATABASE_URL: line.url,
    DATABASE_DIRECT_URL: database.url,
    DATABASE_OWNER_URL: database.owner_url,
  };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  program = await startProgram(folder, environment);
});
afterAll(async () => {
  signalAll(database.process_id()!, 'SIGCONT');
  endEverything();
  await line.close();
  await database.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

const filing = () => ({ url: program.url, api_key });
const ready = async () => (await fetch(`${program.url}/readyz`, timely())).status;
/** Longer than any answer may take, and far shorter than the test. */
const timely = () => ({ signal: AbortSignal.timeout(25_000) });
const folios = async () => {
  const [row] = await ask<{ n: number }>(
    database.owner_url,
    'select count(*)::int as n from petitions where folio is not null',
  );
  return row!.n;
};

test('a frozen database gives everybody a 503 in bounded time, gives back what was typed, and works again by itself', async () => {
  const form = async (path: string, cookie: string, fields?: Record<string, string>) => {
    const response = await fetch(program.url + path, {
      ...{ ...timely(), redirect: 'manual' as const, headers: { cookie, accept: 'text/html' } },
      ...(fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) }),
    });
    const html = await response.text();
    const cookies = response.headers.getSetCookie().map((one) => one.split(';')[0]);
    return {
      ...{ status: response.status, retry_after: response.headers.get('retry-after'), html },
      ...{ cookie: [cookie, ...cookies].filter(Boolean).join('; ') },
      token: /name="_csrf"\s+value="([^"]*)"/.exec(html)?.[1] ?? '',
    };
  };
  const begun = await form('/solicitud?tema=alumbrado', '');
  const first = await form('/solicitud', begun.cookie, { tema: 'alumbrado', _csrf: begun.token });
  const what = await form('/solicitud/que', first.cookie);
  const typed = { _csrf: what.token, descripcion: 'Sin luz & a oscuras', hacer: 'seguir' };

  signalAll(database.process_id()!, 'SIGSTOP');
  const waited = await Promise.all([
    form('/solicitud/que', first.cookie, typed),
    ...Array.from({ length: 30 }, (_, n) => fileReport(filing(), n)),
  ]);
  expect(waited.map((answer) => answer?.status)).toEqual(Array(31).fill(503));
  expect(waited.map((answer) => answer?.retry_after)).toEqual(Array(31).fill('5'));
  expect(waited[0]).toMatchObject({ html: expect.stringContaining('value="Sin luz &#38; a oscuras"') });
  // It is known by now: nobody waits any more.
  expect(await ready()).toBe(503);
  expect((await fetch(`${program.url}/livez`)).status).toBe(200);

  signalAll(database.process_id()!, 'SIGCONT');
  await until(async () => (await ready()) === 200);
  const again = await form('/solicitud/que', first.cookie, typed);
  expect(again.status).toBe(303);
  for (let n = 0; n < 30; n += 10) expect((await fileReport(filing(), n))?.folio).toMatch(/^MET-/);
  expect(await folios()).toBe(3);
});

test('on a line where every word takes two seconds a filing takes long and is done once, and nothing piles up', async () => {
  const before = await folios();
  line.delay(2_000);
  // Each has its own patience, as a browser has; the client asks again under the same key.
  const slow = await fetch(`${program.url}/open311/v2/services.json`, {
    signal: AbortSignal.timeout(60_000),
  });
  expect(slow.status).toBe(200);
  const many = await Promise.all(
    Array.from({ length: 24 }, async () => {
      const response = await fetch(`${program.url}/`, { signal: AbortSignal.timeout(60_000) });
      return [response.status, response.headers.get('retry-after')];
    }),
  );
  expect(many.filter(([status]) => status === 200).length).toBeGreaterThan(0);
  expect(many.filter(([status]) => status !== 200)).toEqual(
    many.filter(([status]) => status !== 200).map(() => [503, '5']),
  );
  line.delay(0);
  await until(async () => (await ready()) === 200);
  expect((await fileReport(filing(), 900))?.folio).toMatch(/^MET-/);
  expect(await folios()).toBe(before + 1);
});
