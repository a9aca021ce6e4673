import type { AmiEvent, CallFact } from './call-fact.ts';

/**
 * What an event says about a call; none for an event that says nothing about one.
 * Asterisk 16 to 22, docs.asterisk.org "AMI Events"; protocol section D.1.
 * @param heard_at ISO 8601: when it arrived, for an exchange that does not say when it happened (`timestampevents`)
 */
export function factsOf(event: AmiEvent, heard_at: string): readonly CallFact[] {
  const read = readers[event['Event'] ?? ''];
  const linked_id = event['Linkedid'] ?? event['OrigTransfererLinkedid'] ?? event['TransfererLinkedid'];
  if (read === undefined || linked_id === undefined || linked_id === '') return [];
  return read(event, { at: instantOf(event['Timestamp']) ?? heard_at, linked_id });
}

type Told = Pick<CallFact, 'at' | 'linked_id'>;
type Reader = (event: AmiEvent, told: Told) => readonly CallFact[];

const readers: Readonly<Partial<Record<string, Reader>>> = {
  Newchannel: (event, told) =>
    // The oldest channel of a call says where it came from.
    event['Uniqueid'] !== event['Linkedid']
      ? []
      : [
          {
            ...told,
            kind: 'began',
            interface: interfaceOf(event['Channel']),
            number: caller(event),
            dialled: event['Exten'] ?? '',
          },
        ],
  QueueCallerJoin: (event, told) => [
    { ...told, kind: 'joined', queue: event['Queue'] ?? '', number: caller(event) },
  ],
  QueueCallerLeave: (_, told) => [{ ...told, kind: 'left' }],
  QueueCallerAbandon: (event, told) => [{ ...told, kind: 'abandoned', waited_s: seconds(event['HoldTime']) }],
  AgentCalled: (event, told) => [{ ...told, kind: 'rang', ...member(event), number: caller(event) }],
  AgentRingNoAnswer: (event, told) => [{ ...told, kind: 'rang_out', channel: member(event).channel }],
  AgentConnect: (event, told) => [
    {
      ...{ ...told, kind: 'connected', ...member(event) },
      ...{ waited_s: seconds(event['HoldTime']), rang_s: seconds(event['RingTime']) ?? 0 },
    },
  ],
  AgentComplete: (event, told) => [
    {
      ...{ ...told, kind: 'completed', ...member(event), waited_s: seconds(event['HoldTime']) },
      ...{ talked_s: seconds(event['TalkTime']) ?? 0, reason: reasonOf(event['Reason']) },
    },
  ],
  DialBegin: (event, told) => [{ ...told, kind: 'rang', ...dialled(event), number: caller(event) }],
  DialEnd: (event, told) =>
    event['DialStatus'] === 'ANSWER'
      ? [{ ...told, kind: 'answered', ...dialled(event) }]
      : [{ ...told, kind: 'rang_out', channel: dialled(event).channel }],
  Hold: (event, told) => [{ ...told, kind: 'held', channel: event['Uniqueid'] ?? '' }],
  Unhold: (event, told) => [{ ...told, kind: 'resumed', channel: event['Uniqueid'] ?? '' }],
  BlindTransfer: (event, told) => {
    const linked_id = event['TransfereeLinkedid'] ?? told.linked_id;
    return [
      { ...told, linked_id, kind: 'transferred', channel: event['TransfererUniqueid'] ?? '', to: null },
    ];
  },
  AttendedTransfer: attended,
  Hangup: (event, told) => [
    { ...told, kind: 'hung_up', channel: event['Uniqueid'] ?? '', cause: seconds(event['Cause']) },
  ],
};

/** The call that goes on is the one of who was transferred, whichever of the two the agent began. */
function attended(event: AmiEvent, told: Told): readonly CallFact[] {
  const channel = event['TransferTargetUniqueid'];
  const to =
    channel === undefined ? null : { channel, interface: interfaceOf(event['TransferTargetChannel']) };
  const linked_id = event['TransfereeLinkedid'] ?? told.linked_id;
  return [{ ...told, linked_id, kind: 'transferred', channel: event['OrigTransfererUniqueid'] ?? '', to }];
}

const dialled = (event: AmiEvent) => ({
  channel: event['DestUniqueid'] ?? '',
  interface: interfaceOf(event['DestChannel']),
});

/** The member as the queue names it, which is what is set for an agent. */
const member = (event: AmiEvent) => ({
  channel: event['DestUniqueid'] ?? '',
  interface: event['Interface'] ?? interfaceOf(event['DestChannel']),
});

/** `PJSIP/101-0000002a` → `PJSIP/101`. */
function interfaceOf(channel: string | undefined): string {
  return (channel ?? '').replace(/-[0-9a-f]{8}(;\d)?$/, '');
}

/** The number as it was sent; null for who hides theirs. */
function caller(event: AmiEvent): string | null {
  const number = (event['CallerIDNum'] ?? '').trim();
  return /^\+?[\d *#-]{3,}$/.test(number) ? number : null;
}

const reasonOf = (reason: string | undefined) =>
  reason === 'transfer' || reason === 'agent' ? reason : ('caller' as const);

/** A year of seconds is an instant: versions of app_queue differ in what HoldTime of QueueCallerAbandon is. */
const longest_s = 31_536_000;

function seconds(text: string | undefined): number | null {
  if (text === undefined || !/^\d+(\.\d+)?$/.test(text)) return null;
  const value = Number(text);
  return value < longest_s ? value : null;
}

/** `1409169929.412068` → ISO 8601, in milliseconds. */
function instantOf(timestamp: string | undefined): string | null {
  const value = Number(timestamp);
  return timestamp === undefined || !Number.isFinite(value) || value <= 0
    ? null
    : new Date(Math.round(value * 1000)).toISOString();
}
