import type { CallFact } from './call-fact.ts';

/** An agent's part in a call. */
export interface CallLeg {
  /** Uniqueid of the agent's channel. */
  readonly channel_id: string;
  readonly interface: string;
  readonly rang_at: string;
  readonly answered_at: string | null;
  readonly ended_at: string | null;
  readonly hold_s: number;
  readonly held_since: string | null;
  readonly end_reason: LegEnd | null;
}
export type LegEnd = 'caller' | 'agent' | 'transfer' | 'no_answer' | 'lost';
export type CallOutcome = 'answered' | 'abandoned' | 'missed' | 'unanswered';

/** A call as it is known by now. Instants are ISO 8601 UTC, waits are seconds. */
export interface CallRecord {
  readonly linked_id: string;
  readonly direction: 'in' | 'out';
  /** The queue that it entered first. */
  readonly queue: string | null;
  /** As the exchange sent it. */
  readonly number: string | null;
  readonly started_at: string;
  readonly queued_at: string | null;
  readonly answered_at: string | null;
  readonly ended_at: string | null;
  readonly wait_s: number | null;
  readonly outcome: CallOutcome | null;
  readonly hangup_cause: number | null;
  readonly legs: readonly CallLeg[];
}

type Of<K extends CallFact['kind']> = Extract<CallFact, { kind: K }>;

/**
 * The call that these facts are about, in whatever order they came; null while nobody is concerned: one that has not
 * come to a queue or to an agent.
 * @param facts all that are known of one Linkedid
 * @param isAgent whether an interface is an agent's
 */
