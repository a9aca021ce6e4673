import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawing } from '../../../test/telephony/simulated-day.ts';
import { factsOf } from './ami-facts.ts';
import { factsOfAri, type AriEvent } from './ari-facts.ts';
import type { AmiEvent, CallFact } from './call-fact.ts';
import { callFrom } from './call-record.ts';
import { namedAgents } from './found-later.ts';
import { readQueueLog } from './queue-log.ts';

// One call of an Asterisk 22 with the configuration of deploy/asterisk, as all three of its ways told it at once.
const recorded = (name: string) =>
  readFileSync(join(import.meta.dirname, `../../../test/telephony/recorded/asterisk-22-call.${name}`), 'utf8')
    .trim()
    .split(name === 'ami.txt' ? '\n\n' : '\n');
const ami = recorded('ami.txt').flatMap((block) =>
  factsOf(Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s))) as AmiEvent, ''),
);
const events = recorded('ari.jsonl').map((line) => JSON.parse(line) as AriEvent);
const ari = events.flatMap((event) => factsOfAri(event, ''));
const isAgent = (name: string) => name === 'PJSIP/501';
const call = (facts: readonly CallFact[]) => callFrom(facts, isAgent)!;

/** The same within a tenth of a second: each way has a clock of its own. */
function close(one: unknown, other: unknown): void {
  const instants = (value: unknown) =>
    JSON.parse(JSON.stringify(value), (_, part: unknown) =>
      typeof part === 'string' && /^\d{4}-.*Z$/.test(part) ? Date.parse(part) / 1000 : part,
    ) as Record<string, unknown>;
  const [a, b] = [instants(one), instants(other)];
  expect(Object.keys(a)).toEqual(Object.keys(b));
  for (const [name, value] of Object.entries(a))
    if (typeof value === 'number') expect(Math.abs(value - Number(b[name])), name).toBeLessThan(0.1);
    else if (Array.isArray(value)) value.forEach((part, n) => close(part, (b[name] as unknown[])[n]));
    else expect(b[name], name).toEqual(value);
}

it('tells the same call as the manager interface, however both are mixed and repeated', () => {
  const alone = call(ami);
  expect(alone).toMatchObject({ outcome: 'answered', queue: 'atencion', number: '4491234567' });
  const draw = drawing(5);
  for (let n = 0; n < 20; n += 1) {
    const mixed = [...ami, ...ari, ...ari.filter(() => draw() < 0.3)]
      .map((fact) => ({ fact, place: draw() }))
      .sort((one, other) => one.place - other.place);
    close(call(mixed.map(({ fact }) => fact)), alone);
  }
});

it('tells it without the queue when the manager interface says nothing', () => {
  expect(call(ari)).toMatchObject({
    ...{ direction: 'in', queue: null, number: '4491234567', outcome: 'answered', hangup_cause: 16 },
    legs: [{ interface: 'PJSIP/501', held_since: null }],
  });
  expect(call(ari).legs[0]!.hold_s).toBeGreaterThan(0);
});

it('has the same call on record, to the second', () => {
  const log = readQueueLog(Number.POSITIVE_INFINITY);
  const told = [...recorded('queue_log').flatMap(log.take), ...log.rest(Number.POSITIVE_INFINITY)];
  expect(told.map(({ linked_id }) => linked_id)).toEqual([call(ami).linked_id]);
  const logged = call(namedAgents(told[0]!.facts, new Map([['501', 'PJSIP/501']])));
  const { outcome, queue, number, legs } = call(ami);
  expect(logged).toMatchObject({ outcome, queue, number });
  expect(logged.legs).toMatchObject([{ channel_id: legs[0]!.channel_id, end_reason: 'agent' }]);
  expect(Math.abs(Date.parse(logged.ended_at!) - Date.parse(call(ami).ended_at!))).toBeLessThan(1_000);
});

it('follows a call that is handed on, and leaves one of which it is not known to which call it belongs', () => {
  const channel = (id: string, name: string) => ({ id, name, channelvars: { 'CHANNEL(linkedid)': '1.1' } });
  const [first, second] = [channel('1.2', 'PJSIP/501-0000002a'), channel('9.2', 'PJSIP/502-0000002b')];
  const timestamp = '2026-11-22T10:00:00.500-0600';
  const handed = { type: 'BridgeAttendedTransfer', timestamp, result: 'Success' };
  expect(factsOfAri({ ...handed, transferer_first_leg: first, transfer_target: second }, '')).toEqual([
    {
      ...{ at: '2026-11-22T16:00:00.500Z', linked_id: '1.1', kind: 'transferred', channel: '1.2' },
      to: { channel: '9.2', interface: 'PJSIP/502' },
    },
  ]);
  expect(factsOfAri({ ...handed, result: 'Fail', transferer_first_leg: first }, '')).toEqual([]);
  const bare = { id: '1.2', name: 'PJSIP/501-0000002a' };
  expect(factsOfAri({ type: 'ChannelDestroyed', channel: bare, cause: 16 }, '')).toEqual([]);
});
