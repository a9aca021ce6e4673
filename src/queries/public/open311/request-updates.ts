import { sql, type RawBuilder } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { OutcomeClass } from '../../../core/petitions/stages.ts';
import type { Database } from '../../../store/database.ts';
import { readingAnywhere } from '../../../store/standby.ts';
import { listedPublicly } from '../../visible-petitions.ts';

/** One public step of a petition, or one published update. */
export interface PublicUpdate {
  readonly id: string;
  readonly folio: string;
  readonly at: string;
  readonly what: UpdateKind;
  /** What a published update says; steps are told in our own words. */
  readonly text: string | null;
  readonly unit_id: string;
  readonly outcome_code: string | null;
  readonly outcome_class: OutcomeClass | null;
  /** The last step up to then: a published update says nothing about the status, so it has this one's. */
  readonly step: UpdateStep | null;
}

export const updateSteps = [
  'assignment_accepted',
  'authority_changed',
  'first_reply_sent',
  'reply_sent',
  'closing_contested',
  'petition_closed',
] as const;
export type UpdateStep = (typeof updateSteps)[number];
export type UpdateKind = UpdateStep | 'message';

export interface UpdateWindow {
  readonly from: string;
  readonly to: string;
  /** The key that asks sees its own notes on the public petitions that it filed. */
  readonly key_id: string | null;
  readonly limit: number;
}

/** Updates of public petitions in a window, oldest first; `to` is included with its whole second. */
export async function requestUpdates(
  database: Database,
  city: CityConfiguration,
  window: UpdateWindow,
): Promise<PublicUpdate[]> {
  const steps = sql.join(updateSteps.map((step) => sql.lit(step)));
  const found = await readingAnywhere(database, { kind: 'public' }, async (reader) => {
    // For a wide window the planner would hash every petition to ask the policy of the history, and read them all.
    await sql`select set_config('work_mem', '256kB', true)`.execute(reader);
    // Each half comes in the order of its index and ends at the limit, whatever else the window holds.
    return sql<PublicUpdate>`
      with said as (
        (${stepsIn(city, window, steps)}) union all (${messagesIn(city, window)})
        order by at, id limit ${window.limit}
      )
      select s.id, s.folio, s.at, s.what, s.text, s.unit_id,
        s.payload ->> 'outcome_code' as outcome_code,
        coalesce(s.payload ->> 'outcome_class', last.payload ->> 'outcome_class') as outcome_class,
        last.type as step
      from said s
      left join lateral (
        select e.type, e.payload from petition_events e
        where e.petition_id = s.petition_id and e.at <= s.at and e.type in (${steps})
        order by e.seq desc limit 1
      ) last on true
      order by s.at, s.id`.execute(reader);
  });
  return found.rows;
}

const untilOf = ({ to }: UpdateWindow): string => new Date(Date.parse(to) + 1000).toISOString();

function stepsIn(city: CityConfiguration, window: UpdateWindow, steps: RawBuilder<unknown>) {
  return sql`
    select e.id, e.petition_id, e.at, e.type as what, null::text as text, e.payload, p.folio, p.unit_id
    from petition_events e join petitions p on p.id = e.petition_id
    where e.type in (${steps}) and e.at >= ${window.from} and e.at < ${untilOf(window)}
      and p.city_id = ${city.city.id} and ${listedPublicly()}
    order by e.at, e.id limit ${window.limit}`;
}

function messagesIn(city: CityConfiguration, window: UpdateWindow) {
  return sql`
    select m.id, m.petition_id, m.at, 'message', m.body, null, p.folio, p.unit_id
    from messages m join petitions p on p.id = m.petition_id
    where m.at >= ${window.from} and m.at < ${untilOf(window)}
      and (m.kind = 'update' and m.audience = 'public'
        or m.kind = 'note' and m.audience = 'citizen' and m.external_id like ${`${window.key_id ?? '-'}/%`})
      and p.city_id = ${city.city.id} and ${listedPublicly()}
    order by m.at, m.id limit ${window.limit}`;
}
