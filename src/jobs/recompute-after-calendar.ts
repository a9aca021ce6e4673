import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { recomputeClocks } from '../actions/petitions/recompute-clocks.ts';
import type { Attempt } from './job.ts';

const change = z.union([
  z.object({ recount_id: z.uuid() }),
  // As jobs said it that an earlier edition enqueued.
  z.object({ city_id: z.uuid(), calendar: z.string(), day: z.iso.date(), name: z.string() }),
]);

/** Counts the open petitions of a calendar again after a day of it was declared or revoked. Twice changes nothing. */
export async function recomputeAfterCalendar(app: App, { payload }: Attempt): Promise<void> {
  await recomputeClocks(app, change.parse(payload));
}
