import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Audience } from '../../core/petitions/events.ts';
import type { OutcomeClass } from '../../core/petitions/stages.ts';
import type { Reader } from '../../store/database.ts';
import { named } from './petition-row.ts';
import { authorOfRow, type TimelineScope } from './petition-timeline.ts';

const api = '/api/v1';

/** Formal replies: drafts, what waits for approval, what was sent. */
export async function repliesOf({ reader, city, petition_id, users }: TimelineScope) {
  const rows = await reader
    .selectFrom('replies')
    .selectAll()
    .where('petition_id', '=', petition_id)
    .where('state', '<>', 'discarded')
    .orderBy('drafted_at')
    .execute();
  const person = (id: string | null) => (id === null ? null : named(id, users.get(id)));
  return rows.map((row) => {
    return {
      ...{ id: row.id, version: row.version, document_number: row.document_number, body: row.body },
      ...{ reasons: row.reasons, next_step: row.next_step, means_of_appeal: row.means_of_appeal },
      ...{ responsible_name: row.responsible_name, responsible_title: row.responsible_title },
      ...{ drafted_at: row.drafted_at, sent_at: row.sent_at, corrects_id: row.corrects_id },
      state: row.state as 'draft' | 'to_approve' | 'sent' | 'discarded',
      outcome: row.outcome_code === null ? null : outcomeShown(city, row.outcome_code),
      unit: named(row.unit_id, city.units.get(row.unit_id)?.name),
      drafted_by: person(row.drafted_by),
      approved_by: person(row.approved_by),
      pdf_url: `${api}/petitions/${petition_id}/replies/${row.id}.pdf`,
    };
  });
}

function outcomeShown(city: CityConfiguration, code: string) {
  const outcome = city.outcomes.get(code);
  return { code, name: outcome?.name ?? code, class: outcome?.class ?? ('resolved' as OutcomeClass) };
}

/** Files of the petition that were not taken away. */
export async function filesOf(scope: TimelineScope) {
  const rows = await scope.reader
    .selectFrom('files')
    .select(['id', 'display_name', 'media_type', 'bytes', 'width', 'height', 'alt_text', 'audience', 'at'])
    .select(['message_id', 'reply_id', 'uploaded_kind', 'uploaded_by'])
    .where('petition_id', '=', scope.petition_id)
    .where('removed_at', 'is', null)
    .orderBy('at')
    .execute();
  return rows.map(({ uploaded_kind, uploaded_by, audience, ...file }) => ({
    ...file,
    audience: audience as Audience,
    uploaded_by: authorOfRow(scope, { kind: uploaded_kind, user_id: uploaded_by }),
    url: `${api}/files/${file.id}`,
  }));
}

/** What was sent about the petition, or waits, or was kept; without recipient and text. */
export async function outboxOf(reader: Reader, petition_id: string) {
  const rows = await reader
    .selectFrom('outbox')
    .select(['id', 'template', 'channel', 'subject', 'state', 'attempts', 'created_at', 'sent_at'])
    .where('petition_id', '=', petition_id)
    .orderBy('created_at')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as 'queued' | 'sent' | 'kept' | 'failed' }));
}

/** Whose turn it was, and is, with whose days were used. */
export async function assignmentsOf({ reader, city, petition_id, users }: TimelineScope) {
  const rows = await reader
    .selectFrom('assignments')
    .selectAll()
    .where('petition_id', '=', petition_id)
    .orderBy('assigned_at')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, assigned_at: row.assigned_at, accept_due_at: row.accept_due_at, reason: row.reason },
    ...{ accepted_at: row.accepted_at, ended_at: row.ended_at, instructions: row.instructions },
    part: row.part as 'answering' | 'contributing',
    state: row.state as 'to_accept' | 'accepted' | 'returned' | 'transferred' | 'finished',
    authority: named(row.authority_id, city.authorities.get(row.authority_id)?.short_name),
    unit: named(row.unit_id, city.units.get(row.unit_id)?.name),
    assigned_by: row.assigned_by === null ? null : named(row.assigned_by, users.get(row.assigned_by)),
    days_used: row.days_used,
  }));
}

/** What the reply composer starts from: the unit's own responsible person, and the city's means of appeal. */
export async function composerOf(
  reader: Reader,
  { city, row }: { city: CityConfiguration; row: { folio: string; unit_id: string } },
) {
  const unit = city.units.get(row.unit_id);
  return {
    folio: row.folio,
    unit: named(row.unit_id, unit?.name),
    responsible_name: unit?.responsible_name ?? '',
    responsible_title: unit?.responsible_title ?? '',
    means_of_appeal: (await newestText(reader, city.city.id, 'means_of_appeal'))?.body ?? '',
    needs_approval: unit?.reply_needs_approval ?? false,
  };
}

/** The version of a text that is in force, or null. */
export async function newestText(reader: Reader, city_id: string, code: string) {
  const row = await reader
    .selectFrom('texts')
    .select(['version', 'body'])
    .where('city_id', '=', city_id)
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
