import { useSyncExternalStore } from 'react';
import type { CallPhase, LineState } from '../../../../core/telephony/softphone.ts';

/** What keeps the telephone from working, as a code of `console.softphone.problem`. */
export type LineProblem =
  'microphone_denied' | 'microphone_missing' | 'elsewhere' | 'taken' | 'refused' | 'away';

export interface CallView {
  readonly phase: Exclude<CallPhase, 'none'>;
  /** The number that calls or is called; empty for who hides it. */
  readonly number: string;
  readonly is_incoming: boolean;
  /** When it was answered, in ms since 1970; null before. */
  readonly answered_at: number | null;
  readonly is_muted: boolean;
}

/** The telephone of this tab, as the screen shows it. */
export interface LineView {
  readonly line: LineState;
  readonly extension: string;
  readonly problem: LineProblem | null;
  readonly call: CallView | null;
  /** Who is asked before a call is handed over to them. */
  readonly consult: CallView | null;
}

const nothing: LineView = { line: 'off', extension: '', problem: null, call: null, consult: null };
let view = nothing;
const listeners = new Set<() => void>();

export function lineView(): LineView {
  return view;
}

export function show(part: Partial<LineView>): void {
  view = { ...view, ...part };
  for (const listener of listeners) listener();
}

/** Changes the call that goes on, if one does. */
export function showCall(which: 'call' | 'consult', part: Partial<CallView>): void {
  const now = view[which];
  if (now !== null) show({ [which]: { ...now, ...part } });
}

export function useLineView(): LineView {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => view,
  );
}
