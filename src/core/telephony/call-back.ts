import type { CallOutcome } from './call-record.ts';

/** A call that nobody took is called back within this, in milliseconds, where nothing else is said. */
const due_ms = 60 * 60_000;

interface EndedCall {
  readonly direction: 'in' | 'out';
  readonly outcome: CallOutcome | null;
  readonly ended_at: string | null;
  readonly wait_s: number | null;
  readonly hasNumber: boolean;
}

interface QueueRule {
  readonly calls_back: boolean;
  readonly short_abandon_s: number;
  /** When it opens next after a call that came while it was closed; null: it was open. */
  readonly opens_at: string | null;
}

/**
 * Whether a call leads to calling back, and by when: one that came in, that nobody took, from a number that can be
 * called. Who hung up at once did not wait for anybody. Check D9: one for each number, however often it calls; who keeps
 * them sees to that by the number.
 * @returns the instant by which to call, ISO 8601; null for none
 */
export function callBackDue(call: EndedCall, queue: QueueRule | null): string | null {
  const { direction, outcome, ended_at, wait_s, hasNumber } = call;
  if (direction !== 'in' || ended_at === null || !hasNumber) return null;
  if (outcome !== 'abandoned' && outcome !== 'missed') return null;
  if (queue !== null && !queue.calls_back) return null;
  if (outcome === 'abandoned' && wait_s !== null && wait_s < (queue?.short_abandon_s ?? 0)) return null;
  // Nobody is there before the queue opens.
  const opens_at = queue?.opens_at ?? ended_at;
  return dueAfter(opens_at > ended_at ? opens_at : ended_at);
}

/** By when somebody is called who wants it from that instant on; ISO 8601. */
export const dueAfter = (instant: string): string => new Date(Date.parse(instant) + due_ms).toISOString();

/** Who took one and was heard of no more does not keep it from the others for longer than this, in milliseconds. */
const taken_ms = 60 * 60_000;

/** Whether another member of staff may take it: nobody has it, or who has it let it lie. */
export const isFree = (
  { state, taken_at }: { state: string; taken_at: string | null },
  now: string,
): boolean => state === 'open' || (taken_at !== null && Date.parse(now) - Date.parse(taken_at) > taken_ms);

/** Who asked to be called later is not called now. */
export const isTime = ({ not_before }: { not_before: string | null }, now: string): boolean =>
  not_before === null || not_before <= now;

/** Days after which the number and what was said of it are removed, whether or not anybody called. */
export const call_back_kept_days = 30;

/** Who got through by themselves need not be called any more. */
export const settlesCallBack = ({ outcome }: Pick<EndedCall, 'outcome'>): boolean => outcome === 'answered';
