import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { applyEvent } from '../core/petitions/history.ts';
import type { PetitionEvent, PetitionState } from '../core/petitions/events.ts';
import { columns } from './columns.generated.ts';
import type { Reader, Tx } from './database.ts';
import { appendEvents, type EventAuthor } from './petition-history.ts';
import type { Petitions } from './schema.generated.ts';
import {
  appendLines,
  dueColumns,
  lineCount,
  readLedger,
  withLines,
  type Ledger,
  type LedgerLine,
} from './clocks.ts';

export type PetitionRow = Selectable<Petitions>;
export type NewPetition = Insertable<Petitions>;

/** A petition held FOR UPDATE: its row, the state that its history folds to, and its ledgers. */
export interface LockedPetition {
  readonly row: PetitionRow;
  readonly state: PetitionState;
  readonly ledger: Ledger;
}

/** What one action does to one petition. */
export interface Change {
  readonly events: readonly PetitionEvent[];
  readonly lines?: readonly LedgerLine[];
  /** Columns that are not folded from history: text, place, dates of notice. */
  readonly columns?: Updateable<Petitions>;
}

/** Locks the petition. @returns null when there is none, or none that the actor may see */
export async function lockPetition(tx: Tx, petition_id: string): Promise<LockedPetition | null> {
  const row = await tx
    .selectFrom('petitions')
    .select(columns.petitions)
    .where('id', '=', petition_id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return null;
  const assignment = await tx
    .selectFrom('assignments')
    .select('id')
    .where('petition_id', '=', petition_id)
    .where('part', '=', 'answering')
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  const question = await openQuestion(tx, row);
  return {
    row,
    state: stateOf(row, assignment?.id ?? '', question),
    ledger: await readLedger(tx, petition_id),
  };
}

/** Appends what happened, projects it on the row and the due columns, and counts the version up. */
export async function recordChange(
  tx: Tx,
  petition: LockedPetition,
  { change, author, at }: { change: Change; author: EventAuthor; at: string },
): Promise<LockedPetition> {
  const state = change.events.reduce(applyEvent, petition.state);
  const lines = change.lines ?? [];
  const ledger = withLines(petition.ledger, lines);
  const petition_id = petition.row.id;
  await appendEvents(tx, { petition_id, events: change.events, author, at });
  await appendLines(tx, { petition_id, lines, after: lineCount(petition.ledger) });
  const row = await tx
    .updateTable('petitions')
    .set({
      ...projectedColumns(state),
      ...dueColumns(ledger),
      ...change.columns,
      version: petition.row.version + 1,
      updated_at: at,
    })
    .where('id', '=', petition.row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return { row, state, ledger };
}

/** The columns that must equal the fold of the history; `atiende verify` compares exactly these. */
export function projectedColumns(state: PetitionState): Updateable<Petitions> {
  return {
    stage: state.stage,
    kind_code: state.kind,
    service_id: state.service_id,
    visibility: state.visibility,
    current_authority_id: state.authority_id,
    authority_ids: state.authority_ids,
    unit_id: state.unit_id,
    assignee_id: state.assignee_id,
    outcome_code: state.outcome_code,
    outcome_class: state.outcome_class,
    priority: state.priority,
    moderation: state.moderation,
    closes_on: state.closes_on,
    reopened_count: state.reopened_count,
    transferred_count: state.transferred_count,
    extended: state.extended,
    supporters_count: state.supporters_count,
    merged_into: state.merged_into,
  };
}

/** The state as the row tells it, for deciding without reading the whole history. */
function stateOf(
  row: PetitionRow,
  assignment_id: string,
  question: { message_id: string; stage_before: PetitionState['stage'] } | null,
): PetitionState {
  return {
    stage: row.stage as PetitionState['stage'],
    stage_before_question: question?.stage_before ?? null,
    kind: row.kind_code,
    service_id: row.service_id,
    visibility: row.visibility as PetitionState['visibility'],
    authority_id: row.current_authority_id,
    authority_ids: row.authority_ids,
    unit_id: row.unit_id,
    assignment_id,
    assignee_id: row.assignee_id,
    outcome_code: row.outcome_code,
    outcome_class: row.outcome_class as PetitionState['outcome_class'],
    priority: row.priority,
    moderation: row.moderation as PetitionState['moderation'],
    open_question_id: question?.message_id ?? null,
    closes_on: row.closes_on,
    reopened_count: row.reopened_count,
    transferred_count: row.transferred_count,
    extended: row.extended,
    supporters_count: row.supporters_count,
    merged_into: row.merged_into,
  };
}

async function openQuestion(reader: Reader, row: PetitionRow) {
  if (row.stage !== 'waiting_citizen') return null;
  const asked = await reader
    .selectFrom('petition_events')
    .select('payload')
    .where('petition_id', '=', row.id)
    .where('type', '=', 'question_asked')
    .orderBy('seq', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst();
  if (!asked) return null;
  const { message_id } = asked.payload as { message_id: string };
  // Only a petition in work is asked about (lifecycle: ask from in_work).
  return { message_id, stage_before: 'in_work' as const };
}
