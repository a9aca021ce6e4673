import { setTimeout as pause } from 'node:timers/promises';
import type { Process } from '../durability/program.ts';
import { isLong } from './plan.ts';

/** A process that is started again whenever it ends, as the units in deploy/systemd are (`Restart=always`). */
export interface Supervised {
  readonly now: () => Process;
  /** Ends it with SIGKILL, if it runs at this moment. */
  readonly kill: () => void;
  /** How it ended when nobody had killed it, and what it had said. */
  readonly ownEnds: string[];
  /** How often it was started, and how many milliseconds ago the last time. */
  readonly starts: () => { readonly times: number; readonly ago_ms: number };
  /** Ends it and starts it no more. */
  readonly stop: () => Promise<void>;
}

/** `RestartSec` of the units; the short run has no time to wait. */
const restart_ms = isLong ? 2_000 : 300;

export function supervise(begin: () => Process): Supervised {
  const state = { isStopped: false, isKilled: false, starts: 0, at: 0, process: begin() };
  const ownEnds: string[] = [];
  const watch = async () => {
    for (;;) {
      state.starts += 1;
      state.at = performance.now();
      const { code, signal } = await state.process.ended;
      if (state.isStopped) return;
      if (!state.isKilled) ownEnds.push(`${signal ?? code}: ${state.process.said()}`);
      await pause(restart_ms);
      if (state.isStopped) return;
      state.isKilled = false;
      state.process = begin();
    }
  };
  const watching = watch();
  return {
    now: () => state.process,
    kill: () => {
      state.isKilled = true;
      void state.process.end('SIGKILL');
    },
    ownEnds,
    starts: () => ({ times: state.starts, ago_ms: performance.now() - state.at }),
    stop: async () => {
      state.isStopped = true;
      await state.process.end('SIGKILL');
      await watching;
    },
  };
}
