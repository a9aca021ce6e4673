// Makes the copies in a thread of its own, so that PostgreSQL writes a batch while the next one is made.
import { parentPort, workerData } from 'node:worker_threads';
import type { CopiedLife } from './copied-life.ts';
import { copierFor, type CopiedCity } from './copies.ts';

/** Which copies make up a batch: of the growth from `from` to `to` petitions, those up to `until`. */
export interface BatchAsked {
  readonly done: number;
  readonly until: number;
  readonly of: number;
}

const { city, lives } = workerData as { city: CopiedCity; lives: readonly CopiedLife[] };
const copier = copierFor(city);

parentPort!.on('message', ({ done, until, of }: BatchAsked) => {
  // In the order of time, as a city fills up.
  for (let n = done; n < until; n += 1) copier.copy(lives[Math.floor((n / of) * lives.length)]!);
  const batch = copier.take();
  parentPort!.postMessage(
    batch,
    [...batch.text.values()].map(({ buffer }) => buffer),
  );
});
