import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { anExchange, type TownExchange } from '../../../test/telephony/exchange.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import type { CallFact } from '../../core/telephony/call-fact.ts';
import { callsToReturn } from '../../queries/staff/calls-to-return.ts';
import { ownTelephone } from '../../queries/staff/calls-telephone.ts';
import { callsUnwritten } from '../../queries/staff/calls-unwritten.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { beginInteraction } from '../interactions/begin-interaction.ts';
import { endInteraction } from '../interactions/end-interaction.ts';
import { closeCallBack, takeCallBack } from './call-backs.ts';
import { recordCall } from './record-call.ts';
import { sayAgentState } from './say-agent-state.ts';

let town: Town;
let exchange: TownExchange;
beforeAll(async () => {
  town = await aTown();
  const up_at = town.app.now();
  exchange = await anExchange(town, { port: 5038, agents: ['agent.iztapalapa', 'julian'], up_at });
});
afterAll(() => town.drop());

const system = { kind: 'system' } as const;
const agent = () => town.staff['agent.iztapalapa']!;
const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const at = (second: number) => new Date(Date.parse(town.app.now()) + second * 1000).toISOString();
let calls = 0;

/** What is heard of a call, by the second: it joins the queue, and may ring, be answered and end. */
function aCall(number: string | null, { answered = false, ends = null as number | null } = {}): CallFact[] {
  calls += 1;
  const linked_id = `${calls}.1`;
  const leg = { linked_id, channel: `${calls}.2`, interface: 'PJSIP/101' };
  return [
    { linked_id, at: at(-100), kind: 'joined', queue: 'atencion', number },
    ...(answered ? [{ ...leg, at: at(-98), kind: 'rang' as const, number }] : []),
    ...(answered ? [{ ...leg, at: at(-95), kind: 'connected' as const, waited_s: 5, rang_s: 3 }] : []),
    ...(ends === null || answered
      ? []
      : [{ linked_id, at: at(ends), kind: 'abandoned' as const, waited_s: 100 + ends }]),
    ...(ends === null
      ? []
      : [{ linked_id, at: at(ends), kind: 'hung_up' as const, channel: linked_id, cause: 16 }]),
  ];
}
const record = (facts: CallFact[]) =>
  recordCall(town.app, system, { exchange_id: exchange.exchange_id, facts });
