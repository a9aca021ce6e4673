import type { App } from '../actions/app.ts';
import { writeReport } from '../actions/reports/write-report.ts';
import type { Attempt } from './job.ts';

/** Makes a report that was ordered. */
export async function writeOrdered(app: App, { payload }: Attempt): Promise<void> {
  await writeReport(app, String(payload['report_id']));
}
