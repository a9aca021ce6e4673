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
  return new Date(Date.parse(ended_at) + due_ms).toISOString();
}

/** Who got through by themselves need not be called any more. */
export const settlesCallBack = ({ outcome }: Pick<EndedCall, 'outcome'>): boolean => outcome === 'answered';
