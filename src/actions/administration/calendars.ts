import { sql } from 'kysely';
import { z } from 'zod';
import { addDays, daysBetween } from '../../core/deadlines/plain-date.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { recountJobKey } from '../../queries/recount-progress.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { insertRecount } from '../petitions/begin-recount.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';

/** A contingency may close for months; a whole year at once is a mistake of typing. */
const mostDays = 200;

export const daysInput = z.object({
  day: z.iso.date(),
  until: z.iso.date().optional(),
  kind: z.enum(['holiday', 'closure', 'suspension', 'working_day']),
  name: z.string().trim().min(1, 'required').max(200),
  source: z.string().trim().min(1, 'required').max(500),
  reason: z.string().trim().max(1000).nullable().default(null),
});

/** The dates of a declaration. @throws Refused when it ends before it begins, or is longer than may be meant */
export function datesOf({ day, until = day }: { day: string; until?: string | undefined }): string[] {
  const length = daysBetween(day, until) + 1;
  if (length < 1 || length > mostDays) throw new Refused('invalid_input', {}, { until: 'invalid' });
  return Array.from({ length }, (_, at) => addDays(day, at));
}

/**
 * Declares days of a calendar: a closure, a suspension of terms, or a working day where there would be none. The open
 * petitions are counted anew by a job, and their histories say so.
 */
export const declareDays = defineAction({
  name: 'declare-calendar-days',
  permission: 'calendar.edit',
  input: daysInput.extend({ city_id: z.uuid(), calendar_id: z.uuid() }),
  async run(context): Promise<{ calendar_id: string }> {
    const { tx, actor, now, input } = context;
    const calendar = await askCalendar(context);
    const dates = datesOf(input);
    const outside = dates.find((date) => date < calendar.covers_from || date > calendar.covers_until);
    if (outside !== undefined) {
      const { code, covers_from, covers_until } = calendar;
      const coverage = { calendar: code, on: outside, covers_from, covers_until };
      throw new Refused('outside_calendar_coverage', coverage, { day: 'invalid' });
    }
    const known = await tx
      .selectFrom('calendar_days')
      .select('day')
      .where('calendar_id', '=', calendar.id)
      .where('origin', '=', 'console')
      .where('revoked_at', 'is', null)
      .where('day', 'in', dates)
      .executeTakeFirst();
    if (known) throw new Refused('day_already_declared', { date: known.day });
    const declared_by = actor.kind === 'staff' ? actor.user_id : null;
    const { kind, name, source, reason } = input;
    const common = { calendar_id: calendar.id, kind, name, source, reason, origin: 'console', declared_by };
    await tx
      .insertInto('calendar_days')
      .values(dates.map((day) => ({ ...common, id: newId(), day, declared_at: now })))
      .execute();
    const after = { from: dates[0], until: dates.at(-1), kind, name, source, reason };
    await calendarChanged(context, calendar, { before: null, after, day: dates[0]!, name });
    return { calendar_id: calendar.id };
  },
});

/** Takes back a day that was declared in the console; what the pack and the country say stands again. */
export const revokeDay = defineAction({
  name: 'revoke-calendar-day',
  permission: 'calendar.edit',
  input: z.object({ city_id: z.uuid(), calendar_id: z.uuid(), day_id: z.uuid() }),
  async run(context): Promise<{ calendar_id: string }> {
    const { tx, now, input } = context;
    const calendar = await askCalendar(context);
    const day = await tx
      .updateTable('calendar_days')
      .set({ revoked_at: now })
      .where('id', '=', input.day_id)
      .where('calendar_id', '=', calendar.id)
      .where('origin', '=', 'console')
      .where('revoked_at', 'is', null)
      .returning(['day', 'kind', 'name', 'source', 'reason'])
      .executeTakeFirst();
    if (!day) throw new Refused('not_found');
    await calendarChanged(context, calendar, { before: day, after: null, day: day.day, name: day.name });
    return { calendar_id: calendar.id };
  },
});

type Context = ActionContext<{ city_id: string; calendar_id: string }>;
interface CalendarFound {
  readonly id: string;
  readonly code: string;
  readonly covers_from: string;
  readonly covers_until: string;
}

/** A calendar is changed by who may for every authority that counts by it. */
async function askCalendar(context: Context): Promise<CalendarFound> {
  const { tx, input } = context;
  const { city_id, calendar_id } = input;
  await lockCity(context, city_id);
  const calendar = await tx
    .selectFrom('calendars')
    .select(['id', 'code', 'covers_from', 'covers_until'])
    .where('id', '=', calendar_id)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (!calendar) throw new Refused('not_found');
  const users = await tx
    .selectFrom('authorities')
    .select('id')
    .where('calendar_id', '=', calendar_id)
    .execute();
  if (users.length === 0) askAt(context, 'calendar.edit', { city_id });
  for (const { id } of users) askAt(context, 'calendar.edit', { city_id, authority_id: id });
  return calendar;
}

async function calendarChanged(
  context: Context,
  calendar: CalendarFound,
  told: { before: object | null; after: object | null; day: string; name: string },
): Promise<void> {
  const { tx, input } = context;
  const { before, after, day, name } = told;
  await tx
    .updateTable('calendars')
    .set({ version: sql`version + 1` })
    .where('id', '=', calendar.id)
    .execute();
  const { city_id } = input;
  await recordConfigurationChange(context, {
    city_id,
    entity: 'calendar',
    entity_code: calendar.code,
    before,
    after,
  });
  const recount = { city_id, calendar_id: calendar.id, day, name, now: context.now };
  const recount_id = await insertRecount(tx, recount);
  await enqueueJob(tx, { name: 'recompute_clocks', payload: { recount_id }, key: recountJobKey(recount_id) });
}
