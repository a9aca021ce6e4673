import { setTimeout as pause } from 'node:timers/promises';
import { fileReport, type Answer, type Filing } from '../durability/filing-clients.ts';
import { recoveryMs } from './plan.ts';
import type { Provider } from './provider.ts';

/** Fifty a second, and never more at once than so many clients: what the machine gives beyond that it gives. */
const perSecond = 50;
const clients = 12;

/** Filings that go on until they are told to end, whatever happens to the server. */
export interface SteadyFilings {
  /** Every folio that was acknowledged, by the number of its report. */
  readonly folios: Map<number, Set<string>>;
  /** Answers that were neither a folio nor a 503 that says when to come back. */
  readonly wrong: Answer[];
  /** Counts of answers. */
  readonly told: { unavailable: number; broken: number; hung: number; again: number };
  /** The turn of the next report. */
  readonly next: () => number;
  /** Whether a report of this turn or a later one has its folio. */
  readonly reached: (turn: number) => boolean;
  /** Begins no more and waits until each begun report has its folio. */
  readonly end: () => Promise<void>;
}

/** One of four leaves an address: as many notices as a worker sends beside so many filings. */
const numberOf = (turn: number): number => 2 * turn + (turn % 4 === 0 ? 0 : 1);

export function fileSteadily(filing: Filing, from = 0): SteadyFilings {
  const folios = new Map<number, Set<string>>();
  const wrong: Answer[] = [];
  const told = { unavailable: 0, broken: 0, hung: 0, again: 0 };
  const state = { isOver: false, next: from };
  const note = (n: number, answer: Answer | null): boolean => {
    if (answer?.folio) folios.set(n, (folios.get(n) ?? new Set()).add(answer.folio));
    else if (answer === null) told.broken += 1;
    else if (answer.status === 503 && answer.retry_after !== null) told.unavailable += 1;
    else wrong.push(answer);
    return typeof answer?.folio === 'string';
  };
  const ask = (n: number): Promise<Answer | null> =>
    fileReport(filing, n).catch((problem: unknown) => {
      // It gave up waiting, and tries again as anybody does.
      if ((problem as Error).name !== 'TimeoutError') throw problem;
      told.hung += 1;
      return null;
    });
  const began = performance.now();
  const client = async () => {
    while (!state.isOver) {
      const n = numberOf(state.next++);
      while (!note(n, await ask(n))) await pause(250);
      // As a client does whose answer was lost on the way.
      if (n % 5 === 0 && note(n, await ask(n))) told.again += 1;
      const early = began + ((state.next - from) * 1000) / perSecond - performance.now();
      if (early > 0) await pause(early);
    }
  };
  const done = Promise.all(Array.from({ length: clients }, client));
  return {
    folios,
    wrong,
    told,
    next: () => state.next,
    reached: (turn) => {
      for (let one = turn; one < state.next; one++) if (folios.has(numberOf(one))) return true;
      return false;
    },
    end: async () => {
      state.isOver = true;
      await done;
    },
  };
}

/** Messages that a worker has at hand at once. */
const atHand = 3;

/**
 * Waits until a report that was begun from now on has its folio, and more messages were taken than were on their way.
 * @returns ms, or null when that takes longer than it may
 */
export async function worksAgain(filings: SteadyFilings, provider: Provider): Promise<number | null> {
  const [from, taken, began] = [filings.next(), provider.takings.length, performance.now()];
  for (;;) {
    const waited = performance.now() - began;
    if (filings.reached(from) && provider.takings.length > taken + atHand) return waited;
    if (waited > recoveryMs) return null;
    await pause(20);
  }
}
