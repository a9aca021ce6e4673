import type { CallFact } from './call-fact.ts';
import type { CallLeg, CallRecord } from './call-record.ts';
import { factsOfRecord } from './known-call.ts';

/**
 * Whether a call was closed without being told of its end, because the line to the exchange was away: what the exchange
 * has on record says more. A call whose end was told stays as it was told, to the millisecond.
 */
export const isEndGuessed = ({ ended_at, hangup_cause }: Pick<CallRecord, 'ended_at' | 'hangup_cause'>) =>
  ended_at !== null && hangup_cause === null;

/** What was heard of such a call, without the end that was guessed. */
export function factsHeard(record: CallRecord): readonly CallFact[] {
  const legs = record.legs.map((leg) => (isPartGuessed(leg, record.ended_at) ? opened(leg) : leg));
  return factsOfRecord({ ...record, legs, ended_at: null, outcome: null, hangup_cause: null });
}

/** A part that was lost, or that rang until the guessed end. */
const isPartGuessed = ({ end_reason, ended_at }: CallLeg, guessed_at: string | null): boolean =>
  end_reason === 'lost' || (end_reason === 'no_answer' && ended_at === guessed_at);

const opened = (leg: CallLeg): CallLeg => ({ ...leg, ended_at: null, end_reason: null });

/** Agents are named in the record by their extension, by their channel, or by a channel that leads to it. */
export function namedAgents(
  facts: readonly CallFact[],
  interfaceOf: ReadonlyMap<string, string>,
): readonly CallFact[] {
  return facts.map((fact) => {
    if (!('interface' in fact)) return fact;
    const extension = /^(?:\w+\/)?(\w+)/.exec(fact.interface)?.[1] ?? '';
    const known = interfaceOf.get(fact.interface) ?? interfaceOf.get(extension);
    return known === undefined ? fact : { ...fact, interface: known };
  });
}
