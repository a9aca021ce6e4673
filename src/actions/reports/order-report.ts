import { z } from 'zod';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { modelsOf, readReportPeriod, reportModels } from '../../core/reports/report-models.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { newId } from '../../store/ids.ts';
import { askAt, lockCity } from '../administration/configuration-change.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

const input = z.object({
  city_id: z.uuid(),
  model: z.enum(reportModels),
  period: z.string().max(7),
  /** Null: the whole city. */
  authority_id: z.uuid().nullable(),
});
type Ordered = z.output<typeof input>;
type Context = Pick<ActionContext<Ordered>, 'tx' | 'actor' | 'now' | 'input'>;

/**
 * Has a report made: a draft is made anew, and after a published edition comes the next one. A job counts it.
 * @throws Refused `forbidden`, `invalid_input` for a period that has not begun or a report that the city does not have
 */
export const orderReport = defineAction({
  name: 'order-report',
  permission: 'reports.prepare',
  input,
  async run(context): Promise<{ report_id: string }> {
    const { tx, input: wanted } = context;
    const { city_id, authority_id } = wanted;
    askAt(context, 'reports.prepare', { city_id, authority_id });
    await lockCity(context, city_id);
    await checkWanted(context);
    const report_id = await draftOf(context);
    await enqueueJob(tx, { name: 'write_report', payload: { report_id }, key: `report/${report_id}` });
    return { report_id };
  },
});

async function checkWanted({ tx, now, input: wanted }: Context): Promise<void> {
  const { city_id, authority_id, model } = wanted;
  const city = await tx
    .selectFrom('cities')
    .select(['country', 'time_zone'])
    .where('id', '=', city_id)
    .executeTakeFirst();
  if (!city) throw new Refused('not_found');
  if (!modelsOf(city.country).includes(model)) throw new Refused('invalid_input', {}, { model: 'invalid' });
  const period = readReportPeriod(wanted.period);
  if (period === null || period.from > localDateOf(now, city.time_zone))
    throw new Refused('invalid_input', {}, { period: 'invalid' });
  if (authority_id === null) return;
  const authority = await tx
    .selectFrom('authorities')
    .select('id')
    .where('id', '=', authority_id)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (!authority) throw new Refused('invalid_input', {}, { authority_id: 'invalid' });
}

/** The draft that there is, or a new edition after the last. */
async function draftOf({ tx, actor, now, input: wanted }: Context): Promise<string> {
  const { city_id, authority_id, model, period } = wanted;
  const last = await tx
    .selectFrom('city_reports')
    .select(['id', 'edition', 'published_at'])
    .where('city_id', '=', city_id)
    .where('authority_id', 'is not distinct from', authority_id)
    .where('model', '=', model)
    .where('period', '=', period)
    .orderBy('edition', 'desc')
    .limit(1)
    .executeTakeFirst();
  const order = { ordered_at: now, ordered_by: actor.kind === 'staff' ? actor.user_id : null, progress: 0 };
  if (last && last.published_at === null) {
    await tx.updateTable('city_reports').set(order).where('id', '=', last.id).execute();
    return last.id;
  }
  const id = newId();
  const edition = (last?.edition ?? 0) + 1;
  await tx
    .insertInto('city_reports')
    .values({ id, ...wanted, ...order, edition, template_version: 0 })
    .execute();
  return id;
}
