import type { CallFact } from './call-fact.ts';

/** A call as the exchange itself has it on record, whole and over. */
export interface LoggedCall {
  readonly linked_id: string;
  /** When it entered its first queue, ISO 8601. */
  readonly entered_at: string;
  readonly ended_at: string;
  readonly queue: string;
  readonly number: string | null;
  /** Agents are named as the record names them: by channel or by extension. */
  readonly facts: readonly CallFact[];
}

/** Whoever left one queue may enter another: a call is over when it was not heard of for so long. */
const quiet_s = 6 * 3600;
const id_form = /^[\w.-]{1,80}$/;
/** Before Asterisk had queues there is no line of a log. */
const first_epoch = 946_684_800;
/** A clock may be ahead of ours; what is further ahead is a broken line. */
const ahead_s = 86_400;

interface Gathered {
  readonly facts: CallFact[];
  /** The agent's channel, by how the agent is named. */
  readonly channels: Map<string, string>;
  entered: { readonly at: string; readonly queue: string; readonly number: string | null } | null;
  /** Null while it waits or speaks. */
  over_at: string | null;
  last: number;
}

export interface QueueLog {
  /** Reads a line; gives the calls that are certainly over by then. */
  readonly take: (line: string) => LoggedCall[];
  /** Those that are over at the end of the log. @param settled_s epoch: what ended later may not be whole */
  readonly rest: (settled_s: number) => LoggedCall[];
  /** Epoch of the newest line, seconds, never later than now; null before the first. */
  readonly until: () => number | null;
}

/**
 * Reads lines of Asterisk's queue_log: `epoch|callid|queue|agent|verb|data…`. Calls of which nothing was heard while the
 * line to the exchange was away are made up from it. Other lines, and broken ones, say nothing: one from years ahead would
 * have all that follows taken for read.
 * @param now_s epoch, seconds
 * docs.asterisk.org "Queue Logs"; protocol section D.1.
 */
export function readQueueLog(now_s: number): QueueLog {
  const calls = new Map<string, Gathered>();
  let until: number | null = null;
  let swept = 0;
  const giveUp = (isOver: (call: Gathered) => boolean): LoggedCall[] => {
    const over: LoggedCall[] = [];
    for (const [linked_id, call] of calls) {
      if (!isOver(call)) continue;
      calls.delete(linked_id);
      over.push(...wholeCall(linked_id, call));
    }
    return over;
  };
  return {
    take(line) {
      const [epoch = '', linked_id = '', ...words] = line.trim().split('|');
      const at = /^\d{9,10}$/.test(epoch) ? Number(epoch) : 0;
      if (at < first_epoch || at > now_s + ahead_s) return [];
      until = Math.max(until ?? at, at);
      if (linked_id !== 'NONE' && id_form.test(linked_id)) gather(calls, { at, linked_id, words });
      if (until - swept < quiet_s / 6) return [];
      swept = until;
      return giveUp(({ last }) => last < until! - quiet_s);
    },
    rest: (settled_s) => giveUp(({ last }) => last <= settled_s),
    until: () => (until === null ? null : Math.min(until, Math.floor(now_s))),
  };
}

interface Line {
  readonly at: number;
  readonly linked_id: string;
  /** Queue, agent, verb and its data. */
  readonly words: readonly string[];
}

function gather(calls: Map<string, Gathered>, { at: epoch, linked_id, words }: Line): void {
  const [queue = '', agent = '', verb = '', ...data] = words;
  if (!(verb in readers)) return;
  const call = calls.get(linked_id) ?? {
    ...{ facts: [], channels: new Map<string, string>(), entered: null, over_at: null, last: epoch },
  };
  calls.set(linked_id, call);
  call.last = Math.max(call.last, epoch);
  const told = { at: new Date(epoch * 1000).toISOString(), linked_id };
  readers[verb]!(call, { told, queue, agent, data });
}

interface Told {
  readonly told: { readonly at: string; readonly linked_id: string };
  readonly queue: string;
  readonly agent: string;
  readonly data: readonly string[];
}
type Reader = (call: Gathered, line: Told) => void;

const figure = (data: readonly string[], at: number): number | null => {
  const text = data.at(at) ?? '';
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
};

/** The log names the agent's channel when one speaks, and not again when one is done. */
const partOf = (call: Gathered, { told, agent }: Told) => ({
  ...told,
  channel: call.channels.get(agent) ?? `${told.linked_id}/${agent}`,
  interface: agent,
});

const left: Reader = (call, { told }) => {
  call.over_at = told.at;
  call.facts.push({ ...told, kind: 'left' });
};

const completed =
  (reason: 'agent' | 'caller'): Reader =>
  (call, line) => {
    const [waited_s, talked_s] = [figure(line.data, 0), figure(line.data, 1) ?? 0];
    call.over_at = line.told.at;
    call.facts.push({ ...partOf(call, line), kind: 'completed', waited_s, talked_s, reason });
  };

/** Its last three figures are wait, talk and place, whatever stands before them. What follows is no queue's. */
const transferred: Reader = (call, line) => {
  const [waited_s, talked_s] = [figure(line.data, -3), figure(line.data, -2) ?? 0];
  call.over_at = line.told.at;
  call.facts.push({ ...partOf(call, line), kind: 'completed', waited_s, talked_s, reason: 'transfer' });
};

const readers: Readonly<Partial<Record<string, Reader>>> = {
  ENTERQUEUE(call, { told, queue, data }) {
    const number = data[1] === undefined || !/\d{3}/.test(data[1]) ? null : data[1];
    call.entered ??= { at: told.at, queue, number };
    call.over_at = null;
    call.facts.push({ ...told, kind: 'joined', queue, number });
  },
  CONNECT(call, line) {
    const { agent, data } = line;
    if (data[1] !== undefined && id_form.test(data[1])) call.channels.set(agent, data[1]);
    call.over_at = null;
    const [waited_s, rang_s] = [figure(data, 0), figure(data, 2) ?? 0];
    call.facts.push({ ...partOf(call, line), kind: 'connected', waited_s, rang_s });
  },
  COMPLETECALLER: completed('caller'),
  COMPLETEAGENT: completed('agent'),
  TRANSFER: transferred,
  BLINDTRANSFER: transferred,
  ATTENDEDTRANSFER: transferred,
  ABANDON(call, { told, data }) {
    call.over_at = told.at;
    call.facts.push({ ...told, kind: 'abandoned', waited_s: figure(data, 2) });
  },
  EXITWITHTIMEOUT: left,
  EXITWITHKEY: left,
  EXITEMPTY: left,
};

/** None of one whose beginning or end the log does not have. */
function wholeCall(linked_id: string, { facts, entered, over_at }: Gathered): LoggedCall[] {
  if (entered === null || over_at === null) return [];
  const over: CallFact = { at: over_at, linked_id, kind: 'hung_up', channel: linked_id, cause: 16 };
  const { at, queue, number } = entered;
  return [{ linked_id, entered_at: at, ended_at: over_at, queue, number, facts: [...facts, over] }];
}
