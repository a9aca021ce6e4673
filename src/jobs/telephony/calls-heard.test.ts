import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anExchange } from '../../../test/telephony/exchange.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { CallFact } from '../../core/telephony/call-fact.ts';
import { hearCalls } from './calls-heard.ts';

let town: Town;
let exchange_id: string;
beforeAll(async () => {
  town = await aTown();
  ({ exchange_id } = await anExchange(town, { port: 5038, agents: [] }));
});
afterAll(() => town.drop());

const joined = (linked_id: string, at: string): CallFact => ({
  ...{ linked_id, at, kind: 'joined', queue: 'atencion', number: null },
});
const known = async () => {
  const rows = await town.asSystem((tx) =>
    tx
      .selectFrom('calls')
      .select('linked_id')
      .where('exchange_id', '=', exchange_id)
      .orderBy('linked_id')
      .execute(),
  );
  return rows.map(({ linked_id }) => linked_id);
};

it('writes every other call although one cannot be written', async () => {
  const problems: unknown[] = [];
  const heard = hearCalls(town.app, exchange_id, (problem) => problems.push(problem));
  // The first one has an instant that is none: the database does not take it.
  heard.add([joined('1.1', 'ayer'), joined('2.1', town.app.now()), joined('3.1', town.app.now())]);
  await expect.poll(known, { timeout: 10_000 }).toEqual(['2.1', '3.1']);
  expect(problems.length).toBeGreaterThan(0);
  await heard.stop();
});

it('writes what is heard of a call while it is being written', async () => {
  const heard = hearCalls(town.app, exchange_id, () => undefined);
  let compared: Promise<void> | undefined;
  const [linked_id, at] = ['4.1', town.app.now()];
  await town.asSystem(async (tx) => {
    await sql`LOCK TABLE calls IN SHARE MODE`.execute(tx);
    heard.add([joined(linked_id, at)]);
    compared = heard.flush();
    await pause(100);
    // The moment to write it comes while the first part still waits to be written.
    heard.add([
      { linked_id, at, kind: 'abandoned', waited_s: 4 },
      { linked_id, at, kind: 'hung_up', channel: linked_id, cause: 16 },
    ]);
    await pause(200);
  });
  await compared;
  const outcome = () =>
    town.asSystem((tx) =>
      tx.selectFrom('calls').select('outcome').where('linked_id', '=', linked_id).executeTakeFirst(),
    );
  await expect.poll(outcome, { timeout: 10_000 }).toEqual({ outcome: 'abandoned' });
  await heard.stop();
});