export function callFrom(facts: readonly CallFact[], isAgent: (name: string) => boolean): CallRecord | null {
  const all = facts.toSorted((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
  const [first] = all;
  if (first === undefined) return null;
  const { linked_id } = first;
  const of = <K extends CallFact['kind']>(kind: K) => all.filter((one): one is Of<K> => one.kind === kind);
  const began = of('began')[0];
  const joined = of('joined')[0];
  const isOut = joined === undefined && began !== undefined && isAgent(began.interface);
  const legs = isOut ? [outgoingLeg(all, began, isAgent)] : legsOf(all, isAgent);
  if (joined === undefined && legs.length === 0) return null;
  // From one desk to another: nobody called.
  if (isOut && !of('rang').some((one) => !isAgent(one.interface)) && began.dialled.length < 7) return null;
  const answered = legs.flatMap((leg) => leg.answered_at ?? []).sort()[0] ?? null;
  const ends = of('hung_up').filter((one) => one.channel === linked_id);
  // What the exchange said of the end rules over what was only found out.
  const end = ends.find(({ cause }) => cause !== null) ?? ends[0];
  const queued_at = joined?.at ?? queuedBy(all);
  const ended_at = end?.at ?? null;
  const outcome = ended_at === null ? null : outcomeOf({ isOut, answered, all, queued: queued_at !== null });
  return {
    ...{ linked_id, direction: isOut ? 'out' : 'in', queue: joined?.queue ?? null },
    number: isOut ? numberDialled(began) : (joined?.number ?? began?.number ?? of('rang')[0]?.number ?? null),
    ...{ started_at: first.at, queued_at, answered_at: answered },
    ended_at: ended_at === null ? null : latest([ended_at, ...legs.flatMap((leg) => leg.ended_at ?? [])]),
    wait_s: waitOf({ queued_at, answered, all, ended_at: outcome === null ? null : ended_at }),
    ...{ outcome, hangup_cause: end?.cause ?? null },
    legs: end === undefined ? legs : legs.map((leg) => endedWith(leg, end)),
  };
}

function legsOf(all: readonly CallFact[], isAgent: (name: string) => boolean): CallLeg[] {
  const names = new Map<string, string>();
  for (const fact of all) {
    const named =
      fact.kind === 'transferred' ? fact.to : 'interface' in fact && 'channel' in fact ? fact : null;
    if (named !== null && named.channel !== '' && isAgent(named.interface))
      names.set(named.channel, named.interface);
  }
  return [...names]
    .map(([channel, name]) => legOf(all, channel, name))
    .toSorted((one, other) => (one.rang_at < other.rang_at ? -1 : Number(one.rang_at > other.rang_at)));
}

function legOf(all: readonly CallFact[], channel: string, name: string): CallLeg {
  const own = all.filter((one) => 'channel' in one && one.channel === channel);
  const at = (kind: CallFact['kind']) => own.find((one) => one.kind === kind)?.at;
  const connected = own.find((one): one is Of<'connected'> => one.kind === 'connected');
  const completed = own.find((one): one is Of<'completed'> => one.kind === 'completed');
  const handed = all.find((one) => one.kind === 'transferred' && one.to?.channel === channel)?.at;
  const answered =
    connected?.at ??
    at('answered') ??
    handed ??
    (completed === undefined ? null : earlier(completed.at, completed.talked_s));
  const rang = at('rang') ?? (connected === undefined ? undefined : earlier(connected.at, connected.rang_s));
  const ended =
    at('transferred') ?? completed?.at ?? at('hung_up') ?? (answered === null ? at('rang_out') : undefined);
  const reason = answered === null ? 'no_answer' : reasonOf(all, own);
  const rang_at = rang ?? answered ?? own[0]!.at;
  const holds = holdsOf(own, ended ?? null);
  return {
    ...{ channel_id: channel, interface: name },
    rang_at: answered !== null && answered < rang_at ? answered : rang_at,
    answered_at: answered,
    ended_at: ended === undefined ? null : latest([ended, answered ?? ended]),
    ...holds,
    end_reason: ended === undefined ? null : reason,
  };
}

/** Of an outgoing call: the agent's own channel is its oldest, and it is answered when the other party does. */
function outgoingLeg(
  all: readonly CallFact[],
  began: Of<'began'>,
  isAgent: (name: string) => boolean,
): CallLeg {
  const { linked_id } = began;
  const own = all.filter((one) => 'channel' in one && one.channel === linked_id);
  const reached = all.find((one) => one.kind === 'answered' && !isAgent(one.interface));
  const ended_at = own.find(({ kind }) => kind === 'hung_up')?.at ?? null;
  return {
    ...{ channel_id: linked_id, interface: began.interface, rang_at: began.at },
    ...{ answered_at: reached?.at ?? null, ended_at },
    ...holdsOf(own, ended_at),
    end_reason: ended_at === null ? null : reached === undefined ? 'no_answer' : reasonOf(all, own),
  };
}

/** Who hung up first ended it, unless the exchange says who did. */
function reasonOf(all: readonly CallFact[], own: readonly CallFact[]): LegEnd {
  if (own.some(({ kind }) => kind === 'transferred')) return 'transfer';
  const completed = own.find((one): one is Of<'completed'> => one.kind === 'completed');
  if (completed !== undefined) return completed.reason;
  const end = own.find((one): one is Of<'hung_up'> => one.kind === 'hung_up');
  // The exchange names a cause: without one, the end was found out later.
  if (end !== undefined && end.cause === null) return 'lost';
  const own_end = end?.at ?? '';
  const others = all.find((one) => one.kind === 'hung_up' && !own.includes(one))?.at;
  return others !== undefined && others <= own_end ? 'caller' : 'agent';
}

function holdsOf(own: readonly CallFact[], ended_at: string | null) {
  let since: string | null = null;
  let hold_s = 0;
  for (const { kind, at } of own) {
    if (kind === 'held') since ??= at;
    if (kind !== 'resumed' || since === null) continue;
    hold_s += secondsBetween(since, at);
    since = null;
  }
  if (since === null || ended_at === null) return { hold_s, held_since: since };
  return { hold_s: hold_s + Math.max(0, secondsBetween(since, ended_at)), held_since: null };
}

/** What still rings or speaks when the caller hangs up is over. */
function endedWith(leg: CallLeg, { at: ended_at, cause }: Of<'hung_up'>): CallLeg {
  if (leg.ended_at !== null) return leg;
  const spoken = cause === null ? 'lost' : 'caller';
  const reason = leg.answered_at === null ? 'no_answer' : spoken;
  const held = leg.held_since === null ? 0 : Math.max(0, secondsBetween(leg.held_since, ended_at));
  const at = latest([ended_at, leg.answered_at ?? leg.rang_at]);
  return { ...leg, ended_at: at, end_reason: reason, hold_s: leg.hold_s + held, held_since: null };
}

interface Ended {
  readonly isOut: boolean;
  readonly answered: string | null;
  readonly all: readonly CallFact[];
  readonly queued: boolean;
}

/** A queue that gave up is missed; who hung up before it did is abandoned. */
function outcomeOf({ isOut, answered, all, queued }: Ended): CallOutcome {
  if (answered !== null) return 'answered';
  if (isOut) return 'unanswered';
  if (!queued || all.some(({ kind }) => kind === 'abandoned')) return queued ? 'abandoned' : 'missed';
  return all.some(({ kind }) => kind === 'left') ? 'missed' : 'abandoned';
}

/** When it entered the queue, of one whose entering was not heard. */
function queuedBy(all: readonly CallFact[]): string | null {
  for (const fact of all) {
    const waited = fact.kind === 'connected' || fact.kind === 'abandoned' ? fact.waited_s : null;
    if (waited !== null) return earlier(fact.at, waited);
    if (fact.kind === 'completed' && fact.waited_s !== null)
      return earlier(fact.at, fact.talked_s + fact.waited_s);
  }
  return null;
}

interface Waiting {
  readonly queued_at: string | null;
  readonly answered: string | null;
  readonly all: readonly CallFact[];
  readonly ended_at: string | null;
}

function waitOf({ queued_at, answered, all, ended_at }: Waiting): number | null {
  if (queued_at === null) return null;
  const left = all.find(({ kind }) => kind === 'abandoned' || kind === 'left')?.at;
  const until = answered ?? (ended_at === null ? null : (left ?? ended_at));
  return until === null ? null : Math.max(0, secondsBetween(queued_at, until));
}

const numberDialled = ({ dialled }: Of<'began'>): string | null => (dialled.length >= 7 ? dialled : null);
const secondsBetween = (from: string, until: string): number => (Date.parse(until) - Date.parse(from)) / 1000;
const earlier = (at: string, seconds: number): string =>
  new Date(Date.parse(at) - seconds * 1000).toISOString();
const latest = (all: readonly string[]): string => all.toSorted().at(-1)!;
