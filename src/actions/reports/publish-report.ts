import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { LANGUAGES } from '../../core/language/sentences.ts';
import type { ReportContents } from '../../core/reports/contents.ts';
import { reportPdf } from '../../queries/documents/report-document.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * Publishes a report as it was counted: from now on this edition says the same for ever, on its page and in its PDF.
 * @throws Refused `not_found`, `report_published`, `report_not_ready` while it is being made, `report_period_not_over`
 */
export const publishReport = defineAction({
  name: 'publish-report',
  permission: 'reports.publish',
  input: z.object({ report_id: z.uuid() }),
  async run(context): Promise<{ report_id: string }> {
    const { tx, actor, now, input } = context;
    const { report_id } = input;
    const { contents, city, row } = await readyReport(context, report_id);
    const papers = LANGUAGES.map((language) => ({
      report_id,
      language,
      pdf: reportPdf({ contents, city, row }, language),
    }));
    await tx.insertInto('report_papers').values(papers).execute();
    const published_by = actor.kind === 'staff' ? actor.user_id : null;
    await tx
      .updateTable('city_reports')
      .set({ published_at: now, published_by })
      .where('id', '=', report_id)
      .execute();
    const { city_id, model, period, edition, template_version, as_of } = row;
    await recordConfigurationChange(context, {
      ...{
        city_id,
        entity: 'report',
        entity_code: [model, period, contents.authority?.code ?? '', edition].join('/'),
      },
      before: null,
      after: { edition, template_version, as_of, published_at: now },
    });
    return { report_id };
  },
});

/** A whole draft of a period that is over, locked. */
async function readyReport({ tx, actor, now }: ActionContext<unknown>, report_id: string) {
  const row = await tx
    .selectFrom('city_reports')
    .selectAll()
    .where('id', '=', report_id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !permits(actor, 'reports.publish', row)) throw new Refused('not_found');
  if (row.published_at !== null) throw new Refused('report_published');
  if (row.contents === null || row.progress < 100) throw new Refused('report_not_ready');
  const city = (await cityConfiguration(tx, row.city_id))!;
  const contents = row.contents as unknown as ReportContents;
  // What was counted before the period ended tells of a part of it.
  const counted_on = localDateOf(contents.as_of, city.city.time_zone);
  if (contents.period.to >= localDateOf(now, city.city.time_zone) || counted_on <= contents.period.to)
    throw new Refused('report_period_not_over', { to: contents.period.to });
  return { row, contents, city };
}
