import { afterAll, beforeAll, expect, it } from 'vitest';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { aQueue, aQueueCall } from '../../../test/queue-calls.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { Asker } from './list-petitions.ts';
import { staffingHistory } from './staffing.ts';

let town: Town;
let asker: Asker;
let queue: Awaited<ReturnType<typeof aQueue>>;

beforeAll(async () => {
  town = await aTown();
  asker = {
    actor: town.staff['marta']!,
    city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
  };
  queue = await aQueue(town);
  const { user_id } = town.staff['julian']!;
  // Three Wednesdays at 9:30 in the town, with two, four and no calls; and today, which is not over.
  const days = { '2026-04-08': 2, '2026-04-15': 4, '2026-04-29': 9 };
  for (const [date, calls] of Object.entries(days))
    for (let n = 0; n < calls; n += 1)
      await aQueueCall(town, queue, {
        ...{ queued_at: `${date}T15:4${n}:00Z`, wait_s: 5 },
        parts: n === 0 ? [{ user_id, talk_s: 170, wrap_s: 10 }] : [],
      });
});
afterAll(() => town.drop());

it('takes the median of the weeks since the queue has calls, and leaves today out', async () => {
  const told = await staffingHistory(town.app, asker, { queue: queue.queue_id, weekday: 3 });
  expect(told).toMatchObject({ weekday: 3, weeks: 3, handling_s: 180 });
  expect(told.slots).toEqual([{ slot: 19, calls: 2 }]);
});

it('knows nothing of a weekday without calls', async () => {
  const told = await staffingHistory(town.app, asker, { queue: queue.queue_id, weekday: 7 });
  expect(told).toMatchObject({ weekday: 7, handling_s: null, slots: [] });
});
