import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { addBusinessDays } from '../../core/deadlines/calendar.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { pointResults } from '../../core/critical-points/point.ts';
import { ownersOfPoint } from '../../queries/staff/point-owners.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { tellOfPoint, type PointEvent } from '../../store/critical-points.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

const one = { critical_point_id: z.uuid(), version: z.number().int().positive().optional() };
type Context = Pick<
  ActionContext<{ critical_point_id: string; version?: number | undefined }>,
  'tx' | 'actor' | 'input' | 'now'
>;

/** A point that is not closed, locked, of where the actor may see to it; what lies elsewhere does not exist. */
async function openPoint({ tx, actor, input }: Context) {
  const row = await tx
    .selectFrom('critical_points')
    .select(['id', 'city_id', 'authority_id', 'unit_id', 'state', 'owner_id', 'version'])
    .where('id', '=', input.critical_point_id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !permits(actor, 'critical_point.follow_up', row)) throw new Refused('not_found');
  if (input.version !== undefined && input.version !== row.version)
    throw new Refused('version_conflict', { version: row.version });
  if (row.state === 'closed') throw new Refused('critical_point_closed');
  return row;
}

type Point = Awaited<ReturnType<typeof openPoint>>;

const userOf = ({ actor }: Pick<Context, 'actor'>): string | null =>
  actor.kind === 'staff' ? actor.user_id : null;

export interface PointDone {
  readonly critical_point_id: string;
  readonly version: number;
}

/**
 * Gives a point an owner, what is to be done and by when, in business days of its authority from today; once more, it
 * changes them.
 * @throws Refused `not_found`, `critical_point_closed`, `version_conflict`, `user_unknown` for an owner who may not see
 * to it, `outside_calendar_coverage`
 */
export const planPoint = defineAction({
  name: 'plan-critical-point',
  permission: 'critical_point.follow_up',
  input: z.object({
    ...one,
    owner_id: z.uuid(),
    business_days: z.number().int().min(1).max(120),
    plan: z.string().trim().min(1).max(2000),
  }),
  async run(context): Promise<PointDone> {
    const { tx, input, now } = context;
    const point = await openPoint(context);
    const city = (await cityConfiguration(tx, point.city_id))!;
    const owners = await ownersOfPoint(tx, city, point);
    if (!owners.some(({ id }) => id === input.owner_id))
      throw new Refused('user_unknown', {}, { owner_id: 'invalid' });
    const calendar = city.calendars.get(point.authority_id);
    if (calendar === undefined)
      throw new Refused('authority_unknown', {
        authority: city.authorities.get(point.authority_id)?.name ?? '',
      });
    const due_on = addBusinessDays(calendar, localDateOf(now, city.city.time_zone), input.business_days);
    const { owner_id, plan } = input;
    await tell(context, point, { type: 'planned', owner_id, due_on, words: plan });
    // One that has passed stays so: what is planned is finished all the same.
    const state = point.state === 'open' ? 'in_hand' : point.state;
    return change(context, point, { owner_id, due_on, plan, state });
  },
});

/**
 * Writes down what was done or found, without personal data.
 * @throws Refused as `planPoint`
 */
export const notePoint = defineAction({
  name: 'note-critical-point',
  permission: 'critical_point.follow_up',
  input: z.object({ ...one, note: z.string().trim().min(1).max(2000) }),
  async run(context): Promise<PointDone> {
    const point = await openPoint(context);
    await tell(context, point, { type: 'noted', words: context.input.note });
    return change(context, point, {});
  },
});

/**
 * Says what came of it, and closes the point.
 * @throws Refused as `planPoint`
 */
export const closePoint = defineAction({
  name: 'close-critical-point',
  permission: 'critical_point.follow_up',
  input: z.object({ ...one, result: z.enum(pointResults), note: z.string().trim().min(1).max(2000) }),
  async run(context): Promise<PointDone> {
    const { input, now } = context;
    const point = await openPoint(context);
    await tell(context, point, { type: 'closed', words: input.note });
    return change(context, point, {
      ...{ state: 'closed', result: input.result, closing_note: input.note },
      ...{ closed_at: now, closed_by: userOf(context) },
    });
  },
});

/** Has the city looked through soon, and not only tonight. Two who ask at once ask once. */
export const askForSearch = defineAction({
  name: 'ask-for-critical-points',
  permission: 'critical_point.follow_up',
  input: z.object({ city_id: z.uuid() }),
  async run({ tx, actor, input }): Promise<{ done: true }> {
    const isOfCity =
      actor.kind !== 'staff' ||
      actor.grants.some(
        (grant) => grant.city_id === input.city_id && grant.permissions.includes('critical_point.follow_up'),
      );
    if (!isOfCity) throw new Refused('not_found');
    const { city_id } = input;
    await enqueueJob(tx, {
      name: 'find_critical_points',
      payload: { city_id },
      key: `critical_points/${city_id}`,
    });
    return { done: true };
  },
});

type Told = Omit<PointEvent, 'critical_point_id' | 'authority_id' | 'at' | 'user_id'>;

const tell = (context: Context, { id, authority_id }: Point, told: Told): Promise<void> =>
  tellOfPoint(context.tx, {
    ...{ critical_point_id: id, authority_id, at: context.now, user_id: userOf(context) },
    ...told,
  });

async function change(
  { tx }: Context,
  { id, version }: Point,
  columns: Readonly<Record<string, string | null>>,
): Promise<PointDone> {
  const next = version + 1;
  await tx
    .updateTable('critical_points')
    .set({ ...columns, version: next })
    .where('id', '=', id)
    .execute();
  return { critical_point_id: id, version: next };
}
