import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { App, Heard } from '../../actions/app.ts';
import { addNote } from '../../actions/petitions/add-note.ts';
import { openChangeFeed } from '../../store/change-feed.ts';
import { sessionCookie } from './session-cookie.ts';

const system = { kind: 'system' } as const;
let town: Town;
let petition_id: string;
const closers: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  town = await aTown();
  ({ petition_id } = await aPetition(town));
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});
afterAll(() => town.drop());

/** A console on a port, and how somebody of the cast listens to it. */
async function aFeed(change: Partial<App> = {}) {
  const { server, as } = await aConsole({ ...town.app, ...change });
  await server.listen({ port: 0, host: '127.0.0.1' });
  closers.push(() => server.close());
  const address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/api/v1/events`;
  return {
    address,
    async listen(name: string, last?: string): Promise<(wanted: RegExp) => Promise<string>> {
      const headers = {
        cookie: `${sessionCookie}=${(await as(town.staff[name]!)).token}`,
        ...(last === undefined ? {} : { 'last-event-id': last }),
      };
      const answer = await fetch(address, { headers });
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      closers.unshift(() => reader.cancel());
      return async (wanted) => {
        for (let text = ''; ;) {
          const { value, done } = await reader.read();
          text += value ?? '';
          if (done || wanted.test(text)) return text;
        }
      };
    },
  };
}
const aNote = () => addNote(town.app, system, { petition_id, body: 'Una nota' });

it('looks for changes while the database does not tell, for who may see them, and for what was missed', async () => {
  const { address, listen } = await aFeed();
  const [own, foreign] = [await listen('julian'), await listen('carla')];
  await aNote();
  expect(await own(/event: petition/)).toContain(petition_id);
  expect(await foreign(/beat/)).not.toContain(petition_id);
  const missed = await listen('julian', '2026-04-29T15:00:00.000Z');
  expect(await missed(/event: petition/)).toContain(petition_id);
  const nobody = await fetch(address);
  expect(nobody.status).toBe(401);
});

it('tells at once what the database tells, whichever process did it', async () => {
  // The next look is 15 seconds away, longer than this test may last.
  const heard = openChangeFeed(town.url);
  closers.push(heard.close);
  await expect.poll(heard.isListening, { timeout: 5_000 }).toBe(true);
  const { listen } = await aFeed({ changes: heard });
  const [own, foreign] = [await listen('julian'), await listen('carla')];
  await aNote();
  expect(await own(/event: petition/)).toContain(petition_id);
  const elsewhere = await aPetition(town, { place: { address_text: 'Calle 1', zone_code: 'coyoacan' } });
  // The first thing that Carla is told is her own.
  const told = await foreign(/event: petition/);
  expect(told).toContain(elsewhere.petition_id);
  expect(told).not.toContain(petition_id);
}, 12_000);

it('ends with the server: nobody waits for a console that listens', async () => {
  const { server, as } = await aConsole(town.app);
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const headers = { cookie: `${sessionCookie}=${(await as(town.staff['julian']!)).token}` };
  const answer = await fetch(`${address}/api/v1/events`, { headers });
  const ended = answer.text();
  await server.close();
  expect(await ended).toContain('retry:');
}, 12_000);

it('looks by itself again when the database stops telling, and ends its subscription with its last listener', async () => {
  const hearers = new Set<(heard: Heard) => void>();
  const now = { listening: true };
  const { listen } = await aFeed({
    changes: {
      isListening: () => now.listening,
      subscribe: (hear) => (hearers.add(hear), () => void hearers.delete(hear)),
      close: async () => undefined,
    },
  });
  const own = await listen('julian');
  await expect.poll(() => hearers.size).toBe(1);
  now.listening = false;
  for (const hear of hearers) hear({ kind: 'listening', now: false });
  await aNote();
  expect(await own(/event: petition/)).toContain(petition_id);
  await closers.shift()!();
  await expect.poll(() => hearers.size, { timeout: 5_000 }).toBe(0);
}, 12_000);
