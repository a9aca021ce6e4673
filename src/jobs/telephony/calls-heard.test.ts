import { afterAll, beforeAll, expect, it } from 'vitest';
import { anExchange } from '../../../test/telephony/exchange.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { CallFact } from '../../core/telephony/call-fact.ts';
import { hearCalls } from './calls-heard.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

it('writes every other call although one cannot be written', async () => {
  const { exchange_id } = await anExchange(town, { port: 5038, agents: [] });
  const problems: unknown[] = [];
  const heard = hearCalls(town.app, exchange_id, (problem) => problems.push(problem));
  const joined = (linked_id: string, at: string): CallFact => ({
    ...{ linked_id, at, kind: 'joined', queue: 'atencion', number: null },
  });
  // The first one has an instant that is none: the database does not take it.
  heard.add([joined('1.1', 'ayer'), joined('2.1', town.app.now()), joined('3.1', town.app.now())]);
  const known = () =>
    town.asSystem((tx) =>
      tx
        .selectFrom('calls')
        .select('linked_id')
        .where('exchange_id', '=', exchange_id)
        .orderBy('linked_id')
        .execute(),
    );
  await expect
    .poll(async () => (await known()).map(({ linked_id }) => linked_id), { timeout: 10_000 })
    .toEqual(['2.1', '3.1']);
  expect(problems.length).toBeGreaterThan(0);
  await heard.stop();
});