const rowOf = (id: string) =>
  town.asSystem((tx) => tx.selectFrom('calls').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const waiting = async () => (await callsToReturn(town.app, await asker('agent.iztapalapa'))).items;
const stateOf = async () => (await ownTelephone(town.app, await asker('agent.iztapalapa'))).state?.state;

it('recognises who calls in every spelling of their number, and of two asks which (check D3)', async () => {
  const contact = { name: 'Rosa', phone: '449 965 00 88', email: 'rosa.uno@correo.example' };
  const { petition_id } = await aPetition(town, { contact });
  const { person_id } = await petitionRow(town, petition_id);
  const spellings = [
    '4499650088',
    '04499650088',
    '+524499650088',
    '52 1 449 965 0088',
    '0444499650088',
    '01 449 965 00 88',
  ];
  for (const spelling of spellings) {
    const { call_id } = await record(aCall(spelling, { answered: true }));
    expect([spelling, (await rowOf(call_id!)).person_id]).toEqual([spelling, person_id]);
  }
  await town.asSystem(async (tx) => {
    const identity = tx.selectFrom('person_identities').selectAll().where('person_id', '=', person_id!);
    const phone = await identity.where('kind', '=', 'phone').executeTakeFirstOrThrow();
    const other = await aPetition(town, { contact: { name: 'Luis', email: 'luis@correo.example' } });
    const luis = (await petitionRow(town, other.petition_id)).person_id!;
    await tx
      .insertInto('person_identities')
      .values({ ...phone, id: newId(), person_id: luis })
      .execute();
  });
  const shared = await record(aCall('4499650088', { answered: true }));
  expect((await rowOf(shared.call_id!)).person_id).toBeNull();
  const hidden = await record(aCall(null, { answered: true }));
  expect(await rowOf(hidden.call_id!)).toMatchObject({ person_id: null, number_cipher: null });
});

it('makes one call-back of a number that calls four times in vain, and none once it got through (check D9)', async () => {
  for (let n = 0; n < 4; n += 1) await record(aCall('5551110000', { ends: -50 + n }));
  const [one, ...others] = await waiting();
  expect(others).toEqual([]);
  expect(one).toMatchObject({ missed: 4, ends_in: '0000', number: null, state: 'open' });
  await record(aCall('5551110000', { answered: true, ends: -10 }));
  expect(await waiting()).toEqual([]);
});

it('makes them all day: the statement is planned once for all numbers', async () => {
  const before = (await waiting()).length;
  for (let n = 10; n < 30; n += 1) await record(aCall(`55511100${n}`, { ends: -50 }));
  expect((await waiting()).length - before).toBe(20);
  await town.asSystem((tx) =>
    tx
      .updateTable('call_backs')
      .set({ state: 'given_up', closed_at: at(0) })
      .where('state', '=', 'open')
      .execute(),
  );
});

it('makes none of who hid the number, or hung up at once', async () => {
  await record(aCall(null, { ends: -50 }));
  await record(aCall('5551112222', { ends: -98 }));
  expect(await waiting()).toEqual([]);
});

it('counts an end that is said twice once, and tells the number to who takes the call-back alone', async () => {
  const facts = aCall('5551113333', { ends: -40 });
  await record(facts);
  await record([...facts, { linked_id: facts[0]!.linked_id, at: at(-39), kind: 'left' }]);
  const [one] = await waiting();
  expect(one).toMatchObject({ missed: 1 });
  const call_back_id = one!.id;
  const taken = await takeCallBack(town.app, agent(), { call_back_id });
  expect(taken).toEqual({ call_id: null });
  const own = await callsToReturn(town.app, await asker('agent.iztapalapa'));
  expect(own.items).toMatchObject([{ number: '+525551113333', is_mine: true }]);
  const { items } = await callsToReturn(town.app, await asker('julian'));
  expect(items).toMatchObject([{ number: null, state: 'taken', is_mine: false }]);
  await expect(takeCallBack(town.app, town.staff['julian']!, { call_back_id })).rejects.toThrow(
    'call_back_taken',
  );
  await closeCallBack(town.app, agent(), { call_back_id, outcome: 'done' });
  expect(await waiting()).toEqual([]);
});

it('leads to one interaction, and lists the call as not written down until then (check D5)', async () => {
  await sayAgentState(town.app, agent(), { state: 'available' });
  const facts = aCall('5559990000', { answered: true, ends: -20 });
  const { call_id } = await record(facts);
  // After the call the agent writes it down before the next one comes.
  expect(await stateOf()).toBe('wrap_up');
  const unwritten = async () =>
    (await callsUnwritten(town.app, await asker('agent.iztapalapa'))).items.map(({ id }) => id);
  expect(await unwritten()).toContain(call_id);
  const { items } = await callsUnwritten(town.app, await asker('agent.iztapalapa'));
  expect(items.find(({ id }) => id === call_id)?.number).toBe('+525559990000');
  const begun = { interaction_id: newId(), city_id: town.city_id, channel: 'phone', call_id } as const;
  await beginInteraction(town.app, agent(), { ...begun, started_at: at(-95) });
  const second = { ...begun, interaction_id: newId(), started_at: at(-95) };
  await beginInteraction(town.app, agent(), second);
  expect((await rowOf(call_id!)).interaction_id).toBe(begun.interaction_id);
  expect(await unwritten()).not.toContain(call_id);
  const whole = { kind: 'information', wrap_up: 'answered', started_at: at(-95), ended_at: at(-10) };
  await endInteraction(town.app, agent(), { ...begun, ...whole });
  expect(await stateOf()).toBe('available');
});

it('is the interaction of who has their telephone at an exchange of another authority', async () => {
  const elsewhere = town.staff['agent.coyoacan']!;
  const theirs = await anExchange(town, { port: 5042, agents: ['agent.coyoacan'] });
  const state = async () => (await ownTelephone(town.app, await asker('agent.coyoacan'))).state?.state;
  await sayAgentState(town.app, elsewhere, { state: 'available' });
  const { exchange_id } = theirs;
  const facts = aCall('5559993333', { answered: true, ends: -20 });
  const { call_id } = await recordCall(town.app, system, { exchange_id, facts });
  expect(await state()).toBe('wrap_up');
  const begun = { interaction_id: newId(), city_id: town.city_id, channel: 'phone', call_id } as const;
  const whole = { kind: 'information', wrap_up: 'answered', started_at: at(-95), ended_at: at(-10) };
  await endInteraction(town.app, elsewhere, { ...begun, ...whole });
  expect((await rowOf(call_id!)).interaction_id).toBe(begun.interaction_id);
  expect(await state()).toBe('available');
  // A petition and a person of others are not told because there is a call.
  const { petition_id } = await aPetition(town, { contact: { name: 'Eva', email: 'eva@correo.example' } });
  const { person_id } = await petitionRow(town, petition_id);
  const other = { ...begun, ...whole, interaction_id: newId() };
  for (const what of [{ petition_ids: [petition_id] }, { person_id }])
    await expect(endInteraction(town.app, elsewhere, { ...other, ...what })).rejects.toThrow('not_found');
});

it('is to be attended by who it was handed to, whatever was written before', async () => {
  const facts = aCall('5559992222', { answered: true });
  const { call_id } = await record(facts);
  const begun = { interaction_id: newId(), city_id: town.city_id, channel: 'phone', call_id } as const;
  await beginInteraction(town.app, agent(), { ...begun, started_at: at(-95) });
  const leg = { linked_id: facts[0]!.linked_id, channel: `${calls}.3`, interface: 'PJSIP/102' };
  await record([...facts, { ...leg, at: at(-5), kind: 'rang', number: '5559992222' }]);
  expect((await rowOf(call_id!)).interaction_id).toBe(begun.interaction_id);
  const { calls: rings } = await ownTelephone(town.app, await asker('julian'));
  expect(rings).toMatchObject([{ id: call_id, interaction_id: null, answered_at: null }]);
});

it('is nothing for who has no part in it', async () => {
  const { call_id } = await record(aCall('5559991111', { answered: true }));
  const interaction_id = newId();
  const given = { interaction_id, city_id: town.city_id, channel: 'phone', started_at: at(-95) } as const;
  await beginInteraction(town.app, town.staff['julian']!, { ...given, call_id });
  expect((await rowOf(call_id!)).interaction_id).toBeNull();
});

it('names the reason of a pause, and has no state for who has no extension', async () => {
  await expect(sayAgentState(town.app, agent(), { state: 'paused' })).rejects.toThrow('pause_needs_reason');
  await sayAgentState(town.app, agent(), { state: 'paused', reason: 'meal' });
  expect(await stateOf()).toBe('paused');
  await expect(sayAgentState(town.app, town.staff['marta']!, { state: 'available' })).rejects.toThrow(
    'no_extension',
  );
  expect((await ownTelephone(town.app, await asker('marta'))).link).toBe('none');
  town.on(at(60));
  expect((await ownTelephone(town.app, await asker('agent.iztapalapa'))).link).toBe('down');
});
