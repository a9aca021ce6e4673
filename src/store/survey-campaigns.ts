import { createHmac } from 'node:crypto';
import type { Channel } from '../core/cities/settings.ts';
import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CampaignQuestion, CampaignState, Population, StrataBy } from '../core/satisfaction/campaign.ts';
import type { StratumOf } from '../core/satisfaction/allocation.ts';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { hashSecret } from './secrets.ts';

/** The secret of somebody's link to a campaign (256 bits, base64url); derived, so that only its hash is stored. */
export const campaignToken = (keys: KeyRing, member_id: string): string =>
  createHmac('sha256', keys.access).update(`campaign ${member_id}`).digest('base64url');

export interface Campaign {
  readonly id: string;
  readonly city_id: string;
  readonly authority_id: string | null;
  readonly code: string;
  readonly title: string;
  readonly purpose: string;
  readonly questions: readonly CampaignQuestion[];
  readonly population: Population;
  readonly closed_from: string | null;
  readonly closed_until: string | null;
  readonly service_id: string | null;
  readonly channel: Channel | null;
  readonly strata_by: StrataBy;
  readonly margin: number;
  readonly expected_response: number;
  readonly minimum: number;
  /** Days after the invitation; null: nobody is reminded. */
  readonly remind_after_days: number | null;
  readonly state: CampaignState;
  readonly seed: string | null;
  readonly frame_size: number | null;
  readonly frame_hash: string | null;
  readonly drawn_at: string | null;
  readonly opened_at: string | null;
  readonly closes_at: string | null;
  readonly closed_at: string | null;
  readonly published_at: string | null;
  readonly created_at: string;
  readonly version: number;
}

/** A campaign by its id, or by the code in its address. Read as the system. */
export async function campaignOf(
  reader: Reader,
  by: { readonly id: string } | { readonly city_id: string; readonly code: string },
  { lock = false } = {},
): Promise<Campaign | null> {
  const which =
    'id' in by
      ? sql<SqlBool>`c.id = ${by.id}`
      : sql<SqlBool>`c.city_id = ${by.city_id} and c.code = ${by.code}`;
  const { rows } = await sql<Campaign>`
    select c.id, c.city_id, c.authority_id, c.code, c.title, c.purpose, c.questions, c.population, c.closed_from,
      c.closed_until, c.service_id, c.channel, c.strata_by, c.margin, c.expected_response, c.minimum, c.remind_after_days, c.state, c.seed,
      c.frame_size, c.frame_hash, c.drawn_at, c.opened_at, c.closes_at, c.closed_at, c.published_at, c.created_at,
      c.version
    from survey_campaigns c where ${which} ${lock ? sql`for update` : sql``}`.execute(reader);
  return rows[0] ?? null;
}

const keys: Readonly<Record<StrataBy, RawBuilder<string>>> = {
  none: sql`''`,
  authority: sql`s.authority_id::text`,
  unit: sql`s.unit_id::text`,
  service: sql`s.service_id::text`,
  channel: sql`s.channel`,
};

type Framed = Pick<
  Campaign,
  'city_id' | 'authority_id' | 'closed_from' | 'closed_until' | 'service_id' | 'channel' | 'strata_by'
>;

/**
 * Those who can be drawn: one closing of each person, their last of the period, of nobody with reserved identity.
 * @param until closings after that instant are not part of it, so that the same frame can be made again
 */
function frame(campaign: Framed, until: string): RawBuilder<unknown> {
  const narrowed = [
    sql`s.city_id = ${campaign.city_id} and s.asks = 'how_it_went'`,
    sql`s.closed_on between ${campaign.closed_from}::date and ${campaign.closed_until}::date`,
    sql`s.closed_at <= ${until}::timestamptz`,
    sql`p.person_id is not null and p.identity <> 'reserved' and p.visibility <> 'reserved'`,
    ...(campaign.authority_id === null ? [] : [sql`s.authority_id = ${campaign.authority_id}`]),
    ...(campaign.service_id === null ? [] : [sql`s.service_id = ${campaign.service_id}`]),
    ...(campaign.channel === null ? [] : [sql`s.channel = ${campaign.channel}`]),
  ];
  return sql`select distinct on (p.person_id) s.id, ${keys[campaign.strata_by]} as key
    from surveys s join petitions p on p.id = s.petition_id where ${sql.join(narrowed, sql` and `)}
    order by p.person_id, s.closed_at desc, s.id`;
}

export interface Frame {
  readonly strata: readonly StratumOf[];
  readonly size: number;
  readonly hash: string;
}

/** How large each stratum is, and the mark of the whole frame. */
export async function frameOf(reader: Reader, campaign: Framed, until: string): Promise<Frame> {
  const { rows } = await sql<{ key: string; population: number; ids: string }>`
    select key, count(*)::int as population, string_agg(id::text, ',' order by id) as ids
    from (${frame(campaign, until)}) as frame group by key order by key`.execute(reader);
  const mark = rows.map(({ key, ids }) => `${key}:${ids}`).join(';');
  return {
    strata: rows.map(({ key, population }) => ({ key, population })),
    size: rows.reduce((sum, { population }) => sum + population, 0),
    hash: hashSecret(mark).toString('hex'),
  };
}

/**
 * Draws so many of each stratum: the first in the order of a hash of seed and id, so that whoever has both draws the
 * same ones again.
 */
