import { describe, expect, it } from 'vitest';
import {
  drawing,
  shuffled,
  simulateDay,
  simulatedAgents,
  type Happened,
} from '../../../test/telephony/simulated-day.ts';
import { factsOf } from './ami-facts.ts';
import { keyOfFact, type AmiEvent, type CallFact } from './call-fact.ts';
import { callFrom, type CallRecord } from './call-record.ts';
import { factsOfRecord } from './known-call.ts';
import { lostEnds } from './lost-calls.ts';
import { readQueueLog } from './queue-log.ts';

const isAgent = (name: string) => simulatedAgents.includes(name);

/** Everything that was heard, gathered by call. */
class Heard {
  readonly facts = new Map<string, Map<string, CallFact>>();
  add(facts: readonly CallFact[]): void {
    for (const fact of facts) {
      const own = this.facts.get(fact.linked_id) ?? new Map<string, CallFact>();
      if (!own.has(keyOfFact(fact))) own.set(keyOfFact(fact), fact);
      this.facts.set(fact.linked_id, own);
    }
  }
  hear(events: readonly Happened[]): this {
    for (const { at, event } of events) this.add(factsOf(event, new Date(at).toISOString()));
    return this;
  }
  call = (id: string): CallRecord | null => callFrom([...(this.facts.get(id)?.values() ?? [])], isAgent);
  calls = (): CallRecord[] => [...this.facts.keys()].flatMap((id) => this.call(id) ?? []);
}

const figures = (calls: readonly Pick<CallRecord, 'outcome' | 'wait_s'>[]) => {
  const of = (outcome: string) => calls.filter((one) => one.outcome === outcome).length;
  const [answered, abandoned] = [of('answered'), of('abandoned')];
  const soon = calls.filter((one) => one.outcome === 'answered' && one.wait_s! <= 20).length;
  return {
    offered: calls.length,
    answered,
    abandoned,
    missed: of('missed'),
    level: (soon / (answered + abandoned)) * 100,
  };
};

describe('a day of a thousand calls (check D2)', () => {
  const day = simulateDay();
  const truth = figures(day.calls);

  it('comes to the truth although events arrive in another order, and twice', () => {
    const heard = new Heard().hear(shuffled(day.events, drawing(7)));
    expect(figures(heard.calls())).toEqual(truth);
    expect(truth.answered).toBeGreaterThan(600);
    expect(truth.missed).toBeGreaterThan(10);
  });

  it('does so from an exchange that does not say when things happened', () => {
    const bare = shuffled(day.events, drawing(8)).map(({ at, event }) => {
      const { Timestamp: _, ...rest } = event;
      return { at, event: rest };
    });
    const { level, ...counts } = figures(new Heard().hear(bare as Happened[]).calls());
    const { level: true_level, ...true_counts } = truth;
    expect(counts).toEqual(true_counts);
    // A call at the very threshold may fall to either side.
    expect(Math.abs(level - true_level)).toBeLessThan(0.6);
  });

  it('is made up after a minute without the line, with nothing left under way', () => {
    const from = day.events[4_000]!.at;
    const until = from + 60_000;
    const heard = new Heard().hear(
      shuffled(day.events, drawing(9)).filter(({ at }) => at < from || at >= until),
    );
    const before = new Heard().hear(day.events.filter(({ at }) => at < from));
    const alive = new Set(day.events.filter(({ at }) => at >= until).map(({ event }) => event['Linkedid']!));
    const asked_at = new Date(until + 6_000).toISOString();
    const open = before.calls().filter(({ ended_at }) => ended_at === null);
    const gone = lostEnds(
      open.map((one) => ({ ...one, heard_at: one.started_at })),
      alive,
      asked_at,
    );
    expect(gone.length).toBeGreaterThan(0);
    // Of those that are gone, and of those of which nothing was heard, the log of the exchange says the rest.
    const lost = new Set(
      [...day.calls.map((one) => one.linked_id)].filter((id) => {
        const call = heard.call(id);
        return call === null || call.outcome === null || gone.some((one) => one.linked_id === id);
      }),
    );
    expect(lost.size).toBeGreaterThan(gone.length);
    const log = readQueueLog(Number.POSITIVE_INFINITY);
    const logged = day.queue_log.flatMap(({ line }) => log.take(line));
    for (const { linked_id, facts } of [...logged, ...log.rest(Number.POSITIVE_INFINITY)])
      if (lost.has(linked_id)) heard.add(facts);
    heard.add(gone);
    const { level, ...counts } = figures(heard.calls());
    const { level: true_level, ...true_counts } = truth;
    expect(counts).toEqual(true_counts);
    expect(Math.abs(level - true_level)).toBeLessThanOrEqual(0.1);
    expect(heard.calls().filter(({ ended_at }) => ended_at === null)).toEqual([]);
  });

  it('is the same for who takes over in the middle of every call', () => {
    const middle = day.events[day.events.length >> 1]!.at;
    const first = new Heard().hear(day.events.filter(({ at }) => at < middle));
    const second = new Heard();
    for (const call of first.calls()) second.add(factsOfRecord(call));
    second.hear(day.events.filter(({ at }) => at >= middle));
    const whole = new Heard().hear(day.events);
    const told = (heard: Heard) => heard.calls().filter(({ queued_at }) => queued_at !== null);
    expect(figures(told(second))).toEqual(figures(told(whole)));
  });
});

