import { countOpenOnCalendar } from '../../queries/open-on-calendar.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { z } from 'zod';
import { calendarChange } from './recompute-petition.ts';

/**
 * How far the open petitions of a calendar are counted anew for a change of it, said in a row of its own: the row is
 * there from when the change is, so that the screen shows it and whoever goes on knows where.
 * @returns the latest of that very change which is not yet done, or a new one
 */
export const beginRecount = defineAction({
  name: 'begin-recount',
  permission: 'system',
  input: calendarChange.extend({ city_id: z.uuid() }),
  async run({ tx, now, input }): Promise<{ recount_id: string }> {
    const { city_id, calendar: code, day, name } = input;
    const calendar = await tx
      .selectFrom('calendars')
      .select('id')
      .where('city_id', '=', city_id)
      .where('code', '=', code)
      .executeTakeFirst();
    if (!calendar) throw new Refused('not_found');
    const known = await tx
      .selectFrom('recounts as r')
      .innerJoin('recount_lanes as l', 'l.recount_id', 'r.id')
      .select('r.id')
      .where('r.calendar_id', '=', calendar.id)
      .where('r.day', '=', day)
      .where('r.name', '=', name)
      .where('l.finished_at', 'is', null)
      .orderBy('r.id', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (known) return { recount_id: known.id };
    return { recount_id: await insertRecount(tx, { city_id, calendar_id: calendar.id, day, name, now }) };
  },
});

/** Says how many there are to do, once. */
export const countPetitions = defineAction({
  name: 'count-petitions-of-recount',
  permission: 'system',
  input: z.object({ recount_id: z.uuid() }),
  async run({ tx, input }): Promise<{ petitions: number | null }> {
    const recount = await tx
      .selectFrom('recounts')
      .innerJoin('calendars', 'calendars.id', 'recounts.calendar_id')
      .select(['recounts.city_id', 'recounts.petitions', 'calendars.code'])
      .where('recounts.id', '=', input.recount_id)
      .executeTakeFirst();
    if (!recount) throw new Refused('not_found');
    if (recount.petitions !== null) return { petitions: recount.petitions };
    const petitions = await countOpenOnCalendar(tx, recount);
    await tx.updateTable('recounts').set({ petitions }).where('id', '=', input.recount_id).execute();
    return { petitions };
  },
});

/** The row of a change of a calendar that was made in this transaction. @returns its id */
export async function insertRecount(
  tx: Tx,
  change: { city_id: string; calendar_id: string; day: string; name: string; now: string },
): Promise<string> {
  const { now: asked_at, ...told } = change;
  const id = newId();
  await tx
    .insertInto('recounts')
    .values({ id, ...told, asked_at })
    .execute();
  await tx
    .insertInto('recount_lanes')
    .values([0, 1].map((lane) => ({ recount_id: id, lane })))
    .execute();
  return id;
}
