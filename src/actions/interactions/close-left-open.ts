import { sql } from 'kysely';
import { z } from 'zod';
import {
  left_open_code,
  shortest_open_hours,
  usual_end_of_day,
} from '../../core/interactions/interaction.ts';
import { defineAction } from '../action.ts';

/**
 * Closes what was begun and never ended, once the working day is over in which it was begun (or the next, for who began
 * it in its last hours). It counts, without a duration, as ended without being recorded; what its agent kept meanwhile
 * may still arrive and takes its place.
 */
export const closeLeftOpen = defineAction({
  name: 'close-left-open-interactions',
  permission: 'system',
  input: z.object({}),
  async run({ tx, now }): Promise<{ closed: number }> {
    const ends = sql`coalesce(c.settings ->> 'interactions_end_at', ${usual_end_of_day})::time`;
    const over = sql`(i.at + make_interval(hours => ${shortest_open_hours}))`;
    const local = sql`(${over} at time zone c.time_zone)`;
    const { numAffectedRows = 0n } = await sql`
      update interactions i set wrap_up = ${left_open_code} from cities c
      where c.id = i.city_id and i.recorded = 'live' and i.ended_at is null and i.wrap_up is null
        and (${local}::date + ${ends} + case when ${local}::time > ${ends} then interval '1 day' else interval '0' end)
          <= (${now}::timestamptz at time zone c.time_zone)`.execute(tx);
    return { closed: Number(numAffectedRows) };
  },
});
