import type { AmiEvent } from '../../src/core/telephony/call-fact.ts';

/** A call as it truly was: what a queue_log and every figure must come to. */
export interface TrueCall {
  readonly linked_id: string;
  readonly queue: string;
  readonly number: string;
  readonly outcome: 'answered' | 'abandoned' | 'missed';
  readonly wait_s: number;
  /** Who spoke, one after another: a transfer adds the second. */
  readonly agents: readonly string[];
}

/** An event, and when it happened in milliseconds of the epoch. */
export interface Happened {
  readonly at: number;
  readonly event: AmiEvent;
}

export interface SimulatedDay {
  readonly calls: readonly TrueCall[];
  /** In the order in which they happened. */
  readonly events: readonly Happened[];
  /** Lines as Asterisk writes them, with the instant of each. */
  readonly queue_log: readonly { readonly at: number; readonly line: string }[];
}

/** A repeatable sequence of numbers from 0 to 1 (mulberry32). */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Interfaces of the agents of a simulated day. */
export const simulatedAgents = ['PJSIP/101', 'PJSIP/102', 'PJSIP/103', 'PJSIP/104'];

/**
 * A day at a queue, out of a seed: who calls when, waits how long, is heard by whom, is put on hold or transferred,
 * hangs up unheard, or is sent away by a queue that gave up.
 */
export function simulateDay({
  calls: count = 1_000,
  seed = 1,
  from = Date.UTC(2026, 10, 16, 14),
} = {}): SimulatedDay {
  const draw = drawing(seed);
  const made = Array.from({ length: count }, (_, n) =>
    oneCall(n, from + n * 9_000 + Math.floor(draw() * 9_000), draw),
  );
  return {
    calls: made.map(({ truth }) => truth),
    events: made.flatMap(({ events }) => events).sort((one, other) => one.at - other.at),
    queue_log: made.flatMap(({ log }) => log).sort((one, other) => one.at - other.at),
  };
}

interface Made {
  readonly truth: TrueCall;
  readonly events: Happened[];
  readonly log: { at: number; line: string }[];
}

function oneCall(n: number, started: number, draw: () => number): Made {
  const linked_id = `${Math.floor(started / 1000)}.${n * 10}`;
  const number = `449${String(1_000_000 + Math.floor(draw() * 8_999_999))}`;
  const common = {
    Channel: `PJSIP/troncal-${hex(n)}`,
    Uniqueid: linked_id,
    Linkedid: linked_id,
    CallerIDNum: number,
  };
  const queue = 'atencion';
  const made: Made = {
    truth: { linked_id, queue, number, outcome: 'answered', wait_s: 0, agents: [] },
    ...{ events: [], log: [] },
  };
  const say = (at: number, Event: string, rest: AmiEvent = {}) =>
    made.events.push({ at, event: { Event, Timestamp: (at / 1000).toFixed(6), ...common, ...rest } });
  const write = (at: number, agent: string, words: readonly (string | number)[]) =>
    made.log.push({ at, line: [Math.floor(at / 1000), linked_id, queue, agent, ...words].join('|') });
  const joined = started + 2_000;
  say(started, 'Newchannel', { Exten: '4490311', Context: 'entrada' });
  say(joined, 'QueueCallerJoin', { Queue: queue, Position: '1', Count: '1' });
  write(joined, 'NONE', ['ENTERQUEUE', '', number, 1]);
  const waited = 1_000 + Math.floor(draw() * draw() * 90_000);
  const fate = draw();
  const call = { made, say, write, joined, n, draw };
  if (fate < 0.72) return answered(call, waited);
  const until = joined + waited;
  const wait = Math.floor(waited / 1000);
  const outcome = fate < 0.95 ? 'abandoned' : 'missed';
  if (outcome === 'abandoned') {
    say(until, 'QueueCallerAbandon', {
      Queue: queue,
      Position: '1',
      OriginalPosition: '1',
      HoldTime: String(wait),
    });
    write(until, 'NONE', ['ABANDON', 1, 1, wait]);
  } else write(until, 'NONE', ['EXITWITHTIMEOUT', 1, 1, wait]);
  say(until, 'QueueCallerLeave', { Queue: queue, Count: '0', Position: '1' });
  say(until + 20, 'Hangup', { Cause: '16', 'Cause-txt': 'Normal Clearing' });
  return { ...made, truth: { ...made.truth, outcome, wait_s: waited / 1000 } };
}

