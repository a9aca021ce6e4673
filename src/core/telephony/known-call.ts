import type { CallFact } from './call-fact.ts';
import type { CallLeg, CallRecord } from './call-record.ts';

/**
 * What is written of a call, as the facts that would have led to it: a process that takes over in the middle of a call
 * goes on from there.
 */
export function factsOfRecord(record: CallRecord): readonly CallFact[] {
  const { linked_id, direction, queue, number, started_at, queued_at, ended_at, outcome } = record;
  const own = direction === 'out' ? (record.legs[0]?.interface ?? '') : '';
  const told = { linked_id };
  const facts: CallFact[] = [
    {
      ...told,
      at: started_at,
      kind: 'began',
      interface: own,
      number,
      dialled: direction === 'out' ? (number ?? '') : '',
    },
  ];
  if (queued_at !== null && queue !== null)
    facts.push({ ...told, at: queued_at, kind: 'joined', queue, number });
  for (const leg of record.legs) facts.push(...factsOfLeg(leg, record));
  if (outcome === 'abandoned')
    facts.push({ ...told, at: ended_at!, kind: 'abandoned', waited_s: record.wait_s });
  if (outcome === 'missed') facts.push({ ...told, at: ended_at!, kind: 'left' });
  if (ended_at !== null)
    facts.push({ ...told, at: ended_at, kind: 'hung_up', channel: linked_id, cause: record.hangup_cause });
  return facts;
}

function factsOfLeg(leg: CallLeg, { linked_id, direction }: CallRecord): CallFact[] {
  const told = { linked_id, channel: leg.channel_id };
  const named = { ...told, interface: leg.interface };
  const facts: CallFact[] = [{ ...named, at: leg.rang_at, kind: 'rang', number: null }];
  if (leg.answered_at !== null && direction === 'in')
    facts.push({ ...named, at: leg.answered_at, kind: 'answered' });
  if (leg.answered_at !== null && direction === 'out')
    facts.push({
      linked_id,
      at: leg.answered_at,
      kind: 'answered',
      channel: `${linked_id}/out`,
      interface: '',
    });
  if (leg.hold_s > 0 && leg.answered_at !== null) {
    const until = new Date(Date.parse(leg.answered_at) + leg.hold_s * 1000).toISOString();
    facts.push({ ...told, at: leg.answered_at, kind: 'held' }, { ...told, at: until, kind: 'resumed' });
  }
  if (leg.held_since !== null) facts.push({ ...told, at: leg.held_since, kind: 'held' });
  if (leg.ended_at === null) return facts;
  const at = leg.ended_at;
  switch (leg.end_reason) {
    case 'transfer':
      return [...facts, { ...told, at, kind: 'transferred', to: null }];
    case 'caller':
    case 'agent':
      return [
        ...facts,
        { ...named, at, kind: 'completed', waited_s: null, talked_s: 0, reason: leg.end_reason },
      ];
    case 'lost':
      return [...facts, { ...told, at, kind: 'hung_up', cause: null }];
    default:
      return [...facts, { ...told, at, kind: 'rang_out' }];
  }
}
