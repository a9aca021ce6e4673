import { z } from 'zod';
import { recountJobKey } from '../../queries/recount-progress.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { defineAction } from '../action.ts';
import { insertRecount } from '../petitions/begin-recount.ts';
import { exportPack } from './export-pack.ts';
import { loadPack, type LoadResult } from './load-pack.ts';
import type { PackDocument } from './pack-document.ts';

/** Loads a checked pack. The document was validated by its reader, which can name file and line. */
export const savePack = defineAction({
  name: 'save-pack',
  permission: 'system',
  input: z.object({ document: z.custom<PackDocument>(), is_demo: z.boolean() }),
  async run({ tx, input, now }): Promise<LoadResult> {
    const result = await loadPack(tx, input.document, { is_demo: input.is_demo });
    // The open petitions that run on a changed calendar get their new dates from a job, not from this transaction.
    const { city_id, changed_calendars } = result;
    for (const code of changed_calendars) {
      const { id: calendar_id } = await tx
        .selectFrom('calendars')
        .select('id')
        .where('city_id', '=', city_id)
        .where('code', '=', code)
        .executeTakeFirstOrThrow();
      const change = { city_id, calendar_id, day: now.slice(0, 10), name: input.document.city.name, now };
      const recount_id = await insertRecount(tx, change);
      const key = recountJobKey(recount_id);
      await enqueueJob(tx, { name: 'recompute_clocks', payload: { recount_id }, key });
    }
    return result;
  },
});

/** The city as a pack document, equal to the one it was loaded from. */
export const readPack = defineAction({
  name: 'read-pack',
  permission: 'system',
  input: z.object({ city_code: z.string() }),
  run: ({ tx, input }) => exportPack(tx, input.city_code),
});
