import { readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { ask } from '../durability/installation.ts';
import type { Program } from '../durability/program.ts';
import type { Provider } from './provider.ts';

/** What a wait under a moved clock looks at when it does not end. */
export interface Watched {
  readonly owner_url: string;
  readonly program: () => Program | undefined;
  readonly provider: Provider;
}

/** So long a wait may take: the queue's own waits are seconds, a machine that others use makes them a minute. */
const longest_ms = 60_000;

/** Waits until something holds. @throws with what was waited for and how everything stood when it did not come */
export async function waitUntil<T>(
  what: string,
  find: () => Promise<T | false | null | undefined>,
  watched: Watched,
): Promise<T> {
  const state = { isOver: false, problem: 'none' };
  const look = async (): Promise<T> => {
    for (;;) {
      const found = await find().catch((error: unknown) => {
        state.problem = String(error);
        return null;
      });
      if (found !== false && found !== null && found !== undefined) return found;
      if (state.isOver) throw new Error(what);
      if (watched.program()?.isOver()) throw new Error(`the program ended before ${what}`);
      await pause(50);
    }
  };
  const stands = async () => `last problem: ${state.problem}\n${await howItStands(watched)}`;
  try {
    return await ends(what, look(), stands);
  } finally {
    state.isOver = true;
  }
}

/** Waits for something that ends by itself. @throws with what `stands` says when it does not */
export async function ends<T>(what: string, ending: Promise<T>, stands: () => Promise<string>): Promise<T> {
  const done = new AbortController();
  const late = pause(longest_ms, null, { signal: done.signal }).then(async () => {
    throw new Error(`waited in vain for ${what}: ${await stands()}`);
  });
  // Whichever comes second is nobody's any more.
  late.catch(() => undefined);
  ending.catch(() => undefined);
  try {
    return await Promise.race([ending, late]);
  } finally {
    done.abort();
  }
}

/** Clocks, queue, outbox, connections and what each process waits for, for whoever looks for the reason. */
export async function howItStands({ owner_url, program, provider }: Watched): Promise<string> {
  const rows = await Promise.all(
    [
      `select clock_timestamp() as clock_of_a_new_connection`,
      `select id, task_identifier, run_at, locked_at, attempts, last_error from graphile_worker.jobs order by id desc limit 20`,
      `select id, state, attempts, last_error, created_at from outbox order by id desc limit 20`,
      `select pid, application_name, state, wait_event, xact_start, state_change, left(query, 60) as query
        from pg_stat_activity where datname = 'atiende' or datname is null`,
      `select e.id, e.at from petition_events e
        where not exists (select from sealed_events s where s.event_id = e.id) limit 20`,
    ].map((sql) => ask<Record<string, unknown>>(owner_url, sql).catch(whatFailed)),
  );
  const asked = program();
  const clock =
    asked && (await fetch(`${asked.url}/livez`, { signal: AbortSignal.timeout(5_000) }).catch(String));
  const servers = rows[3]!.map(({ pid }) => Number(pid)).filter((pid) => pid > 0);
  const facts = {
    ...{ here: new Date().toISOString(), load: loadavg() },
    clock_of_program: typeof clock === 'object' ? clock.headers.get('date') : clock,
    taken: provider.takings.map(({ to }) => to),
    program: asked && { is_over: asked.isOver(), said: asked.said().slice(-500) },
    waits: Object.fromEntries([asked?.pid ?? 0, ...servers].map((pid) => [pid, waitOf(pid)])),
  };
  return JSON.stringify({ ...facts, rows }, null, 1);
}

/** In which call of the kernel a process waits, as far as this machine says it. */
function waitOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/wchan`, 'utf8');
  } catch {
    return '?';
  }
}

const whatFailed = (problem: unknown): Record<string, unknown>[] => [{ problem: String(problem) }];
