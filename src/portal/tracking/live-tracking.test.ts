import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, visitor } from '../../../test/portal-visitor.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { addNote } from '../../actions/petitions/add-note.ts';
import { askCitizen } from '../../actions/petitions/ask-citizen.ts';
import { reissueAccessKey } from '../../actions/petitions/reissue-access-key.ts';
import { openChangeFeed, type ChangeFeed } from '../../store/change-feed.ts';
import { accessKeyFor } from '../../store/secrets.ts';

let town: Town;
let changes: ChangeFeed;
let petition: { petition_id: string; folio: string };
let server: Awaited<ReturnType<typeof portalServer>>;
let address: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  town = await aTown();
  changes = openChangeFeed(town.url);
  await vi.waitUntil(changes.isListening, { timeout: 10_000 });
  petition = await aPetition(town, { stage: 'in_work' });
  server = await portalServer({ ...town.app, changes });
  await server.listen({ port: 0, host: '127.0.0.1' });
  address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(async () => {
  await server.close();
  await changes.close();
  await town.drop();
});

/** The cookies of a browser that was shown the key. */
async function withKey(of: { petition_id: string; folio: string }, issue = 1): Promise<string> {
  const who = visitor(server);
  await who.get(`/s/${of.folio}/${accessKeyFor(town.app.keys, of.petition_id, issue)}`);
  return [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
}

const ask = (cookie: string, act = 'avisos') =>
  fetch(`${address}/seguimiento/${petition.folio}/${act}`, { headers: { cookie } });

async function listen(cookie: string): Promise<(wanted: RegExp) => Promise<string>> {
  const reader = (await ask(cookie)).body!.pipeThrough(new TextDecoderStream()).getReader();
  closers.push(() => reader.cancel());
  let text = '';
  return async (wanted) => {
    while (!wanted.test(text)) {
      const { value, done } = await reader.read();
      text += value ?? '';
      if (done) break;
    }
    return text;
  };
}
const shown = async (cookie: string) =>
  /data-version="(\d+)"/.exec(await (await ask(cookie, '')).text())?.[1];
const note = () =>
  addNote(town.app, town.staff['julian']!, { petition_id: petition.petition_id, body: 'Nota' });

it('tells who holds the key where the petition stands and what changes for them, and nothing of notes', async () => {
  const cookie = await withKey(petition);
  const told = await listen(cookie);
  const version = await shown(cookie);
  expect(await told(/data/)).toContain(`event: version\ndata: ${version}\n`);
  await note();
  expect(await shown(cookie)).toBe(version);
  const { petition_id } = petition;
  await askCitizen(town.app, town.staff['julian']!, { petition_id, body: '¿Cuál poste?' });
  const all = await told(/data[^]*data/);
  const now = await shown(cookie);
  expect([...all.matchAll(/data: (\d+)/g)].map(([, one]) => one)).toEqual([version, now]);
  expect(now).not.toBe(version);
  expect(await (await ask(cookie, 'version')).json()).toEqual({ version: Number(now) });
});

it('has nothing for who holds no key, a key of another one, or too many windows', async () => {
  const other = await aPetition(town);
  for (const cookie of ['', await withKey(other)]) expect((await ask(cookie)).status).toBe(204);
  const cookie = await withKey(petition);
  const windows = await Promise.all(Array.from({ length: 6 }, () => ask(cookie)));
  expect(windows.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect((await ask(cookie)).status).toBe(204);
  await windows[0]!.body!.cancel();
  await expect.poll(async () => (await ask(cookie)).status, { timeout: 5_000 }).toBe(200);
  for (const { body } of windows.slice(1)) await body!.cancel();
});

it('ends when the key is issued again: it opens nothing any more', async () => {
  const mine = await aPetition(town);
  const cookie = await withKey(mine);
  petition = mine;
  const told = await listen(cookie);
  await told(/data/);
  await reissueAccessKey(town.app, town.staff['marta']!, { petition_id: mine.petition_id });
  // It is read to its end.
  await told(/never/);
  expect((await ask(cookie)).status).toBe(204);
  expect((await ask(await withKey(mine, 2))).status).toBe(200);
});
