import { expect, it } from 'vitest';
import { callFrom } from './call-record.ts';
import { factsHeard, isEndGuessed, namedAgents } from './found-later.ts';
import { readQueueLog } from './queue-log.ts';

const epoch = Date.UTC(2026, 10, 16, 15) / 1000;
const at = (second: number) => new Date((epoch + second) * 1000).toISOString();
const line = (second: number, ...words: (string | number)[]) => [epoch + second, '1.1', ...words].join('|');
const entered = line(0, 'atencion', 'NONE', 'ENTERQUEUE', '', '4491234567', 1);
const isAgent = (name: string) => /^PJSIP\/50\d$/.test(name);
const interfaces = new Map([
  ['501', 'PJSIP/501'],
  ['502', 'PJSIP/502'],
]);

function read(lines: readonly string[], settled_s = Number.POSITIVE_INFINITY) {
  const log = readQueueLog(Number.POSITIVE_INFINITY);
  const calls = [...lines.flatMap(log.take), ...log.rest(settled_s)];
  return calls.map((call) => callFrom(namedAgents(call.facts, interfaces), isAgent)!);
}

it('makes a call up from what the exchange has on record, with who spoke, and their channel', () => {
  const [call, ...others] = read([
    entered,
    line(5, 'atencion', '501', 'RINGNOANSWER', 4000),
    line(9, 'atencion', 'Local/502@from-queue/n', 'CONNECT', 9, '1.7', 3),
    line(69, 'atencion', 'Local/502@from-queue/n', 'COMPLETEAGENT', 9, 60, 1),
  ]);
  expect(others).toEqual([]);
  expect(call).toMatchObject({
    ...{ direction: 'in', queue: 'atencion', number: '4491234567', outcome: 'answered', wait_s: 9 },
    ...{ queued_at: at(0), answered_at: at(9), ended_at: at(69) },
    legs: [{ channel_id: '1.7', interface: 'PJSIP/502', rang_at: at(6), end_reason: 'agent' }],
  });
});

it('follows who is sent on to another queue, and tells no call before it is over', () => {
  const sent = [
    entered,
    line(60, 'atencion', 'NONE', 'EXITWITHTIMEOUT', 1, 1, 60),
    line(61, 'otra', 'NONE', 'ENTERQUEUE', '', '4491234567', 1),
  ];
  expect(read(sent)).toEqual([]);
  expect(read(sent.slice(0, 2))).toMatchObject([{ outcome: 'missed', wait_s: 60 }]);
  const taken = [
    ...sent,
    line(80, 'otra', '501', 'CONNECT', 19, '1.9', 2),
    line(140, 'otra', '501', 'BLINDTRANSFER', '400', 'from-agents', 19, 60, 1),
  ];
  expect(read(taken)).toMatchObject([
    { queue: 'atencion', outcome: 'answered', ended_at: at(140), legs: [{ end_reason: 'transfer' }] },
  ]);
  // What ended just now may be told by the line yet.
  expect(read(taken, epoch + 139)).toEqual([]);
});

it('says nothing of broken lines, and gives old calls up without waiting for the end of the log', () => {
  const log = readQueueLog(Number.POSITIVE_INFINITY);
  const broken = ['', 'x|1.1|q|NONE|ENTERQUEUE', '1||||', `${epoch}|NONE|NONE|NONE|QUEUESTART|`];
  expect(broken.flatMap(log.take)).toEqual([]);
  const whole = [entered, line(30, 'atencion', 'NONE', 'ABANDON', 1, 1, 30)];
  expect(whole.flatMap(log.take)).toEqual([]);
  const later = log.take([epoch + 8 * 3600, '2.1', 'atencion', 'NONE', 'ENTERQUEUE', '', '', 1].join('|'));
  expect(later).toMatchObject([{ linked_id: '1.1', ended_at: at(30) }]);
  expect(log.until()).toBe(epoch + 8 * 3600);
});

it('takes no line from years ahead for what was read', () => {
  const log = readQueueLog(epoch + 100);
  const [far, near] = [4_000_000_000, epoch + 160].map((at) => [
    at,
    'NONE',
    'NONE',
    'NONE',
    'QUEUESTART',
    '',
  ]);
  log.take(entered);
  log.take(far!.join('|'));
  expect(log.until()).toBe(epoch);
  // A clock that is a minute ahead is not waited for.
  log.take(near!.join('|'));
  expect(log.until()).toBe(epoch + 100);
});

it('completes a call whose end was guessed with the end that it had', () => {
  const heard = [
    { at: at(0), linked_id: '1.1', kind: 'joined' as const, queue: 'atencion', number: '4491234567' },
    {
      ...{ at: at(6), linked_id: '1.1', kind: 'rang' as const, channel: '1.7', interface: 'PJSIP/501' },
      number: null,
    },
  ];
  const lost = { at: at(6), linked_id: '1.1', kind: 'hung_up' as const, channel: '1.1', cause: null };
  const guessed = callFrom([...heard, lost], isAgent)!;
  expect([guessed.outcome, isEndGuessed(guessed)]).toEqual(['abandoned', true]);
  const log = readQueueLog(Number.POSITIVE_INFINITY);
  const lines = [
    entered,
    line(9, 'atencion', '501', 'CONNECT', 9, '1.7', 3),
    line(69, 'atencion', '501', 'COMPLETECALLER', 9, 60, 1),
  ];
  lines.forEach(log.take);
  const [logged] = log.rest(epoch + 100);
  const facts = [...factsHeard(guessed), ...namedAgents(logged!.facts, interfaces)];
  expect(callFrom(facts, isAgent)).toMatchObject({
    ...{ outcome: 'answered', ended_at: at(69), hangup_cause: 16 },
    legs: [{ channel_id: '1.7', rang_at: at(6), answered_at: at(9), end_reason: 'caller' }],
  });
});
