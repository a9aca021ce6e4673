import { z } from 'zod';
import type { ReportContents } from '../../core/reports/contents.ts';
import { reportModels, type ReportModel } from '../../core/reports/report-models.ts';
import { gatherReport } from '../../queries/reports/gather-report.ts';
import { templateInForce } from '../../queries/reports/template-in-force.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { readingSnapshot } from '../../store/reading-snapshot.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { countUpToNow } from '../open-data/count-up-to-now.ts';

const system = { kind: 'system' } as const;

/**
 * Counts a report that was ordered and keeps its contents, with the template as it is now. Every number in it is of one
 * snapshot; its progress can be read meanwhile. A published one stays as it is.
 * @throws where the counts do not reconcile, or the database is away: the job is tried again
 */
export async function writeReport(app: App, report_id: string): Promise<void> {
  const order = await reading(app.database, system, (reader) =>
    reader
      .selectFrom('city_reports')
      .select(['city_id', 'authority_id', 'model', 'period', 'published_at'])
      .where('id', '=', report_id)
      .executeTakeFirst(),
  );
  if (order === undefined || order.published_at !== null) return;
  await countUpToNow(app);
  const model = modelOf(order.model);
  const { contents, template_version } = await readingSnapshot(app.database, async (reader) => {
    const city = (await cityConfiguration(reader, order.city_id))!;
    const { version, sections } = await templateInForce(reader, order.city_id, model);
    const wanted = { ...order, city, model, template: sections, as_of: app.now() };
    const on_progress = (share: number) => tellProgress(app, report_id, share);
    return { contents: await gatherReport(reader, { ...wanted, on_progress }), template_version: version };
  });
  await keepReport(app, system, { report_id, contents, template_version });
}

const modelOf = (model: string): ReportModel => reportModels.find((one) => one === model) ?? 'management';

/** Never the whole: that is said with the contents. */
function tellProgress(app: App, report_id: string, share: number): Promise<void> {
  return inTransaction(app.database, system, async (tx) => {
    await tx
      .updateTable('city_reports')
      .set({ progress: Math.min(99, Math.round(share * 100)) })
      .where('id', '=', report_id)
      .where('published_at', 'is', null)
      .execute();
  });
}

/** Puts counted contents in the place of what a draft had. */
export const keepReport = defineAction({
  name: 'keep-report',
  permission: 'system',
  input: z.object({
    report_id: z.uuid(),
    contents: z.custom<ReportContents>((given) => typeof given === 'object' && given !== null),
    template_version: z.number().int(),
  }),
  async run({ tx, input }): Promise<{ kept: boolean }> {
    const { report_id, contents, template_version } = input;
    const kept = await tx
      .updateTable('city_reports')
      .set({ contents: JSON.stringify(contents), as_of: contents.as_of, template_version, progress: 100 })
      .where('id', '=', report_id)
      .where('published_at', 'is', null)
      .executeTakeFirst();
    return { kept: kept.numUpdatedRows === 1n };
  },
});
