import { sql, type Selectable } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Audience } from '../../core/petitions/events.ts';
import type { OutcomeClass } from '../../core/petitions/stages.ts';
import { columns } from '../../store/columns.generated.ts';
import type { Reader } from '../../store/database.ts';
import type { Assignments } from '../../store/schema.generated.ts';
import type { Reading } from './own-period.ts';
import { named } from './petition-row.ts';
import { authorOfRow, type TimelineScope } from './petition-timeline.ts';

const api = '/api/v1';

/** Formal replies: drafts, what waits for approval, what was sent. */
export async function repliesOf({ reader, city, petition_id, users, reads }: TimelineScope) {
  const rows = await reader
    .selectFrom('replies as r')
    .leftJoin('letters as l', 'l.reply_id', 'r.id')
    .select([
      'r.id',
      'r.document_number',
      'r.outcome_code',
      'r.unit_id',
      'r.body',
      'r.reasons',
      'r.next_step',
    ])
    .select(['r.means_of_appeal', 'r.responsible_name', 'r.responsible_title', 'r.drafted_at', 'r.sent_at'])
    .select(['r.version', 'r.state', 'r.drafted_by', 'r.approved_by', 'r.corrects_id'])
    .select(['l.signed_by', 'l.at as letter_at'])
    .where('r.petition_id', '=', petition_id)
    .where('r.state', '<>', 'discarded')
    .orderBy('r.drafted_at')
    .execute();
  const person = (id: string | null) => (id === null ? null : named(id, users.get(id)));
  return rows
    .filter(({ id }) => isReplyRead(reads, id))
    .map((row) => {
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
        signed:
          row.signed_by === null || row.letter_at === null ? null : { by: row.signed_by, at: row.letter_at },
        pdf_url: `${api}/petitions/${petition_id}/replies/${row.id}.pdf`,
      };
    });
}

/** Drafts are rewritten by whoever has the petition: of what left, the replies that were sent are read. */
export function isReplyRead(reads: Reading, reply_id: string): boolean {
  return reads.left === null || reads.has(['reply_sent', 'first_reply_sent'], reply_id);
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
  const read = rows.filter((file) => isFileRead(scope.reads, file));
  return read.map(({ uploaded_kind, uploaded_by, audience, ...file }) => ({
    ...file,
    audience: audience as Audience,
    uploaded_by: authorOfRow(scope, { kind: uploaded_kind, user_id: uploaded_by }),
    url: `${api}/files/${file.id}`,
  }));
}

/** A file goes with the reply or message that it belongs to; else by what history tells of it. */
export function isFileRead(
  reads: Reading,
  file: { id: string; at: string; reply_id: string | null; message_id: string | null },
): boolean {
  if (file.reply_id !== null && !isReplyRead(reads, file.reply_id)) return false;
  if (file.message_id !== null && !reads.tells(file.message_id, file.at)) return false;
  return reads.tells(file.id, file.at);
}

/** What was sent about the petition, or waits, or was kept; without recipient and text. */
export async function outboxOf({ reader, petition_id, reads }: TimelineScope) {
  const rows = await reader
    .selectFrom('outbox')
    .select(['id', 'template', 'channel', 'subject', 'state', 'attempts', 'created_at', 'sent_at'])
    .where('petition_id', '=', petition_id)
    .orderBy('created_at')
    .execute();
  return rows
    .filter(({ created_at }) => reads.at(created_at))
    .map((row) => ({ ...row, state: row.state as 'queued' | 'sent' | 'kept' | 'failed' }));
}

/** Whose turn it was, and is, with whose days were used. */
export async function assignmentsOf({ reader, city, petition_id, users, reads }: TimelineScope) {
  const rows = await reader
    .selectFrom('assignments')
    .select(columns.assignments)
    .where('petition_id', '=', petition_id)
    .orderBy('assigned_at')
    .execute();
  const read = rows.filter(({ id, assigned_at }) => reads.tells(id, assigned_at));
  return read
    .map((row) => asItWas(reads, row))
    .map((row) => ({
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

type AssignmentRow = Selectable<Assignments>;

/** What happened to an assignment after the petition left is not told of it. */
function asItWas(reads: Reading, row: AssignmentRow): AssignmentRow {
  if (reads.left === null) return row;
  const hasEnded =
    reads.has(['assignment_returned', 'unit_changed', 'authority_changed', 'part_finished'], row.id) ||
    (row.ended_at !== null && reads.at(row.ended_at));
  const isAccepted = row.accepted_at !== null && reads.at(row.accepted_at);
  if (hasEnded) return row;
  return {
    ...row,
    ...{ ended_at: null, reason: null, days_used: null, accepted_at: isAccepted ? row.accepted_at : null },
    state: isAccepted ? 'accepted' : 'to_accept',
  };
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
    .limit(sql.lit(1))
    .executeTakeFirst();
  return row ?? null;
}
