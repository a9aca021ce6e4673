import { sql } from 'kysely';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf } from '../../core/language/sentences.ts';
import { usualForm } from '../../core/quality/form.ts';
import type { Marks } from '../../core/quality/score.ts';
import { inTransaction, type Reader } from '../../store/database.ts';
import { formVersion, keptForm, type ReviewEvent } from '../../store/quality.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { ofOwnWork, presentReview, reviewColumns, toJudge, type ReviewRow } from './quality-reviews.ts';
import { saidInInteraction } from './said-in-interaction.ts';

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
    const said = await saidInInteraction(tx, { ports, asker }, row);
    // One that is not submitted is marked by the form in force; its own may have been another.
    const version = row.state === 'to_review' ? await formVersion(tx, city.city.id) : (row.form_version ?? 0);
    const form = (await keptForm(tx, city.city.id, version)) ?? usualForm(languageOf(city.city.locale));
    const { feedback, answer, answered_at, settled_by, settled_at, ruling, contest_until } = row;
    return {
      ...presentReview(row, asker),
      ...{ interaction: said, form_version: version, form, marks: row.marks as Marks | null },
      ...{ feedback, answer, answered_at, settled_by, settled_at, ruling, contest_until },
      submitted_on: row.submitted_at === null ? null : localDateOf(row.submitted_at, city.city.time_zone),
      today: localDateOf(ports.now(), city.city.time_zone),
      events: await eventsOf(tx, id),
    };
  });
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
