import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Published } from '../actions/open-data/publish-open-data.ts';

/** What the process says: a month is done, a city is, or the most memory that it took. */
export type Told =
  | { readonly of: 'month'; readonly city: string; readonly month: string }
  | { readonly of: 'city'; readonly city: string; readonly published: Published | null }
  | { readonly of: 'end'; readonly peak_mb: number | null };

/**
 * What it lives with. Most of what publishing leaves behind is short-lived: without a limit it waits in memory for a
 * collection that nothing asks for, and 60,000 petitions took 400 MB that are in nobody's hands.
 */
const small_memory = { node: ['--max-semi-space-size=4'], env: { MALLOC_ARENA_MAX: '2' } };
/** Of its heap. A city so large that the first is not enough is published with the second. */
const megabytes = [96, 384] as const;

/**
 * Publishes the open data in a process of its own, which ends with it: neither its memory nor its work is in the way
 * of those who are being served. It ends early when this process does.
 * @param asked `city` by its code; null publishes all of them
 * @throws Error when it did not come to its end
 */
export async function publishApart(
  asked: {
    readonly public_url: string;
    readonly city: string | null;
    readonly stopping?: AbortSignal | undefined;
  },
  tell: (told: Told) => void = () => undefined,
): Promise<void> {
  for (const heap of megabytes) {
    const child = fork(
      join(import.meta.dirname, 'publish-process.ts'),
      [asked.public_url, asked.city ?? ''],
      {
        execArgv: [...small_memory.node, `--max-old-space-size=${heap}`],
        env: { ...process.env, ...small_memory.env },
      },
    );
    child.on('message', (told) => tell(told as Told));
    const stop = () => child.kill('SIGTERM');
    asked.stopping?.addEventListener('abort', stop, { once: true });
    if (asked.stopping?.aborted === true) stop();
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    asked.stopping?.removeEventListener('abort', stop);
    if (code === 0) return;
    // Node aborts where its heap is full.
    if (signal !== 'SIGABRT' && code !== 134) throw new Error(`Publishing ended with ${code ?? signal}`);
  }
  throw new Error('Publishing ran out of memory');
}
