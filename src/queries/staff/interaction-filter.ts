import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { addDays } from '../../core/deadlines/plain-date.ts';
import type { Asker } from './list-petitions.ts';
import { lyingWithin } from './satisfaction.ts';

/** What narrows a list of interactions; dates are local to the city, the last one is in it. */
export interface InteractionFilter {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly channel?: string | undefined;
  readonly kind?: string | undefined;
  readonly wrap_up?: string | undefined;
  readonly user?: string | undefined;
}

/**
 * Interactions (alias `s`) that somebody attended, of the teams whose work the asker may read and their own. What the
 * portal files by itself is attended by nobody, and is a petition.
 */
export function attendedFor({ actor, city }: Asker, filter: InteractionFilter): RawBuilder<SqlBool> {
  const { id: city_id, time_zone } = city.city;
  const team = lyingWithin(actor, 'interactions.read_team', city_id);
  const midnight = (date: string) => sql`(${date}::date::timestamp at time zone ${time_zone})`;
  const parts = [
    sql<SqlBool>`s.city_id = ${city_id} and s.user_id is not null and (s.user_id = ${actor.user_id} or ${team})`,
  ];
  if (filter.from !== undefined) parts.push(sql`s.at >= ${midnight(filter.from)}`);
  if (filter.until !== undefined) parts.push(sql`s.at < ${midnight(addDays(filter.until, 1))}`);
  if (filter.channel !== undefined) parts.push(sql`s.channel = ${filter.channel}`);
  if (filter.kind !== undefined) parts.push(sql`s.kind = ${filter.kind}`);
  if (filter.wrap_up !== undefined) parts.push(sql`s.wrap_up = ${filter.wrap_up}`);
  if (filter.user !== undefined)
    parts.push(sql`s.user_id = ${filter.user === 'me' ? actor.user_id : filter.user}`);
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}