const base = { Uniqueid: '1.1', Linkedid: '1.1', CallerIDNum: '4499650088' };
const first = {
  Interface: 'PJSIP/101',
  DestUniqueid: '1.2',
  DestChannel: 'PJSIP/101-00000001',
  Queue: 'atencion',
};
const second = { DestUniqueid: '1.3', DestChannel: 'PJSIP/102-00000002' };
const at = (second: number, Event: string, rest: AmiEvent = {}): Happened => ({
  at: Date.UTC(2026, 0, 5) + second * 1000,
  event: { Event, ...base, ...rest, Timestamp: String(Date.UTC(2026, 0, 5) / 1000 + second) },
});

const answered = [
  at(0, 'Newchannel', { Channel: 'PJSIP/troncal-00000000', Exten: '0311' }),
  at(1, 'QueueCallerJoin', { Queue: 'atencion' }),
  at(3, 'AgentCalled', first),
  at(5, 'AgentConnect', { ...first, HoldTime: '4', RingTime: '2' }),
];

describe('one call', () => {
  it('handed from one agent to another is one call with two parts (check D4)', () => {
    const call = new Heard()
      .hear([
        ...answered,
        at(65, 'BlindTransfer', {
          TransfererUniqueid: '1.2',
          TransfererLinkedid: '1.1',
          TransfereeLinkedid: '1.1',
        }),
        at(65, 'AgentComplete', { ...first, HoldTime: '4', TalkTime: '60', Reason: 'transfer' }),
        at(66, 'DialBegin', second),
        at(68, 'DialEnd', { ...second, DialStatus: 'ANSWER' }),
        at(98, 'Hangup', { Uniqueid: '1.3', Cause: '16' }),
        at(98, 'Hangup', { Cause: '16' }),
      ])
      .calls();
    expect(call).toHaveLength(1);
    const [a, b] = call[0]!.legs.map((leg) => [
      leg.interface,
      Date.parse(leg.ended_at!) - Date.parse(leg.answered_at!),
      leg.end_reason,
    ]);
    expect([a, b]).toEqual([
      ['PJSIP/101', 60_000, 'transfer'],
      ['PJSIP/102', 30_000, 'caller'],
    ]);
  });

  it('handed over after speaking with the colleague goes on with them', () => {
    const [call] = new Heard()
      .hear([
        ...answered,
        at(40, 'AttendedTransfer', {
          ...{ OrigTransfererUniqueid: '1.2', OrigTransfererLinkedid: '1.1', TransfereeLinkedid: '1.1' },
          ...{ TransferTargetUniqueid: '9.2', TransferTargetChannel: 'PJSIP/103-0000000a' },
        }),
        at(70, 'Hangup', { Uniqueid: '9.2', Cause: '16' }),
        at(71, 'Hangup', { Cause: '16' }),
      ])
      .calls();
    expect(call!.legs.map((leg) => [leg.interface, leg.end_reason])).toEqual([
      ['PJSIP/101', 'transfer'],
      ['PJSIP/103', 'agent'],
    ]);
  });

  it('keeps how long somebody was on hold', () => {
    const [call] = new Heard()
      .hear([...answered, at(10, 'Hold', { Uniqueid: '1.2' }), at(25, 'Unhold', { Uniqueid: '1.2' })])
      .calls();
    expect(call!.legs[0]).toMatchObject({ hold_s: 15, held_since: null, ended_at: null });
  });

  it('that rang at a telephone and was not taken is missed', () => {
    const [call] = new Heard()
      .hear([
        at(0, 'Newchannel', { Channel: 'PJSIP/troncal-00000000', Exten: '101' }),
        at(1, 'DialBegin', first),
        at(9, 'Hangup', { Cause: '16' }),
      ])
      .calls();
    expect(call).toMatchObject({
      outcome: 'missed',
      queue: null,
      legs: [{ end_reason: 'no_answer', answered_at: null }],
    });
  });

  it('that an agent makes is answered when the other party answers', () => {
    const own = { Channel: 'PJSIP/101-00000001', Exten: '4499650088', CallerIDNum: '101' };
    const trunk = { DestUniqueid: '1.9', DestChannel: 'PJSIP/troncal-00000009', CallerIDNum: '101' };
    const [call] = new Heard()
      .hear([
        at(0, 'Newchannel', own),
        at(1, 'DialBegin', trunk),
        at(7, 'DialEnd', { ...trunk, DialStatus: 'ANSWER' }),
        at(30, 'Hangup', { ...own, Cause: '16' }),
      ])
      .calls();
    expect(call).toMatchObject({
      direction: 'out',
      number: '4499650088',
      outcome: 'answered',
      queue: null,
      legs: [{ interface: 'PJSIP/101' }],
    });
  });

  it('whose end was not heard ends as lost, and hides no number', () => {
    const heard = new Heard().hear(answered);
    const [open] = heard.calls();
    heard.add(
      lostEnds([{ linked_id: '1.1', heard_at: open!.started_at }], new Set(), '2026-01-05T01:00:00.000Z'),
    );
    expect(heard.calls()[0]).toMatchObject({ outcome: 'answered', legs: [{ end_reason: 'lost' }] });
  });

  it('from who hides their number has none, and a call at a menu is nobody’s', () => {
    const anonymous = new Heard().hear([
      at(1, 'QueueCallerJoin', { Queue: 'atencion', CallerIDNum: '<unknown>' }),
    ]);
    expect(anonymous.calls()[0]!.number).toBeNull();
    expect(new Heard().hear([answered[0]!, at(8, 'Hangup', { Cause: '16' })]).calls()).toEqual([]);
  });
});
