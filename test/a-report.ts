import { orderReport } from '../src/actions/reports/order-report.ts';
import { writeReport } from '../src/actions/reports/write-report.ts';
import type { App } from '../src/actions/app.ts';

const system = { kind: 'system' } as const;

/** A report that was counted and is not published: of the first quarter of 2026, unless said. */
export async function aReport(
  app: App,
  wanted: Pick<Parameters<typeof orderReport>[2], 'city_id' | 'authority_id'> &
    Partial<Parameters<typeof orderReport>[2]>,
): Promise<string> {
  const { report_id } = await orderReport(app, system, { model: 'management', period: '2026-T1', ...wanted });
  await writeReport(app, report_id);
  return report_id;
}
