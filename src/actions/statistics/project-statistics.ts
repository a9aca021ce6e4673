import { z } from 'zod';
import {
  becomeCounter,
  beginSweep,
  changedSince,
  goOnFrom,
  nextStretch,
  noteSwept,
  statisticsProgress,
} from '../../store/statistics/progress.ts';
import { defineAction } from '../action.ts';
import { foldPetitions } from './fold-petitions.ts';

/** So many changes are counted in one transaction; more than that at once, and every petition is looked at instead. */
const mostChanges = 500;
const stretch = 1_000;

/**
 * Counts what changed since the last time: of each changed petition the old contribution goes out and the new one comes
 * in, in one transaction. Of several processes one counts; nobody who files or replies waits for it. What a sweep has
 * still to look at (after a rebuild, on another server, after an import) goes on a stretch further.
 * @returns `more` while there is more to do at once
 */
export const projectStatistics = defineAction({
  name: 'project-statistics',
  permission: 'system',
  input: z.object({}),
  async run({ app, tx }): Promise<{ more: boolean; counted: number }> {
    if (!(await becomeCounter(tx))) return { more: false, counted: 0 };
    const { position, swept_until } = await statisticsProgress(tx);
    const changes = position === null ? null : await changedSince(tx, position, mostChanges + 1);
    if (changes === null || changes.petitions.length > mostChanges) {
      await beginSweep(tx);
      return { more: true, counted: 0 };
    }
    await foldPetitions(tx, app.keys, changes.petitions);
    await goOnFrom(tx, changes.position);
    const counted = changes.petitions.length;
    if (swept_until === null) return { more: false, counted };
    const next = await nextStretch(tx, swept_until, stretch);
    await foldPetitions(tx, app.keys, next.petitions);
    await noteSwept(tx, next.until, next.looked_at);
    return { more: true, counted: counted + next.petitions.length };
  },
});
