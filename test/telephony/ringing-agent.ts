import type { App } from '../../src/actions/app.ts';
import { saveExchange } from '../../src/actions/telephony/save-exchange.ts';
import { setExtension } from '../../src/actions/telephony/set-extension.ts';
import { inTransaction } from '../../src/store/database.ts';
import type { AmiPeer } from './ami-peer.ts';

const system = { kind: 'system' } as const;

/** An exchange of the city at that port of this machine, whose extension 101 is the agent's. */
export async function anExchangeOf(app: App, at: { readonly email: string; readonly port: number }) {
  const found = await inTransaction(app.database, system, async (tx) => ({
    user: await tx.selectFrom('users').select('id').where('email', '=', at.email).executeTakeFirstOrThrow(),
    authority: await tx
      .selectFrom('authorities')
      .select(['id', 'city_id'])
      .where('level', '=', 'city')
      .executeTakeFirstOrThrow(),
  }));
  const { id: authority_id, city_id } = found.authority;
  const { exchange_id } = await saveExchange(app, system, {
    ...{ exchange_id: null, city_id, authority_id, name: 'Conmutador', host: '127.0.0.1', port: at.port },
    ...{ is_tls: false, username: 'atiende', secret: 'secreto', dial_context: 'atiende-salida' },
    ...{ is_enabled: true, sip_address: null, sip_domain: null },
  });
  await setExtension(app, system, { exchange_id, user_id: found.user.id, extension: '101' });
}

/** @param at when it happened, in milliseconds since 1970; the instant of its arrival where none is given */
const told = (linked_id: string, at?: number) => ({
  ...{ Uniqueid: linked_id, Linkedid: linked_id },
  ...(at === undefined ? {} : { Timestamp: (at / 1000).toFixed(6) }),
});
const agent = (linked_id: string) => ({
  ...{ Interface: 'PJSIP/101', DestUniqueid: `${linked_id}9`, DestChannel: 'PJSIP/101-0000000a' },
});

/** It rings at the agent's telephone; the call is there until it is hung up. */
export function rings(peer: AmiPeer, linked_id: string, number: string): void {
  const base = { ...told(linked_id), CallerIDNum: number };
  peer.channels.set(linked_id, { Channel: 'PJSIP/troncal-00000001', ...told(linked_id) });
  peer.say({ Event: 'QueueCallerJoin', Queue: 'atencion', ...base });
  peer.say({ Event: 'AgentCalled', Queue: 'atencion', ...base, ...agent(linked_id) });
}

/** Whoever called hangs up. */
export function isHungUp(peer: AmiPeer, linked_id: string): void {
  peer.channels.delete(linked_id);
  const channels = [`${linked_id}9`, linked_id];
  for (const Uniqueid of channels) peer.say({ Event: 'Hangup', Uniqueid, Linkedid: linked_id, Cause: '16' });
}

/** A call that the agent took and that is over by now; instants in milliseconds since 1970. */
export function wasSpoken(
  peer: AmiPeer,
  call: {
    readonly linked_id: string;
    readonly number: string;
    readonly from: number;
    readonly until: number;
  },
): void {
  const { linked_id, number, from, until } = call;
  const base = { Queue: 'atencion', ...told(linked_id, from), CallerIDNum: number };
  peer.say({ Event: 'QueueCallerJoin', ...base });
  peer.say({ Event: 'AgentCalled', ...base, ...agent(linked_id) });
  peer.say({ Event: 'AgentConnect', ...base, ...agent(linked_id), HoldTime: '1', RingTime: '1' });
  for (const Uniqueid of [`${linked_id}9`, linked_id])
    peer.say({ Event: 'Hangup', ...told(linked_id, until), Uniqueid, Cause: '16' });
}
