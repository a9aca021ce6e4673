import type { AgentState, PauseReason } from '../../core/telephony/agent-state.ts';
import { refusedOrder } from '../../core/telephony/order-refused.ts';
import { isLinkUp } from '../../core/telephony/link.ts';
import { reading, type Reader } from '../../store/database.ts';
import { openNumber } from '../../store/telephony/calls.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

// The exchange may be of another authority of the city: the asker is told of their own telephone alone.
const system = { kind: 'system' } as const;

/**
 * One's own telephone: whether the exchange can be heard, what one said of oneself, what rings or is under way, and the
 * order of the last minute that the exchange did not carry out. No
 * exchange in the city, or no extension there: `link` says so, and calls are written down by hand.
 */
export function ownTelephone(ports: StaffPorts, asker: Asker) {
  const { user_id } = asker.actor;
  return reading(ports.database, system, async (reader) => {
    const own = await reader
      .selectFrom('telephone_extensions as x')
      .innerJoin('telephone_exchanges as e', 'e.id', 'x.exchange_id')
      .select(['x.extension', 'e.link', 'e.heard_at', 'e.link_since', 'e.is_enabled', 'e.name'])
      .where('x.user_id', '=', user_id)
      .where('x.city_id', '=', asker.city.city.id)
      .executeTakeFirst();
    if (own === undefined || !own.is_enabled)
      return { link: 'none' as const, extension: null, state: null, calls: [], refused: null };
    const state = await reader
      .selectFrom('agent_states')
      .select(['state', 'reason', 'since'])
      .where('user_id', '=', user_id)
      .where('until', 'is', null)
      .executeTakeFirst();
    return {
      link: isLinkUp(own, ports.now()) ? ('up' as const) : ('down' as const),
      extension: own.extension,
      state: {
        state: (state?.state ?? 'away') as AgentState,
        reason: (state?.reason ?? null) as PauseReason | null,
        since: state?.since ?? null,
      },
      calls: await callsUnderWay(ports, reader, user_id),
      refused: await orderNotDone(ports, reader, user_id),
    };
  });
}

/** The newest order of the last minute that the exchange did not carry out. */
async function orderNotDone({ now }: StaffPorts, reader: Reader, user_id: string) {
  const recently = new Date(Date.parse(now()) - 60_000).toISOString();
  const orders = await reader
    .selectFrom('exchange_orders')
    .select(['id', 'verb', 'problem'])
    .where('user_id', '=', user_id)
    .where('ordered_at', '>', recently)
    .orderBy('ordered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(20)
    .execute();
  return refusedOrder(orders);
}

/** What rings at one's telephone or is spoken, the newest first; one that just ended too, while it is written down. */
async function callsUnderWay({ keys, now }: StaffPorts, reader: Reader, user_id: string) {
  const recently = new Date(Date.parse(now()) - 60_000).toISOString();
  const rows = await reader
    .selectFrom('call_legs as l')
    .innerJoin('calls as c', 'c.id', 'l.call_id')
    .leftJoin('call_queues as q', 'q.id', 'c.queue_id')
    // What a colleague wrote before they handed it over does not keep it from who has it now.
    .leftJoin('interactions as i', (join) =>
      join.onRef('i.id', '=', 'c.interaction_id').on('i.user_id', '=', user_id),
    )
    .select(['c.id', 'c.direction', 'c.number_cipher', 'i.id as interaction_id', 'q.name as queue'])
    .select(['l.rang_at', 'l.answered_at', 'l.ended_at', 'l.held_since'])
    .where('l.user_id', '=', user_id)
    .where((eb) =>
      eb.or([
        eb('l.ended_at', 'is', null),
        eb.and([eb('l.ended_at', '>', recently), eb('l.answered_at', 'is not', null)]),
      ]),
    )
    .orderBy('l.rang_at', 'desc')
    .limit(5)
    .execute();
  return rows.map(({ number_cipher, ...call }) => ({
    ...call,
    direction: call.direction as 'in' | 'out',
    number: openNumber(keys, number_cipher),
  }));
}
