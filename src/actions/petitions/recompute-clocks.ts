import { recountProgress } from '../../queries/recount-progress.ts';
import { reading } from '../../store/database.ts';
import type { App } from '../app.ts';
import { beginRecount, countPetitions } from './begin-recount.ts';
import type { BatchReport } from './each-petition.ts';
import type { CalendarChange } from './recompute-petition.ts';
import { recountNext, type RecountStep } from './recount-next.ts';

/** Petitions of one transaction: short enough that nobody waits for it, long enough to be worth its commit. */
const at_a_time = 200;

const system = { kind: 'system' } as const;

/**
 * Counts the open petitions of a calendar anew after a change of it, in short transactions, from wherever this was left
 * off. Twice changes nothing. Two lanes at a time: the database writes for one while the other is thought about.
 * @returns what was done in all, by whichever processes; the refused of this run
 */
export async function recomputeClocks(
  app: App,
  change: { recount_id: string } | (CalendarChange & { city_id: string }),
): Promise<BatchReport & { moved: number }> {
  const { recount_id } = 'recount_id' in change ? change : await beginRecount(app, system, change);
  await countPetitions(app, system, { recount_id });
  const refused = await Promise.all([workThrough(app, recount_id), workThrough(app, recount_id)]);
  const [progress] = await reading(app.database, system, (reader) => recountProgress(reader, { recount_id }));
  return { done: progress!.seen, moved: progress!.moved, refused: refused.flat() };
}

async function workThrough(app: App, recount_id: string): Promise<RecountStep['refused'][number][]> {
  const refused: RecountStep['refused'][number][] = [];
  for (;;) {
    app.stopping?.throwIfAborted();
    const step = await recountNext(app, system, { recount_id, at_most: at_a_time });
    if (step.finished) return refused;
    refused.push(...step.refused);
  }
}
