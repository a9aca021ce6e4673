import { sql } from 'kysely';
import type { QualityForm } from '../core/quality/form.ts';
import type { Reader, Tx } from './database.ts';
import { newId } from './ids.ts';
import { hashSecret } from './secrets.ts';

/** The form of that version; null for what is not kept, as the one that comes with the product (version 0). */
export async function keptForm(
  reader: Reader,
  city_id: string,
  version: number,
): Promise<QualityForm | null> {
  const row = await reader
    .selectFrom('quality_forms')
    .select('form')
    .where('city_id', '=', city_id)
    .where('version', '=', version)
    .executeTakeFirst();
  if (row === undefined) return null;
  const form = row.form as unknown as QualityForm & Partial<Pick<QualityForm, 'contest_days'>>;
  // Those that were saved before there was a limit say nothing of it.
  return { ...form, contest_days: form.contest_days ?? null };
}

/** The number of the version in force; 0: the city has written none. */
export async function formVersion(reader: Reader, city_id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`
    select coalesce(max(version), 0) as version from quality_forms where city_id = ${city_id}`.execute(
    reader,
  );
  return rows[0]!.version;
}

/** Of where and when interactions are drawn; local dates of the city, the last one is in it. */
export interface Framed {
  readonly city_id: string;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly from: string;
  readonly until: string;
  readonly time_zone: string;
  /** For several who judge the same: of others than these members of staff, and of nothing that few may know. */
  readonly shared_without?: readonly string[];
}

// Who was attended in a call, a visit or a conversation that is over. A filing or an answer is reviewed as a petition.
const frame = ({ city_id, authority_id, unit_id, from, until, time_zone, shared_without }: Framed) => sql`
  select s.id, s.user_id, s.kind, s.unit_id from interactions s
  where s.city_id = ${city_id} and s.authority_id = ${authority_id}
    and (${unit_id}::uuid is null or s.unit_id = ${unit_id}::uuid)
    and s.user_id is not null and s.recorded is not null and s.ended_at is not null
    and s.at >= (${from}::date::timestamp at time zone ${time_zone})
    and s.at < ((${until}::date + 1)::timestamp at time zone ${time_zone})
    and not exists (select from quality_reviews r where r.interaction_id = s.id)
    and not exists (select from quality_calibration_items c where c.interaction_id = s.id)
    ${
      shared_without === undefined
        ? sql``
        : sql`and s.user_id <> all(${sql.val([...shared_without])}::uuid[]) and not ${aboutWhatFewMayKnow}`
    }`;

const aboutWhatFewMayKnow = sql`exists (select from petitions p
  where (p.identity = 'reserved' or p.named_unit_id is not null) and (p.id = s.petition_id
    or p.id in (select t.petition_id from interaction_petitions t where t.interaction_id = s.id)))`;

/** How many there are to draw from, and their mark: the same frame has the same one. */
export async function frameOf(reader: Reader, framed: Framed): Promise<{ size: number; hash: string }> {
  const { rows } = await sql<{ n: number; ids: string | null }>`
    select count(*) as n, string_agg(id::text, ',' order by id) as ids from (${frame(framed)}) as frame`.execute(
    reader,
  );
  return { size: rows[0]!.n, hash: hashSecret(rows[0]!.ids ?? '').toString('hex') };
}

/** Two who draw at once do not get the same ones. */
export async function drawOneAfterAnother(tx: Tx, city_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`quality/${city_id}`}, 0))`.execute(tx);
}

/** One that was drawn. */
export interface Drawn {
  readonly interaction_id: string;
  readonly agent_id: string;
  readonly unit_id: string | null;
}

/**
 * Draws so many of each agent and kind: the first in the order of a hash of seed and id, so that whoever has both draws
 * the same ones again.
 */
export async function drawFrom(
  reader: Reader,
  framed: Framed,
  { seed, per_stratum }: { seed: string; per_stratum: number },
): Promise<readonly Drawn[]> {
  const { rows } = await sql<Drawn>`
    select id as interaction_id, user_id as agent_id, unit_id from (
      select id, user_id, unit_id, kind, row_number() over (partition by user_id, kind
        order by sha256(convert_to(${seed}::text || id::text, 'UTF8')), id) as place
      from (${frame(framed)}) as frame) as ordered
    where place <= ${per_stratum} order by user_id, kind, place`.execute(reader);
  return rows;
}

/** Draws so many of the whole frame, in the same order. */
export async function drawSome(
  reader: Reader,
  framed: Framed,
  { seed, size }: { seed: string; size: number },
): Promise<readonly Drawn[]> {
  const { rows } = await sql<Drawn>`
    select id as interaction_id, user_id as agent_id, unit_id from (${frame(framed)}) as frame
    order by sha256(convert_to(${seed}::text || id::text, 'UTF8')), id limit ${size}`.execute(reader);
  return rows;
}

/** The review, locked; null where there is none. */
export async function lockReview(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('quality_reviews')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

export interface ReviewEvent {
  readonly review_id: string;
  readonly authority_id: string;
  readonly at: string;
  readonly user_id: string | null;
  readonly type:
    'drawn' | 'set_aside' | 'submitted' | 'taken_back' | 'acknowledged' | 'contested' | 'settled';
  readonly score?: number | null;
  readonly words?: string | null;
}

/** Adds to the history of a review, in the transaction of the change it tells. */
export async function tellOfReview(tx: Tx, event: ReviewEvent): Promise<void> {
  await tx
    .insertInto('quality_review_events')
    .values({ id: newId(), ...event })
    .execute();
}
