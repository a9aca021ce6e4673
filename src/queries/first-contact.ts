import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { first_contact_days } from '../core/interactions/interaction.ts';
import type { Reader } from '../store/database.ts';

/**
 * First-contact resolution: of the contacts that people sought (alias `s`), that ended more than seven days ago and that
 * name a person or a petition, those after which neither the person nor anybody about the petition came again within
 * seven days. Entries that were merged are one person. Asked as the system, of the whole city.
 */
export async function firstContact(
  reader: Reader,
  { counted, now }: { counted: RawBuilder<SqlBool>; now: string },
): Promise<{ measured: number; resolved: number }> {
  const days = sql`make_interval(days => ${first_contact_days})`;
  const soon = sql`n.user_id is not null and n.direction = 'in' and n.id <> c.id
    and n.at > c.over and n.at <= c.over + ${days}`;
  const about = sql`(select t.petition_id from interaction_petitions t where t.interaction_id = c.id
    union all select c.petition_id where c.petition_id is not null)`;
  const { rows } = await sql<{ measured: number; resolved: number }>`
    with recursive merged (id, into_id) as (
      select id, merged_into from persons where merged_into is not null
      union select m.id, p.merged_into from merged m join persons p on p.id = m.into_id
        where p.merged_into is not null),
    entry (root, id) as (
      select m.into_id, m.id from merged m join persons p on p.id = m.into_id where p.merged_into is null),
    c as materialized (
      select s.id, s.petition_id, coalesce(s.ended_at, s.at) as over,
        array(select o.id from entry e join entry o on o.root = e.root where e.id = s.person_id
          union select e.root from entry e where e.id = s.person_id
          union select e.id from entry e where e.root = s.person_id
          union select s.person_id where s.person_id is not null) as entries
      from interactions s
      where ${counted} and s.direction = 'in' and (s.ended_at is not null or s.recorded is null)
        and coalesce(s.ended_at, s.at) <= ${now}::timestamptz - ${days}
        and (s.person_id is not null or s.petition_id is not null
          or exists (select from interaction_petitions t where t.interaction_id = s.id)))
    select count(*) as measured, count(*) filter (where
      not exists (select from interactions n where n.person_id = any(c.entries) and ${soon})
      and not exists (select from petitions p where p.person_id = any(c.entries)
        and p.received_at > c.over and p.received_at <= c.over + ${days})
      and not exists (select from interaction_petitions o join interactions n on n.id = o.interaction_id
        where o.petition_id in ${about} and ${soon})
      and not exists (select from interactions n where n.petition_id in ${about} and ${soon})) as resolved
    from c`.execute(reader);
  return rows[0]!;
}