interface Going {
  readonly made: Made;
  readonly say: (at: number, event: string, rest?: AmiEvent) => unknown;
  readonly write: (at: number, agent: string, words: readonly (string | number)[]) => unknown;
  readonly joined: number;
  readonly n: number;
  readonly draw: () => number;
}

function answered({ made, say, write, joined, n, draw }: Going, waited: number): Made {
  const [first, second] = [n % 4, (n + 1) % 4].map((at) => simulatedAgents[at]!) as [string, string];
  const rang = 1_000 + Math.floor(draw() * 800);
  const wait = Math.max(waited, rang + 100);
  const leg = legOf(made, first, 1);
  const connected = joined + wait;
  const talk = 5_000 + Math.floor(draw() * 400_000);
  const over = connected + talk;
  say(connected - rang, 'AgentCalled', leg);
  const times = { HoldTime: String(Math.floor(wait / 1000)) };
  say(connected, 'AgentConnect', { ...leg, ...times, RingTime: String(Math.floor(rang / 1000)) });
  say(connected + 5, 'QueueCallerLeave', { Queue: made.truth.queue, Count: '0', Position: '1' });
  write(connected, first, [
    'CONNECT',
    Math.floor(wait / 1000),
    leg['DestUniqueid']!,
    Math.floor(rang / 1000),
  ]);
  const own = { Channel: leg['DestChannel']!, Uniqueid: leg['DestUniqueid']! };
  if (talk > 60_000 && draw() < 0.3) {
    say(connected + 20_000, 'Hold', own);
    say(connected + 35_000, 'Unhold', own);
  }
  const isHanded = talk > 120_000 && draw() < 0.2;
  const spoken = { ...times, TalkTime: String(Math.floor((isHanded ? 90_000 : talk) / 1000)) };
  if (isHanded) {
    const next = legOf(made, second, 2);
    const at = connected + 90_000;
    say(at, 'BlindTransfer', {
      ...{ TransfererUniqueid: own.Uniqueid, TransfererLinkedid: made.truth.linked_id },
      ...{
        TransfereeUniqueid: made.truth.linked_id,
        TransfereeLinkedid: made.truth.linked_id,
        Extension: second.slice(-3),
      },
    });
    say(at + 10, 'AgentComplete', { ...leg, ...spoken, Reason: 'transfer' });
    say(at + 15, 'Hangup', { ...own, Cause: '16' });
    say(at + 300, 'DialBegin', next);
    say(at + 3_000, 'DialEnd', { ...next, DialStatus: 'ANSWER' });
    say(over + 30, 'Hangup', { Channel: next['DestChannel']!, Uniqueid: next['DestUniqueid']!, Cause: '16' });
  } else {
    say(over, 'AgentComplete', { ...leg, ...spoken, Reason: 'caller' });
    say(over + 25, 'Hangup', { ...own, Cause: '16' });
  }
  write(over, first, ['COMPLETECALLER', Math.floor(wait / 1000), Math.floor(talk / 1000), 1]);
  say(over + 20, 'Hangup', { Cause: '16', 'Cause-txt': 'Normal Clearing' });
  const agents = isHanded ? [first, second] : [first];
  return { ...made, truth: { ...made.truth, wait_s: wait / 1000, agents } };
}

const legOf = ({ truth }: Made, agent: string, nth: number): AmiEvent => ({
  ...{ Queue: truth.queue, Interface: agent, MemberName: agent },
  DestChannel: `${agent}-${hex(Number(truth.linked_id.split('.')[1]) + nth)}`,
  DestUniqueid: `${truth.linked_id}-${nth}`,
});

const hex = (n: number): string => n.toString(16).padStart(8, '0');

/** As they arrive: each up to `within` milliseconds late, some of them twice. */
export function shuffled(events: readonly Happened[], draw: () => number, within = 200): Happened[] {
  return events
    .flatMap((one) => (draw() < 0.05 ? [one, one] : [one]))
    .map((one) => ({ one, arrives: one.at + draw() * within }))
    .sort((one, other) => one.arrives - other.arrives)
    .map(({ one, arrives }) => ({ at: Math.round(arrives), event: one.event }));
}
