import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
import type { Asks } from '../core/satisfaction/asks.ts';
import { hashSecret } from './secrets.ts';

/**
 * The secret of the link to a survey (256 bits, base64url). It is derived like an access key, so that a reminder carries
 * the same link and only its hash is stored.
 */
export const surveyToken = (keys: KeyRing, survey_id: string): string =>
  secretOf(keys, `survey ${survey_id}`);

/** The secret of the browser that answers; whoever has only the link cannot make it. */
export const surveyHolder = (keys: KeyRing, survey_id: string): string =>
  secretOf(keys, `survey holder ${survey_id}`);

// Without the letters that are taken for others.
const signs = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What is printed on paper in place of a folio: `ABCDE-FGHJK` (49 bits). */
export function paperCode(keys: KeyRing, survey_id: string): string {
  const bytes = createHmac('sha256', keys.access).update(`survey paper ${survey_id}`).digest();
  const code = [...bytes.subarray(0, 10)].map((byte) => signs[byte % signs.length]).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** The code as somebody types it from paper, or null. */
export function typedPaperCode(text: string): string | null {
  const code = text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return code.length === 10 ? `${code.slice(0, 5)}-${code.slice(5)}` : null;
}

const secretOf = (keys: KeyRing, told: string): string =>
  createHmac('sha256', keys.access).update(told).digest('base64url');

/** A survey with what decides whether it may be answered. */
export interface HeldSurvey {
  readonly id: string;
  readonly city_id: string;
  readonly petition_id: string;
  readonly asks: Asks;
  readonly expires_at: string;
  readonly answered_at: string | null;
  readonly satisfaction: number | null;
  readonly ease: number | null;
  readonly solved: string | null;
  readonly clarity: number | null;
  readonly age_band: string | null;
  readonly gender: string | null;
  readonly disability: string | null;
  readonly indigenous_language: string | null;
  readonly wants_contact: boolean;
  readonly comment_cipher: Buffer | null;
  readonly comment_person_id: string | null;
  /** Asked with the link of a message that was answered already: nobody's any more. */
  readonly spent: boolean;
  readonly folio: string;
  readonly service_id: string;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly person_id: string | null;
  readonly is_closed: boolean;
}

/** The same with what decides whether somebody may ask its person, by telephone or on paper. */
export interface SurveyOfPerson extends HeldSurvey {
  readonly responsible_id: string | null;
  readonly caller_id: string | null;
  readonly called_at: string | null;
  readonly attempts: number;
  readonly has_refused: boolean;
}

/** A survey that a person asks, by its id or by the code on paper, locked until the transaction ends. */
export async function lockedSurveyOfPerson(
  tx: Tx,
  by: { readonly survey_id: string } | { readonly city_id: string; readonly paper_code: string },
): Promise<SurveyOfPerson | null> {
  const found =
    'survey_id' in by
      ? sql`s.id = ${by.survey_id}`
      : sql`s.city_id = ${by.city_id} and s.paper_code = ${by.paper_code}`;
  const { rows } = await sql<SurveyOfPerson>`
    select s.id, s.city_id, s.petition_id, s.asks, s.expires_at, s.answered_at, s.satisfaction, s.ease, s.solved, s.clarity,
      s.age_band, s.gender, s.disability, s.indigenous_language, s.wants_contact, s.comment_cipher, s.comment_person_id, p.folio, p.person_id, s.service_id, s.authority_id,
      s.unit_id, s.answered_at is not null as spent, p.stage = 'closed' and p.closed_at = s.closed_at as is_closed,
      s.responsible_id, s.caller_id, s.called_at, s.refused_at is not null or s.declined_at is not null as has_refused,
      (select count(*) from survey_attempts a where a.survey_id = s.id) as attempts
    from surveys s join petitions p on p.id = s.petition_id
    where ${found} and s.carried_by in ('phone', 'paper') for update of s`.execute(tx);
  return rows[0] ?? null;
}

/** The survey of a city that a secret opens: that of its link, or of the browser that answers. */
export async function surveyOf(
  reader: Reader,
  { city_id, secret }: { city_id: string; secret: string },
): Promise<HeldSurvey | null> {
  const hash = hashSecret(secret);
  const row = await reader
    .selectFrom('surveys as s')
    .innerJoin('petitions as p', 'p.id', 's.petition_id')
    .select([
      's.id',
      's.city_id',
      's.petition_id',
      's.expires_at',
      's.answered_at',
      's.satisfaction',
      's.ease',
    ])
    .select(['s.age_band', 's.gender', 's.disability', 's.indigenous_language'])
    .select(['s.solved', 's.clarity', 's.wants_contact', 's.comment_cipher', 's.comment_person_id'])
    .select(['p.folio', 'p.person_id', 's.service_id', 's.authority_id', 's.unit_id'])
    .select(sql<Asks>`s.asks`.as('asks'))
    .select(sql<boolean>`s.holder_hash is distinct from ${hash} and s.answered_at is not null`.as('spent'))
    .select(sql<boolean>`p.stage = 'closed' and p.closed_at = s.closed_at`.as('is_closed'))
    .where((eb) => eb.or([eb('s.token_hash', '=', hash), eb('s.holder_hash', '=', hash)]))
    .where('s.city_id', '=', city_id)
    .executeTakeFirst();
  return row?.expires_at == null ? null : { ...row, expires_at: row.expires_at };
}

/** A closing of which it is time to ask whether it lasts, locked; null: it is not, or somebody else has it. */
export async function closingToAskAgain(
  tx: Tx,
  { survey_id, now }: { readonly survey_id: string; readonly now: string },
) {
  const found = await tx
    .selectFrom('surveys')
    .select(['id', 'petition_id', 'closed_at', 'closed_on', 'ask_again_at', 'responsible_id'])
    .select(['authority_id', 'unit_id', 'service_id', 'kind_code', 'channel'])
    .where('id', '=', survey_id)
    .where('ask_again_at', '<=', now)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  return found ?? null;
}

/** Those of which it is time, in the order of their ids from `after` on. */
export function closingsToAskAgain(
  reader: Reader,
  { now, after, at_most }: { readonly now: string; readonly after: string | null; readonly at_most: number },
): Promise<{ readonly id: string }[]> {
  return reader
    .selectFrom('surveys')
    .select('id')
    .where('ask_again_at', '<=', now)
    .$if(after !== null, (query) => query.where('id', '>', after))
    .orderBy('id')
    .limit(at_most)
    .execute();
}

export interface Asked {
  readonly last_asked_at: string | null;
  readonly declined: boolean;
}

/**
 * When the person was asked last, or whoever has the same address, in any entry merged with theirs since; and whether
 * they declined. Nobody else asks the same person until the transaction ends.
 */
export async function askedBefore(
  tx: Tx,
  { person_id, contact_hash }: { person_id: string | null; contact_hash: Buffer | null },
): Promise<Asked> {
  const held = [person_id ?? '', contact_hash?.toString('hex') ?? ''].filter((one) => one !== '').sort();
  // One after the other in one order, so that two never wait for each other.
  for (const one of held)
    await sql`select pg_advisory_xact_lock(hashtextextended('survey/' || ${one}::text, 0))`.execute(tx);
  const { rows } = await sql<{ last_asked_at: string | null; declined: boolean | null }>`
    with known as (
      select s.asked_at, s.declined_at from surveys s join petitions p on p.id = s.petition_id
        where p.person_id = ${person_id}::uuid
      union all
      select s.asked_at, s.declined_at from surveys s where s.contact_hash = ${contact_hash}::bytea
      union all
      select m.asked_at, m.declined_at from survey_campaign_members m where m.contact_hash = ${contact_hash}::bytea
      union all
      select m.asked_at, m.declined_at from survey_campaign_members m join surveys s on s.id = m.survey_id
        join petitions p on p.id = s.petition_id where p.person_id = ${person_id}::uuid)
    select max(asked_at) as last_asked_at, bool_or(declined_at is not null) as declined from known`.execute(
    tx,
  );
  const [known] = rows;
  return { last_asked_at: known?.last_asked_at ?? null, declined: known?.declined ?? false };
}
