import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../store/ids.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { addCounts, countCalls, figuresOf, noCalls } from '../../core/telephony/metrics.ts';
import { aQueue, aQueueCall, type CallMade } from '../../../test/queue-calls.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { exportCallFigures } from './call-figures-table.ts';
import { callFigures } from './call-figures.ts';
import { queueBoard } from './queue-board.ts';
import type { Asker } from './list-petitions.ts';

let town: Town;
let queue: Awaited<ReturnType<typeof aQueue>>;
let other: Awaited<ReturnType<typeof aQueue>>;

const asking = async (name: string): Promise<Asker> => ({
  actor: town.staff[name]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});

/** In the town it is six hours earlier: the first hour of these is 10, the second 11. */
const made: readonly CallMade[] = [
  { queued_at: '2026-04-29T16:00:00Z', wait_s: 20, parts: [{ user_id: '', talk_s: 100, wrap_s: 20 }] },
  {
    ...{ queued_at: '2026-04-29T16:10:00Z', wait_s: 21 },
    parts: [
      { user_id: '', talk_s: 60 },
      { user_id: '', talk_s: 40, wrap_s: 10 },
    ],
  },
  { queued_at: '2026-04-29T16:20:00Z', wait_s: 3 },
  { queued_at: '2026-04-29T17:05:00Z', wait_s: 5 },
  { queued_at: '2026-04-29T17:06:00Z', wait_s: 90 },
  { queued_at: '2026-04-29T17:07:00Z', wait_s: 300, outcome: 'missed' },
];

beforeAll(async () => {
  town = await aTown();
  queue = await aQueue(town);
  other = await aQueue(town, { authority: 'coyoacan', code: 'otra', name: 'Otra' });
  const user_id = town.staff['julian']!.user_id;
  for (const one of made) {
    const parts = one.parts?.map((part) => ({ ...part, user_id }));
    await aQueueCall(town, queue, parts === undefined ? one : { ...one, parts });
  }
  await aQueueCall(town, queue, { queued_at: '2026-04-28T16:00:00Z', wait_s: 1 });
  await aQueueCall(town, other, { queued_at: '2026-04-29T16:00:00Z', wait_s: 1 });
});
afterAll(() => town.drop());

it('counts in SQL what the formulas count call by call', async () => {
  const asker = await asking('marta');
  const { rows, queues } = await callFigures(town.app, asker, { queue: queue.queue_id });
  const goal = queues.find(({ id }) => id === queue.queue_id)!;
  expect(rows.map(({ key, offered }) => [key, offered])).toEqual([
    ['10', 3],
    ['11', 3],
  ]);
  const calls = made.map(({ wait_s, outcome, parts = [] }) => ({
    outcome: outcome ?? (parts.length > 0 ? ('answered' as const) : ('abandoned' as const)),
    wait_s,
    handled_s: parts.reduce((all, { talk_s, wrap_s = 0 }) => all + talk_s + wrap_s, 0),
    was_transferred: parts.length > 1,
    was_closed: false,
  }));
  const whole = rows.reduce(addCounts, noCalls);
  expect(whole).toEqual(countCalls(calls, goal));
  expect(figuresOf(whole).handling_s).toBe(115);
  expect(figuresOf(whole).service_level_answered).toBeCloseTo(1 / 4, 10);
});

it('counts by day, and every queue that is supervised and no other', async () => {
  const days = await callFigures(town.app, await asking('marta'), {
    ...{ from: '2026-04-28', until: '2026-04-29', by: 'day' },
  });
  const of_queue = days.rows.filter(({ queue_id }) => queue_id === queue.queue_id);
  expect(of_queue.map(({ key, offered }) => [key, offered])).toEqual([
    ['2026-04-28', 1],
    ['2026-04-29', 6],
  ]);
  const seen = await callFigures(town.app, await asking('supervisor.iztapalapa'), {});
  expect(seen.queues.map(({ id }) => id)).toEqual([queue.queue_id]);
  const elsewhere = await callFigures(town.app, await asking('supervisor.iztapalapa'), {
    queue: other.queue_id,
  });
  expect(elsewhere.rows).toEqual([]);
});

it('measures agents against the time in which they were there for calls', async () => {
  const { user_id } = town.staff['julian']!;
  const authority_id = town.authorities['iztapalapa']!;
  const state = (state: string, since: string, until: string | null) => ({
    ...{ id: newId(), city_id: town.city_id, authority_id, user_id, state, since, until },
    reason: state === 'paused' ? 'meal' : null,
  });
  await town.asSystem((tx) =>
    tx
      .insertInto('agent_states')
      .values([
        state('available', '2026-04-29T14:00:00Z', '2026-04-29T15:00:00Z'),
        state('paused', '2026-04-29T15:00:00Z', '2026-04-29T15:30:00Z'),
        state('available', '2026-04-29T15:30:00Z', null),
      ])
      .execute(),
  );
  const { agents } = await callFigures(town.app, await asking('supervisor.iztapalapa'), {});
  // Now it is 16:00.
  expect(agents).toEqual([
    { user_id, name: 'Julián', logged_s: 7200, paused_s: 1800, answered: 2, handled_s: 230 },
  ]);
  expect((await callFigures(town.app, await asking('supervisor.coyoacan'), {})).agents).toEqual([]);
});

it('writes the same with its shares as a table', async () => {
  const { table } = await exportCallFigures(town.app, await asking('supervisor.iztapalapa'), {});
  const pages = [];
  for await (const page of table.pages) pages.push(page);
  expect(table.header.slice(0, 4)).toEqual(['Cola', 'Hora', 'Entraron a la cola', 'Atendidas']);
  expect(pages.flat()[0]).toEqual(['Atención', '10:00', 3, 2, 1, 1, 0, 0, 1, 0.5, 0.6667, 0, 20.5, 115, 0.5]);
});

it('counts who called in vain while the queue was closed against nobody, and says on the board that it is', async () => {
  const wednesday = [{ weekday: 3, opens: '09:00', closes: '10:30' }];
  const short = await aQueue(town, { code: 'manana', name: 'Mañana', own_hours: wednesday });
  const { user_id } = town.staff['julian']!;
  const call = (queued_at: string, parts?: CallMade['parts']) =>
    aQueueCall(town, short, { queued_at, wait_s: 40, ...(parts === undefined ? {} : { parts }) });
  // At 10:29, at half past ten, and half a minute before nine; answered though it was closed.
  await call('2026-04-29T16:29:59Z');
  await call('2026-04-29T16:30:00Z');
  await call('2026-04-29T14:59:30Z');
  await call('2026-04-29T17:00:00Z', [{ user_id, talk_s: 60 }]);
  const asker = await asking('supervisor.iztapalapa');
  const asked = { queue: short.queue_id, by: 'day' as const };
  const { rows } = await callFigures(town.app, asker, asked);
  expect(rows).toMatchObject([{ offered: 2, closed: 2, answered: 1, abandoned: 1, missed: 0 }]);
  const board = async (now: string) =>
    (await queueBoard({ ...town.app, now: () => now }, asker)).queues.find(({ id }) => id === short.queue_id);
  expect(await board('2026-04-29T16:29:00Z')).toMatchObject({ is_open: true, opens_at: null });
  expect(await board('2026-04-29T16:30:00Z')).toMatchObject({
    ...{ is_open: false, opens_at: '2026-05-06T15:00:00Z' },
  });
});
