import type { CountryCode } from 'libphonenumber-js';
import { z } from 'zod';
import { factsHeard, isEndGuessed, namedAgents } from '../../core/telephony/found-later.ts';
import type { LoggedCall } from '../../core/telephony/queue-log.ts';
import { callsWithIds, isKnownOtherwise } from '../../queries/operations/calls-on-record.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { knownCall } from '../../store/telephony/calls.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { normalisePhone } from '../petitions/normalise-contact.ts';
import { agentsOf, exchangeOf, writeCall, type Agents, type Exchange } from './record-call.ts';

/** What an exchange has on record, against what its line has told. */
export interface Reconciled {
  readonly added: number;
  readonly corrected: number;
  /** Known already, and told in full. */
  readonly known: number;
}

const input = z.object({ exchange_id: z.uuid(), calls: z.array(z.custom<LoggedCall>()).max(500) });

/**
 * Compares calls that the exchange has on record with those that are written: one that nobody heard of is written, one
 * whose end was guessed gets the end that it had, any other stays as it was told. Said once more, it changes nothing.
 */
export const reconcileCalls = defineAction({
  name: 'reconcile-calls',
  permission: 'system',
  input,
  async run(context): Promise<Reconciled> {
    const { tx, input } = context;
    const exchange = await exchangeOf(tx, input.exchange_id);
    if (exchange === undefined) return { added: 0, corrected: 0, known: 0 };
    const written = await callsWithIds(
      tx,
      exchange.id,
      input.calls.map(({ linked_id }) => linked_id),
    );
    const agents = await agentsOf(tx, exchange.id);
    const comparing = { exchange, agents, interfaceOf: await interfacesOf(tx, exchange.id) };
    const done = { added: 0, corrected: 0, known: 0 };
    for (const call of input.calls) {
      const known = written.get(call.linked_id);
      if (known === undefined) done[await addCall(context, comparing, call)] += 1;
      else if (isEndGuessed(known)) done[await correctCall(context, comparing, call)] += 1;
      else done.known += 1;
    }
    return done;
  },
});

interface Comparing {
  readonly exchange: Exchange;
  readonly agents: Agents;
  readonly interfaceOf: ReadonlyMap<string, string>;
}
type Context = Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>;

async function addCall(
  context: Context,
  { exchange, agents, interfaceOf }: Comparing,
  call: LoggedCall,
): Promise<'added' | 'known'> {
  const { tx, app } = context;
  const { country } = (await cityConfiguration(tx, exchange.city_id))!.city;
  const number = call.number === null ? null : normalisePhone(call.number, country as CountryCode);
  const isKnown = await isKnownOtherwise(tx, app.keys, { exchange_id: exchange.id, call, number });
  if (isKnown) return 'known';
  const facts = namedAgents(call.facts, interfaceOf);
  await writeCall(context, { exchange, agents, facts, is_live: false });
  return 'added';
}

async function correctCall(
  context: Context,
  { exchange, agents, interfaceOf }: Comparing,
  call: LoggedCall,
): Promise<'corrected' | 'known'> {
  const { tx, app } = context;
  const { linked_id } = call;
  const before = await knownCall(tx, app.keys, { exchange_id: exchange.id, linked_id });
  if (before === null) return 'known';
  const facts = [...factsHeard(before), ...namedAgents(call.facts, interfaceOf)];
  await writeCall(context, { exchange, agents, facts, is_live: false });
  return 'corrected';
}

/** How a queue member is called, by extension. */
async function interfacesOf(tx: Tx, exchange_id: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('telephone_extensions')
    .select(['extension', 'interface'])
    .where('exchange_id', '=', exchange_id)
    .execute();
  return new Map(
    rows.flatMap(({ extension, interface: name }): [string, string][] => [
      [extension, name],
      [name, name],
    ]),
  );
}
