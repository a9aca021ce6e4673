import type { App } from '../../actions/app.ts';
import { recordCall } from '../../actions/telephony/record-call.ts';
import { keyOfFact, type CallFact } from '../../core/telephony/call-fact.ts';
import { factsOfRecord } from '../../core/telephony/known-call.ts';
import { callOnRecord } from '../../queries/operations/telephone-lines.ts';

/** Events of one moment are written together. */
const gather_ms = 40;
/** What comes late is added to a call for so long after the last that was heard of it. */
const keep_ms = 10 * 60_000;
const most_facts = 1_500;

interface Gathered {
  readonly facts: Map<string, CallFact>;
  isSeeded: boolean;
  isNew: boolean;
  heard: number;
}

export interface CallsHeard {
  readonly add: (facts: readonly CallFact[]) => void;
  /** Writes down what was not yet. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Gathers what is heard of each call and has it written down, again and again as more is heard; what could not be
 * written, since the database is away, is written later. @param tell hears the code of a problem
 */
export function hearCalls(app: App, exchange_id: string, tell: (problem: unknown) => void): CallsHeard {
  const calls = new Map<string, Gathered>();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let isStopped = false;
  const write = () => writeAll(app, exchange_id, calls);
  const turn = () =>
    (writing ??= write()
      .catch((problem: unknown) => {
        tell(problem);
        later(1_000);
      })
      .finally(() => (writing = null)));
  const later = (ms: number) => {
    if (isStopped) return;
    timer ??= setTimeout(() => {
      // Before the turn: one that is under way already does not know what came after its beginning.
      timer = undefined;
      void turn().then(() => waiting() && later(gather_ms));
    }, ms);
  };
  const waiting = () => [...calls.values()].some(({ isNew }) => isNew);
  return {
    add(facts) {
      for (const fact of facts) gather(calls, fact);
      if (facts.length > 0) later(gather_ms);
    },
    async flush() {
      clearTimeout(timer);
      timer = undefined;
      await writing;
      await turn();
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await writing;
      await write().catch(tell);
    },
  };
}

/** Writes what is new. One that cannot be written is tried last the next time: it keeps no other call waiting. */
async function writeAll(app: App, exchange_id: string, calls: Map<string, Gathered>): Promise<void> {
  for (const [linked_id, call] of calls) {
    const isOld = performance.now() - call.heard > keep_ms;
    if (!call.isNew && isOld) calls.delete(linked_id);
    if (!call.isNew) continue;
    try {
      await writeOne(app, { exchange_id, linked_id, call });
    } catch (problem) {
      calls.delete(linked_id);
      calls.set(linked_id, call);
      throw problem;
    }
  }
}

function gather(calls: Map<string, Gathered>, fact: CallFact): void {
  const call = calls.get(fact.linked_id) ?? { facts: new Map(), isSeeded: false, isNew: false, heard: 0 };
  calls.set(fact.linked_id, call);
  call.heard = performance.now();
  const key = keyOfFact(fact);
  if (call.facts.has(key) || call.facts.size >= most_facts) return;
  call.facts.set(key, fact);
  call.isNew = true;
}

interface One {
  readonly exchange_id: string;
  readonly linked_id: string;
  readonly call: Gathered;
}

async function writeOne(app: App, { exchange_id, linked_id, call }: One): Promise<void> {
  if (!call.isSeeded) {
    const known = await callOnRecord(app, { exchange_id, linked_id });
    for (const fact of known === null ? [] : factsOfRecord(known))
      call.facts.set(`known ${keyOfFact(fact)}`, fact);
    call.isSeeded = true;
  }
  call.isNew = false;
  try {
    await recordCall(app, { kind: 'system' }, { exchange_id, facts: [...call.facts.values()] });
  } catch (problem) {
    call.isNew = true;
    throw problem;
  }
}
