import type { CallFact } from './call-fact.ts';

/** A channel as ARI tells of it, with what `channelvars=CHANNEL(linkedid)` in `ari.conf` adds. */
interface AriChannel {
  readonly id: string;
  /** `PJSIP/501-0000002a`. */
  readonly name: string;
  /** `Down`, `Ring`, `Ringing`, `Up`. */
  readonly state?: string;
  readonly caller?: { readonly number?: string };
  readonly connected?: { readonly number?: string };
  readonly dialplan?: { readonly exten?: string };
  readonly channelvars?: Readonly<Partial<Record<string, string>>>;
}

/** An event of ARI, as its JSON says; what is not read is left out. */
export interface AriEvent {
  readonly type: string;
  /** `2026-11-16T09:00:00.123-0600`: no colon in the offset. */
  readonly timestamp?: string;
  readonly channel?: AriChannel;
  /** Of `Dial`: who is called. */
  readonly peer?: AriChannel;
  readonly caller?: AriChannel;
  readonly dialstatus?: string;
  readonly cause?: number;
  readonly result?: string;
  readonly transferee?: AriChannel;
  readonly transferer_first_leg?: AriChannel;
  readonly transfer_target?: AriChannel;
}

/**
 * What an event of ARI says about a call: the same facts as those of the manager interface, so that hearing both says
 * nothing twice. Queues are not in it. A request to hang up is not the end: that is when the channel is gone.
 * docs.asterisk.org "Asterisk REST Data Models"; protocol section D.2.
 * @param heard_at ISO 8601: when it arrived, for an event without a time
 */
export function factsOfAri(event: AriEvent, heard_at: string): readonly CallFact[] {
  const channel = event.channel ?? event.peer ?? event.transferer_first_leg;
  const read = readers[event.type];
  if (read === undefined || channel === undefined) return [];
  const linked_id = linkedOf(channel) ?? linkedOf(event.caller);
  if (linked_id === undefined) return [];
  return read(event, { told: { at: instantOf(event.timestamp) ?? heard_at, linked_id }, channel });
}

interface Told {
  readonly told: { readonly at: string; readonly linked_id: string };
  readonly channel: AriChannel;
}
type Reader = (event: AriEvent, told: Told) => readonly CallFact[];

const began: Reader = (_, { told, channel }) =>
  // The oldest channel of a call says where it came from.
  channel.id !== told.linked_id
    ? []
    : [
        {
          ...{ ...told, kind: 'began', interface: interfaceOf(channel) },
          ...{ number: numberOf(channel.caller), dialled: channel.dialplan?.exten ?? '' },
        },
      ];

const readers: Readonly<Partial<Record<string, Reader>>> = {
  ChannelCreated: began,
  StasisStart: began,
  ChannelStateChange(_, { told, channel }) {
    // That who calls is answered by a menu or a queue is not that somebody speaks.
    if (channel.id === told.linked_id) return [];
    const part = { ...told, channel: channel.id, interface: interfaceOf(channel) };
    if (channel.state === 'Ringing') return [{ ...part, kind: 'rang', number: numberOf(channel.connected) }];
    return channel.state === 'Up' ? [{ ...part, kind: 'answered' }] : [];
  },
  Dial(event, { told, channel }) {
    const part = { ...told, channel: channel.id, interface: interfaceOf(channel) };
    switch (event.dialstatus) {
      case '':
      case 'RINGING':
        return [{ ...part, kind: 'rang', number: numberOf(event.caller?.caller) }];
      case 'ANSWER':
        return [{ ...part, kind: 'answered' }];
      case 'PROGRESS':
      case 'PROCEEDING':
      case undefined:
        return [];
      default:
        return [{ ...told, kind: 'rang_out', channel: channel.id }];
    }
  },
  ChannelHold: (_, { told, channel }) => [{ ...told, kind: 'held', channel: channel.id }],
  ChannelUnhold: (_, { told, channel }) => [{ ...told, kind: 'resumed', channel: channel.id }],
  BridgeBlindTransfer(event, { told, channel }) {
    if (event.result !== 'Success') return [];
    const linked_id = linkedOf(event.transferee) ?? told.linked_id;
    return [{ ...told, linked_id, kind: 'transferred', channel: channel.id, to: null }];
  },
  BridgeAttendedTransfer(event, { told, channel }) {
    if (event.result !== 'Success') return [];
    const linked_id = linkedOf(event.transferee) ?? told.linked_id;
    const { transfer_target: target } = event;
    const to = target === undefined ? null : { channel: target.id, interface: interfaceOf(target) };
    return [{ ...told, linked_id, kind: 'transferred', channel: channel.id, to }];
  },
  ChannelDestroyed: (event, { told, channel }) => [
    { ...told, kind: 'hung_up', channel: channel.id, cause: event.cause ?? null },
  ],
};

const linkedOf = (channel: AriChannel | undefined): string | undefined =>
  channel?.channelvars?.['CHANNEL(linkedid)'] || undefined;

/** `PJSIP/101-0000002a` → `PJSIP/101`. */
const interfaceOf = ({ name }: AriChannel): string => name.replace(/-[0-9a-f]{8}(;\d)?$/, '');

/** The number as it was sent; null for who hides theirs. */
function numberOf(party: AriChannel['caller']): string | null {
  const number = (party?.number ?? '').trim();
  return /^\+?[\d *#-]{3,}$/.test(number) ? number : null;
}

function instantOf(timestamp: string | undefined): string | null {
  const at = Date.parse((timestamp ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
