import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Reader } from '../store/database.ts';

/** Of where and when contacts are counted; local dates of the city, the last one is in it. */
export interface ContactsAsked {
  readonly city_id: string;
  readonly time_zone: string;
  /** Null: the whole city. */
  readonly authority_id: string | null;
  readonly from: string;
  readonly to: string;
}

export interface ContactCount {
  /** The value of what is told apart; '' where nothing is. */
  readonly value: string;
  readonly n: number;
  /** Of them, those that opened no petition. */
  readonly without_petition: number;
}

/** Interactions (alias `s`) that somebody attended there: the ones that the list of staff shows, to the unit. */
export const attendedIn = ({ city_id, time_zone, authority_id, from, to }: ContactsAsked) => {
  const midnight = (date: RawBuilder<unknown>) => sql`(${date}::timestamp at time zone ${time_zone})`;
  return sql<SqlBool>`(s.city_id = ${city_id} and s.user_id is not null
    and (${authority_id}::uuid is null or s.authority_id = ${authority_id}::uuid)
    and s.at >= ${midnight(sql`${from}::date`)} and s.at < ${midnight(sql`(${to}::date + 1)`)})`;
};

const things = {
  nothing: () => sql`''`,
  kind: () => sql`s.kind`,
  channel: () => sql`s.channel`,
  authority: () => sql`s.authority_id::text`,
  month: ({ time_zone }: ContactsAsked) => sql`to_char(s.at at time zone ${time_zone}, 'YYYY-MM')`,
} as const;
export type ContactsBy = keyof typeof things;

/** Contacts that somebody attended, by one thing, most first; as the system, since a number names nobody. */
export async function contactCounts(
  reader: Reader,
  asked: ContactsAsked,
  by: ContactsBy,
): Promise<readonly ContactCount[]> {
  const { rows } = await sql<ContactCount>`
    select ${things[by](asked)} as value, count(*)::int as n, count(*) filter (where s.kind <> 'filing'
      and not exists (select from interaction_petitions t where t.interaction_id = s.id and t.part = 'opened'))::int
      as without_petition
    from interactions s where ${attendedIn(asked)} group by 1 order by n desc, value`.execute(reader);
  return rows;
}
