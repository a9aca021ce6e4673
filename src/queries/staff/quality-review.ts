import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf } from '../../core/language/sentences.ts';
import { usualForm } from '../../core/quality/form.ts';
import type { Marks } from '../../core/quality/score.ts';
import { inTransaction, type Reader } from '../../store/database.ts';
import { formVersion, keptForm, type ReviewEvent } from '../../store/quality.ts';
import { interactionInWords } from './interactions.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { ofOwnWork, presentReview, reviewColumns, toJudge, type ReviewRow } from './quality-reviews.ts';

/**
 * One review with what was said in the interaction, the form it is made by and its history, for who reviews there or
 * was reviewed; null for anybody else. The look at what was said is written down.
 */
export function qualityReview(ports: StaffPorts, asker: Asker, id: string) {
  const { actor, city } = asker;
  const as = { kind: 'staff', authority_ids: actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const { rows } = await sql<ReviewRow>`${reviewColumns}
      where s.id = ${id} and (${toJudge(asker)} or ${ofOwnWork(asker)})`.execute(tx);
    const [row] = rows;
    if (row === undefined) return null;
    const said = await saidIn(tx, { ports, asker }, row);
    // One that is not submitted is marked by the form in force; its own may have been another.
    const version = row.state === 'to_review' ? await formVersion(tx, city.city.id) : (row.form_version ?? 0);
    const form = (await keptForm(tx, city.city.id, version)) ?? usualForm(languageOf(city.city.locale));
    const { feedback, answer, answered_at, settled_by, settled_at, ruling } = row;
    return {
      ...presentReview(row, asker),
      ...{ interaction: said, form_version: version, form, marks: row.marks as Marks | null },
      ...{ feedback, answer, answered_at, settled_by, settled_at, ruling },
      submitted_on: row.submitted_at === null ? null : localDateOf(row.submitted_at, city.city.time_zone),
      today: localDateOf(ports.now(), city.city.time_zone),
      events: await eventsOf(tx, id),
    };
  });
}

/**
 * What was said and noted. Of a petition with reserved identity it is told to nobody without that permission.
 */
async function saidIn(
  tx: Parameters<typeof noteView>[0],
  { ports, asker }: { ports: StaffPorts; asker: Asker },
  row: ReviewRow,
) {
  const { actor, city } = asker;
  const told = (await interactionInWords(tx, { keys: ports.keys, asker }, row.interaction_id))!;
  const place = { city_id: city.city.id, authority_id: row.authority_id, unit_id: row.unit_id };
  const isHidden =
    !permits(actor, 'petition.read_reserved_identity', place) &&
    (await isAboutReserved(tx, row.interaction_id));
  const { answer, notes, petitions, articles, wrap_up } = told;
  if (isHidden) return { answer: null, notes: [], petitions: [], articles, wrap_up, is_hidden: true };
  await noteView(tx, {
    ...{ user_id: actor.user_id, person_id: null, petition_id: null },
    ...{ what: 'interaction', now: ports.now() },
  });
  return { answer, notes, petitions, articles, wrap_up, is_hidden: false };
}

async function isAboutReserved(reader: Reader, interaction_id: string): Promise<boolean> {
  const { rows } = await sql<{ yes: boolean }>`
    select exists (select from interaction_petitions t join petitions p on p.id = t.petition_id
      where t.interaction_id = ${interaction_id} and p.identity = 'reserved') as yes`.execute(reader);
  return rows[0]!.yes;
}

async function eventsOf(reader: Reader, review_id: string) {
  const rows = await reader
    .selectFrom('quality_review_events as e')
    .leftJoin('users as u', 'u.id', 'e.user_id')
    .select(['e.id', 'e.at', 'e.type', 'e.score', 'e.words', 'u.name as by'])
    .where('e.review_id', '=', review_id)
    .orderBy('e.at')
    .orderBy('e.id')
    .execute();
  return rows.map(({ type, score, ...row }) => ({
    ...row,
    type: type as ReviewEvent['type'],
    score: score === null ? null : Number(score),
  }));
}

/** The form of the city as it is edited, with the number of its version. */
export function qualityForm(ports: StaffPorts, { actor, city }: Asker) {
  return readingAs(ports, actor, async (reader) => {
    const version = await formVersion(reader, city.city.id);
    const kept = await keptForm(reader, city.city.id, version);
    return { version, form: kept ?? usualForm(languageOf(city.city.locale)) };
  });
}
