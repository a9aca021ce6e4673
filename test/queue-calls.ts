import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

/** Where queues and calls are written down: a town, or a whole product. */
export type Place = Pick<Town, 'city_id' | 'authorities' | 'asSystem'>;

/** An exchange of an authority and one queue of it, as an administrator leaves them. */
export async function aQueue(
  town: Place,
  { authority = 'iztapalapa', code = 'atencion', name = 'Atención', own_hours, ...goal }: QueueAsked = {},
): Promise<{ exchange_id: string; queue_id: string; authority_id: string }> {
  const [exchange_id, queue_id] = [newId(), newId()];
  const place = { city_id: town.city_id, authority_id: town.authorities[authority]! };
  await town.asSystem(async (tx) => {
    await tx
      .insertInto('telephone_exchanges')
      .values({
        ...{ id: exchange_id, ...place, name: `Conmutador ${code}`, host: '192.0.2.1', username: 'atiende' },
        ...{ secret_cipher: Buffer.from('no hay'), is_enabled: false },
      })
      .execute();
    await tx
      .insertInto('call_queues')
      .values({
        ...{ id: queue_id, exchange_id, ...place, code, name, ...goal },
        ...(own_hours === undefined
          ? { hours_from: 'always' }
          : { hours_from: 'own', own_hours: JSON.stringify(own_hours) }),
      })
      .execute();
  });
  return { exchange_id, queue_id, authority_id: place.authority_id };
}

interface QueueAsked {
  readonly authority?: string;
  readonly code?: string;
  readonly name?: string;
  readonly answer_within_s?: number;
  readonly short_abandon_s?: number;
  /** Always open without. */
  readonly own_hours?: readonly { weekday: number; opens: string; closes: string }[];
}

/** One call of a queue. Instants in ISO 8601, durations in seconds. */
export interface CallMade {
  readonly queued_at: string;
  readonly wait_s: number;
  readonly outcome?: 'answered' | 'abandoned' | 'missed';
  /** Each agent who had it, one after another; another than the last handed it on. */
  readonly parts?: readonly { readonly user_id: string; readonly talk_s: number; readonly wrap_s?: number }[];
  readonly linked_id?: string;
  readonly interaction_id?: string;
}

/** Writes down a call as the exchange's events leave it. @returns its id */
export async function aQueueCall(
  town: Place,
  queue: Awaited<ReturnType<typeof aQueue>>,
  made: CallMade,
): Promise<string> {
  const { queue_id, exchange_id, authority_id } = queue;
  const call_id = newId();
  const { queued_at, wait_s, parts = [], outcome = parts.length > 0 ? 'answered' : 'abandoned' } = made;
  const answered_at = plus(queued_at, wait_s);
  const talked = parts.reduce((all, { talk_s }) => all + talk_s, 0);
  await town.asSystem(async (tx) => {
    await tx
      .insertInto('calls')
      .values({
        ...{ id: call_id, city_id: town.city_id, authority_id, exchange_id, queue_id, direction: 'in' },
        ...{ linked_id: made.linked_id ?? call_id, started_at: queued_at, queued_at, wait_s, outcome },
        ...{ answered_at: outcome === 'answered' ? answered_at : null, ended_at: plus(answered_at, talked) },
        ...{ heard_at: plus(answered_at, talked), interaction_id: made.interaction_id ?? null },
      })
      .execute();
    let at = answered_at;
    for (const [n, { user_id, talk_s, wrap_s = 0 }] of parts.entries()) {
      const ended_at = plus(at, talk_s);
      await tx
        .insertInto('call_legs')
        .values({
          ...{ id: newId(), call_id, channel_id: `${call_id}.${n}`, user_id, extension: '101' },
          ...{ rang_at: queued_at, answered_at: at, ended_at, wrap_up_ended_at: plus(ended_at, wrap_s) },
          end_reason: n === parts.length - 1 ? 'caller' : 'transfer',
        })
        .execute();
      at = ended_at;
    }
  });
  return call_id;
}

export const plus = (instant: string, seconds: number): string =>
  new Date(Date.parse(instant) + seconds * 1000).toISOString();
