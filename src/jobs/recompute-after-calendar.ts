import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { recomputeClocks } from '../actions/petitions/recompute-clocks.ts';
import { recountLate } from '../actions/petitions/recount-late.ts';
import type { Attempt } from './job.ts';

const change = z.union([
  z.object({ recount_id: z.uuid() }),
  // Enqueued by the database itself.
  z.object({ calendar_id: z.uuid(), petition_ids: z.array(z.uuid()).min(1) }),
  // As jobs said it that an earlier edition enqueued.
  z.object({ city_id: z.uuid(), calendar: z.string(), day: z.iso.date(), name: z.string() }),
]);

/** Counts the open petitions of a calendar again after a day of it was declared or revoked. Twice changes nothing. */
export async function recomputeAfterCalendar(app: App, { payload }: Attempt): Promise<void> {
  const what = change.parse(payload);
  await ('petition_ids' in what ? recountLate(app, what) : recomputeClocks(app, what));
}
