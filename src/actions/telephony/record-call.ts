import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import type { CallFact } from '../../core/telephony/call-fact.ts';
import { callFrom, type CallRecord } from '../../core/telephony/call-record.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { lockCall, personsWithNumber, sealNumber, writeLegs } from '../../store/telephony/calls.ts';
import { tellCallBoards, tellTelephones } from '../../store/telephony/telephone-news.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { normalisePhone } from '../petitions/normalise-contact.ts';
import { minder } from './call-ended.ts';

/** All that is known of one call; said once more, it changes nothing. */
const input = z.object({ exchange_id: z.uuid(), facts: z.array(z.custom<CallFact>()).min(1).max(2000) });

/**
 * Writes down a call as the exchange has told it by now: one row, whatever was told, and a part for each agent. The
 * telephones concerned are told; a call that ended unheard becomes one to be called back.
 */
export const recordCall = defineAction({
  name: 'record-call',
  permission: 'system',
  input,
  async run(context): Promise<{ call_id: string | null }> {
    const { tx, input } = context;
    const exchange = await exchangeOf(tx, input.exchange_id);
    if (exchange === undefined) return { call_id: null };
    const agents = await agentsOf(tx, exchange.id);
    return { call_id: await writeCall(context, { exchange, agents, facts: input.facts, is_live: true }) };
  },
});

export interface CallToWrite {
  readonly exchange: Exchange;
  readonly agents: Agents;
  readonly facts: readonly CallFact[];
  /** False for one that was found on record afterwards: nobody's telephone is concerned any more. */
  readonly is_live: boolean;
}

/** @returns the id of the call; null while it concerns nobody */
export async function writeCall(
  context: WritingContext,
  { exchange, agents, facts, is_live }: CallToWrite,
): Promise<string | null> {
  const { tx } = context;
  const record = callFrom(facts, (name) => agents.has(name));
  if (record === null) return null;
  const before = await lockCall(tx, exchange.id, record.linked_id);
  const call = await columnsOf(context, exchange, record);
  const call_id = before?.id ?? newId();
  const keyed = { exchange_id: exchange.id, linked_id: record.linked_id };
  // What was ordered knows its number better than the exchange, and who was recognised stays so.
  const kept = before === null ? call : { ...call, ...keptOf(before, call) };
  await tx
    .insertInto('calls')
    .values({ id: call_id, ...keyed, ...kept })
    .onConflict((conflict) => conflict.columns(['exchange_id', 'linked_id']).doUpdateSet(kept))
    .execute();
  const legs = record.legs.map((leg) => ({ ...leg, ...agentOf(agents, leg.interface) }));
  const minding = minder(context, { id: call_id, ...kept, ...keyed });
  const freed = await minding.endedLegs(legs);
  await writeLegs(tx, call_id, legs);
  if (is_live) await minding.wrapUp(freed);
  const was_answered_after_all = before?.outcome !== 'answered' && kept.outcome === 'answered';
  if ((before?.outcome == null && kept.outcome !== null) || was_answered_after_all) await minding.ended();
  if (!is_live) return call_id;
  const user_ids = legs.map(({ user_id }) => user_id);
  await tellTelephones(tx, user_ids);
  await tellCallBoards(tx, { queue_ids: [kept.queue_id ?? null, call.queue_id], user_ids });
  return call_id;
}

type WritingContext = Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>;
export type Exchange = { readonly id: string; readonly city_id: string; readonly authority_id: string };
export type Agents = ReadonlyMap<string, { readonly user_id: string; readonly extension: string }>;

export const exchangeOf = (tx: Tx, id: string): Promise<Exchange | undefined> =>
  tx
    .selectFrom('telephone_exchanges')
    .select(['id', 'city_id', 'authority_id'])
    .where('id', '=', id)
    .executeTakeFirst();

/** By the name of their queue member. */
export async function agentsOf(tx: Tx, exchange_id: string): Promise<Agents> {
  const rows = await tx
    .selectFrom('telephone_extensions')
    .select(['interface', 'user_id', 'extension'])
    .where('exchange_id', '=', exchange_id)
    .execute();
  return new Map(rows.map(({ interface: name, ...agent }) => [name, agent]));
}

const agentOf = (agents: Agents, name: string) => agents.get(name) ?? { user_id: null, extension: name };

async function columnsOf({ tx, app, now }: WritingContext, exchange: Exchange, record: CallRecord) {
  const city = (await cityConfiguration(tx, exchange.city_id))!;
  const number =
    record.number === null ? null : normalisePhone(record.number, city.city.country as CountryCode);
  const queue = record.queue === null ? null : await queueOf(tx, exchange, record.queue);
  const sealed = sealNumber(app.keys, number);
  const persons =
    sealed.number_index === null ? [] : await personsWithNumber(tx, exchange.city_id, sealed.number_index);
  return {
    ...{ city_id: exchange.city_id, authority_id: queue?.authority_id ?? exchange.authority_id },
    ...{ direction: record.direction, queue_id: queue?.id ?? null, ...sealed },
    // Of two who share a number it is asked which one calls.
    person_id: persons.length === 1 ? persons[0]! : null,
    ...{ started_at: record.started_at, queued_at: record.queued_at, answered_at: record.answered_at },
    ...{ ended_at: record.ended_at, wait_s: record.wait_s === null ? null : String(record.wait_s) },
    ...{ outcome: record.outcome, hangup_cause: record.hangup_cause, heard_at: now },
  };
}

type Columns = Awaited<ReturnType<typeof columnsOf>>;
type Row = NonNullable<Awaited<ReturnType<typeof lockCall>>>;

function keptOf(before: Row, call: Columns): Partial<Columns> {
  const { number_cipher, number_index } = before;
  return {
    ...(number_index === null ? {} : { number_cipher, number_index }),
    person_id: before.person_id ?? call.person_id,
    queue_id: before.queue_id ?? call.queue_id,
  };
}

/** A queue that nobody has set up is the city's, under the name that the exchange gives it, until somebody does. */
async function queueOf(tx: Tx, { id: exchange_id, city_id, authority_id }: Exchange, code: string) {
  const find = () =>
    tx
      .selectFrom('call_queues')
      .select(['id', 'authority_id'])
      .where('exchange_id', '=', exchange_id)
      .where('code', '=', code)
      .executeTakeFirst();
  const known = await find();
  if (known !== undefined) return known;
  if (!/^[A-Za-z0-9_-]{1,60}$/.test(code)) return null;
  await tx
    .insertInto('call_queues')
    .values({ id: newId(), exchange_id, city_id, authority_id, code, name: code })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await find()) ?? null;
}
