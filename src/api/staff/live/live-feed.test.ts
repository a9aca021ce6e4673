import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../../test/builders.ts';
import { aConsole } from '../../../../test/console.ts';
import { aQueue } from '../../../../test/queue-calls.ts';
import { aTown, type Town } from '../../../../test/town.ts';
import type { App, Heard } from '../../../actions/app.ts';
import { addNote } from '../../../actions/petitions/add-note.ts';
import { sayLink } from '../../../actions/telephony/say-link.ts';
import { tellBoards } from '../../../store/board-news.ts';
import { openChangeFeed } from '../../../store/change-feed.ts';
import { sessionCookie } from '../session-cookie.ts';

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

interface Listening {
  /** Reads on until all that was read so far matches, or the stream is over. */
  (wanted: RegExp): Promise<string>;
  readonly token: string;
}

/** A process with a console on a port, and how somebody of the cast listens to it. */
async function aFeed(change: Partial<App> = {}) {
  const { server, as, browser } = await aConsole({ ...town.app, ...change });
  await server.listen({ port: 0, host: '127.0.0.1' });
  closers.push(() => server.close());
  const address = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}/api/v1/events`;
  const open = (token: string, last?: string) =>
    fetch(address, {
      headers: {
        cookie: `${sessionCookie}=${token}`,
        ...(last === undefined ? {} : { 'last-event-id': last }),
      },
    });
  return {
    ...{ address, open, browser },
    stop: () => server.close(),
    tokenOf: async (name: string) => (await as(town.staff[name]!)).token!,
    async listen(name: string, last?: string): Promise<Listening> {
      const token = (await as(town.staff[name]!)).token!;
      const reader = (await open(token, last)).body!.pipeThrough(new TextDecoderStream()).getReader();
      closers.unshift(() => reader.cancel());
      let text = '';
      const read = async (wanted: RegExp) => {
        while (!wanted.test(text)) {
          const { value, done } = await reader.read();
          text += value ?? '';
          if (done) break;
        }
        return text;
      };
      return Object.assign(read, { token });
    },
  };
}
const aNote = (to = petition_id) => addNote(town.app, system, { petition_id: to, body: 'Una nota' });
const idsIn = (text: string) =>
  [...text.matchAll(/event: petition\ndata: {"id":"([^"]+)"}/g)].map(([, id]) => id);
const positionIn = (text: string) => [...text.matchAll(/^id: (.+)$/gm)].at(-1)![1]!;
const elsewhere = () => aPetition(town, { place: { address_text: 'Calle 1', zone_code: 'coyoacan' } });

async function hearing(): Promise<Partial<App>> {
  const changes = openChangeFeed(town.url);
  closers.push(changes.close);
  await expect.poll(changes.isListening, { timeout: 5_000 }).toBe(true);
  return { changes };
}

it('looks for changes while the database does not tell, for who may see them', async () => {
  const { address, listen } = await aFeed();
  const [own, foreign] = [await listen('julian'), await listen('carla')];
  await aNote();
  expect(idsIn(await own(/event: petition/))).toEqual([petition_id]);
  expect(await foreign(/(beat[^]*){2}/)).not.toContain(petition_id);
  const nobody = await fetch(address);
  expect(nobody.status).toBe(401);
});

it('tells at once what the database tells, whichever process did it', async () => {
  // The next look is 15 seconds away, longer than this test may last.
  const { listen } = await aFeed(await hearing());
  const [own, foreign] = [await listen('julian'), await listen('carla')];
  await aNote();
  expect(idsIn(await own(/event: petition/))).toEqual([petition_id]);
  const { petition_id: hers } = await elsewhere();
  // The first thing that Carla is told is her own.
  expect(idsIn(await foreign(/event: petition/))).toEqual([hers]);
}, 12_000);

it('tells that a board moved to whoever may see it, and to nobody else', async () => {
  const { exchange_id, authority_id } = await aQueue(town);
  const { listen } = await aFeed(await hearing());
  const named = ['supervisor.iztapalapa', 'agent.iztapalapa', 'supervisor.coyoacan'];
  const [own, agent, foreign] = await Promise.all(named.map((name) => listen(name)));
  for (const one of [own!, agent!, foreign!]) await one(/event: beat[^]*"is_heard":true/);
  await sayLink(town.app, system, { exchange_id, link: 'up' });
  expect(await own!(/event: board/)).toContain('data: {"board":"calls","id":null}');
  const place = { city_id: town.city_id, authority_id, unit_id: null };
  await town.asSystem((tx) => tellBoards(tx, [{ board: 'turns', id: exchange_id, ...place }]));
  // What came before it, of calls, was not for who attends.
  expect(await agent!(/event: board/)).not.toContain('calls');
  await elsewhere();
  expect(await foreign!(/event: petition/)).not.toContain('event: board');
}, 12_000);

it('tells one who has just come what changed while the window opened', async () => {
  const { listen } = await aFeed(await hearing());
  const [own, foreign] = [await listen('julian'), await listen('carla')];
  await own(/id: /);
  await aNote();
  await own(/event: petition/);
  const told = await (await listen('julian'))(/id: /);
  expect(idsIn(told)).toEqual([petition_id]);
  expect(idsIn(await (await listen('carla'))(/id: /))).toEqual([]);
  expect(idsIn(await foreign(/id: /))).toEqual([]);
});

it('ends with the server, says when to come again, and nobody waits for a console that listens', async () => {
  const { open, tokenOf, stop } = await aFeed();
  const ended = (await open(await tokenOf('julian'))).text();
  await stop();
  expect(await ended).toMatch(/retry: \d+[^]*retry: \d+/);
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

describe('a client that was away', () => {
  it('goes on from where it was, at another process: all it missed, nothing twice, nothing of others', async () => {
    const first = await aFeed();
    const [position, theirs] = [
      positionIn(await (await first.listen('julian'))(/id: /)),
      positionIn(await (await first.listen('carla'))(/id: /)),
    ];
    for (const close of closers.splice(0)) await close();
    const { petition_id: hers } = await elsewhere();
    const { petition_id: other } = await aPetition(town);
    await aNote();
    await aNote();
    const second = await aFeed(await hearing());
    const told = await (await second.listen('julian', position))(/id: /);
    expect(idsIn(told)).toEqual([other, petition_id]);
    expect(idsIn(await (await second.listen('carla', theirs))(/id: /))).toEqual([hers]);
    const again = await second.listen('julian', positionIn(told));
    expect(idsIn(await again(/id: /))).toEqual([]);
    await aNote(other);
    expect(idsIn(await again(/event: petition/))).toEqual([other]);
  });

  it('misses no transaction that began before another and committed after it', async () => {
    const { listen } = await aFeed(await hearing());
    const own = await listen('julian');
    await own(/id: /);
    const late = new pg.Client(town.url);
    await late.connect();
    await late.query(`begin; set local atiende.actor = 'system'`);
    await late.query('update petitions set version = version + 1 where id = $1', [petition_id]);
    const { petition_id: early } = await aPetition(town);
    const told = await own(/event: petition/);
    expect(idsIn(told)).toEqual([early]);
    await late.query('commit');
    await late.end();
    // Another change, since this way of writing tells nobody.
    await aNote(early);
    const resumed = await (await listen('julian', positionIn(told)))(/event: petition/);
    expect(new Set(idsIn(resumed))).toEqual(new Set([petition_id, early]));
    const live = await own(new RegExp(`${petition_id}"}`));
    expect(idsIn(live)).toContain(petition_id);
  });

  it('reads its lists again where nobody knows what it missed', async () => {
    const { listen } = await aFeed();
    const position = positionIn(await (await listen('julian'))(/id: /));
    for (const unknown of [
      ...['2026-04-29T15:00:00.000Z', "1.1.00000001~1:1:' or true", position.replace(/^\d+/, '7')],
      ...[position.replace(/~.*/, '~9:3:'), position.replace(/~.*/, '~99999999999999999999:1:')],
    ]) {
      const told = await (await listen('julian', unknown))(/id: /);
      expect([unknown, /event: (\w+)/.exec(told)![1]]).toEqual([unknown, 'reset']);
      expect(positionIn(told)).toMatch(/^\d+\.\d+\.[0-9A-F]{8}~\d+:\d+:/);
    }
  });

  it('reads them again when it missed too much, and so does who listens, if it concerns them', async () => {
    const { listen } = await aFeed(await hearing());
    const [own, foreign] = [await listen('julian'), await listen('carla')];
    const position = positionIn(await own(/id: /));
    await foreign(/id: /);
    const owner = new pg.Client(town.owner_url);
    await owner.connect();
    await owner.query(`set atiende.actor = 'system'`);
    await owner.query(
      `insert into petitions select r.* from generate_series(1, 501) n join petitions p on p.id = $1
       cross join lateral jsonb_populate_record(null::petitions, to_jsonb(p) || jsonb_build_object(
         'id', gen_random_uuid(), 'folio', 'X-' || n, 'changed_in', pg_current_xact_id()::text)) r`,
      [petition_id],
    );
    await owner.query(`select pg_notify('petition_changed', json_build_object('id', $1::text)::text)`, [
      petition_id,
    ]);
    await owner.end();
    expect(await own(/event: reset\ndata: {"within_ms":\d+}/)).not.toContain('event: petition');
    const { petition_id: hers } = await elsewhere();
    const told = await foreign(/event: petition/);
    expect([idsIn(told), told.includes('reset')]).toEqual([[hers], false]);
    const back = await (await listen('julian', position))(/id: /);
    expect([back.includes('event: reset'), idsIn(back)]).toEqual([true, []]);
  });
});