export async function drawn(
  reader: Reader,
  campaign: Framed,
  given: { until: string; seed: string; wanted: ReadonlyMap<string, number> },
): Promise<readonly { survey_id: string; stratum: string }[]> {
  const wanted = JSON.stringify(Object.fromEntries(given.wanted));
  const { rows } = await sql<{ survey_id: string; stratum: string }>`
    select id as survey_id, key as stratum from (
      select id, key, row_number() over (partition by key
        order by sha256(convert_to(${given.seed}::text || id::text, 'UTF8')), id) as place
      from (${frame(campaign, given.until)}) as frame) as ordered
    where place <= coalesce((${wanted}::jsonb ->> key)::int, 0) order by key, place`.execute(reader);
  return rows;
}

/** Somebody who was drawn, with what decides what can be done with them. */
export interface CampaignMember {
  readonly id: string;
  readonly campaign_id: string;
  readonly survey_id: string | null;
  readonly petition_id: string | null;
  readonly person_id: string | null;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
  readonly carried_by: 'email' | 'phone' | 'paper' | 'everybody' | null;
  readonly asked_at: string | null;
  readonly attempts: number;
  readonly call_back_on: string | null;
  /** They did not want to answer when they were called, or want no surveys at all. */
  readonly has_refused: boolean;
  readonly caller_id: string | null;
  readonly called_at: string | null;
  readonly responsible_id: string | null;
  readonly answered_at: string | null;
  readonly paper_code: string | null;
}

/** A member by id, by the secret of their link, or by the code on their paper. */
export async function campaignMember(
  reader: Reader,
  by:
    | { readonly id: string }
    | { readonly secret: string }
    | { readonly campaign_id: string; readonly paper_code: string },
  { lock = false } = {},
): Promise<CampaignMember | null> {
  const which =
    'id' in by
      ? sql`m.id = ${by.id}`
      : 'secret' in by
        ? sql`m.token_hash = ${hashSecret(by.secret)}`
        : sql`m.campaign_id = ${by.campaign_id} and m.paper_code = ${by.paper_code}`;
  const { rows } = await sql<CampaignMember>`
    select m.id, m.campaign_id, m.survey_id, s.petition_id, p.person_id, s.authority_id, s.unit_id, m.carried_by, m.asked_at,
      m.attempts, m.call_back_on, m.refused_at is not null or m.declined_at is not null as has_refused, m.caller_id, m.called_at, s.responsible_id,
      m.answered_at, m.paper_code
    from survey_campaign_members m left join surveys s on s.id = m.survey_id
      left join petitions p on p.id = s.petition_id
    where ${which} ${lock ? sql`for update of m` : sql``}`.execute(reader);
  return rows[0] ?? null;
}

/** Somebody whose reminder is due. */
export interface MemberToRemind {
  readonly id: string;
  readonly campaign_id: string;
  readonly petition_id: string;
  readonly person_id: string | null;
  readonly contact_hash: Buffer | null;
  readonly asked_at: string;
  readonly answered_at: string | null;
  readonly reminded_at: string | null;
  readonly reserved: boolean;
}

/** Who was invited by e-mail to an open campaign so many days ago, and was neither reminded nor passed over yet; locked. */
export async function membersToRemind(
  tx: Tx,
  { now, at_most }: { readonly now: string; readonly at_most: number },
): Promise<readonly MemberToRemind[]> {
  const { rows } = await sql<MemberToRemind>`
    select m.id, m.campaign_id, s.petition_id, p.person_id, m.contact_hash, m.asked_at, m.answered_at, m.reminded_at,
      p.identity = 'reserved' or p.visibility = 'reserved' as reserved
    from survey_campaign_members m join survey_campaigns c on c.id = m.campaign_id
      join surveys s on s.id = m.survey_id join petitions p on p.id = s.petition_id
    where c.state = 'open' and c.closes_at > ${now}::timestamptz and c.remind_after_days is not null
      and m.carried_by = 'email' and m.answered_at is null and m.reminded_at is null and m.not_reminded is null
      and m.asked_at <= ${now}::timestamptz - make_interval(hours => 24 * c.remind_after_days)
    order by m.campaign_id, m.id limit ${at_most} for update of m skip locked`.execute(tx);
  return rows;
}

/** Puts those who were drawn in the place of any drawn before. */
export async function replaceMembers(
  tx: Tx,
  campaign_id: string,
  given: {
    members: readonly { id: string; survey_id: string; stratum: string }[];
    strata: readonly StratumOf[];
  },
): Promise<void> {
  await tx.deleteFrom('survey_campaign_members').where('campaign_id', '=', campaign_id).execute();
  await tx.deleteFrom('survey_campaign_strata').where('campaign_id', '=', campaign_id).execute();
  if (given.strata.length > 0)
    await tx
      .insertInto('survey_campaign_strata')
      .values(given.strata.map(({ key, population }) => ({ campaign_id, key, population })))
      .execute();
  const rows = JSON.stringify(given.members);
  await sql`insert into survey_campaign_members (id, campaign_id, survey_id, stratum)
    select id, ${campaign_id}::uuid, survey_id, stratum
    from jsonb_to_recordset(${rows}::jsonb) as m(id uuid, survey_id uuid, stratum text)`.execute(tx);
}
