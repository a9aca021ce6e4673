import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
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

const secretOf = (keys: KeyRing, told: string): string =>
  createHmac('sha256', keys.access).update(told).digest('base64url');

/** A survey with what decides whether it may be answered. */
export interface HeldSurvey {
  readonly id: string;
  readonly city_id: string;
  readonly petition_id: string;
  readonly expires_at: string;
  readonly answered_at: string | null;
  readonly satisfaction: number | null;
  readonly ease: number | null;
  readonly solved: string | null;
  readonly clarity: number | null;
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
    .select(['s.solved', 's.clarity', 's.wants_contact', 's.comment_cipher', 's.comment_person_id'])
    .select(['p.folio', 'p.person_id', 's.service_id', 's.authority_id', 's.unit_id'])
    .select(sql<boolean>`s.holder_hash is distinct from ${hash} and s.answered_at is not null`.as('spent'))
    .select(sql<boolean>`p.stage = 'closed' and p.closed_at = s.closed_at`.as('is_closed'))
    .where((eb) => eb.or([eb('s.token_hash', '=', hash), eb('s.holder_hash', '=', hash)]))
    .where('s.city_id', '=', city_id)
    .executeTakeFirst();
  return row?.expires_at == null ? null : { ...row, expires_at: row.expires_at };
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
      select s.asked_at, s.declined_at from surveys s where s.contact_hash = ${contact_hash}::bytea)
    select max(asked_at) as last_asked_at, bool_or(declined_at is not null) as declined from known`.execute(
    tx,
  );
  const [known] = rows;
  return { last_asked_at: known?.last_asked_at ?? null, declined: known?.declined ?? false };
}