describe('who may listen', () => {
  it('is asked again: signing out ends the stream, and so does another role', async () => {
    const { listen, browser } = await aFeed();
    const [gone, changed, stays] = [await listen('berta'), await listen('omar'), await listen('julian')];
    for (const one of [gone, changed, stays]) await one(/(event: beat[^]*){2}/);
    await browser(gone.token)('sign_out');
    await town.asSystem((tx) =>
      tx
        .updateTable('role_grants')
        .set({ revoked_at: town.app.now() })
        .where('user_id', '=', town.staff['omar']!.user_id)
        .execute(),
    );
    // Each reads to its end, which comes with one of the next beats.
    await gone(/never/);
    await changed(/never/);
    await aNote();
    expect(await stays(/event: petition/)).toContain(petition_id);
  }, 20_000);

  it('has so many windows and no more', async () => {
    const { open, tokenOf } = await aFeed();
    const [token, other] = [await tokenOf('julian'), await tokenOf('julian')];
    const many = await Promise.all(Array.from({ length: 12 }, () => open(token)));
    expect(many.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    const one_more = await open(token);
    expect(one_more.status).toBe(429);
    const elsewhere_too = await open(other);
    expect(elsewhere_too.status).toBe(200);
    await many[0]!.body!.cancel();
    await expect.poll(async () => (await open(token)).status, { timeout: 5_000 }).toBe(200);
  });
});
