import { sql } from 'kysely';
import { composeFolio } from '../../core/petitions/folio.ts';
import { foldHistory } from '../../core/petitions/history.ts';
import { dueColumns } from '../../store/clocks.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { hashOfEvent } from '../../store/petition-history.ts';
import { projectedColumns, type NewPetition } from '../../store/petitions.ts';
import type { PlannedImport } from './plan-import.ts';

/** Where the rows come from and go to. */
export interface ImportInto {
  readonly city_id: string;
  readonly system: string;
  readonly now: string;
}

type Numbered = PlannedImport & { readonly petition_id: string; readonly folio: string };

/** Writes whole petitions with their histories, one statement per table. */
export async function insertImported(
  tx: Tx,
  into: ImportInto,
  planned: readonly PlannedImport[],
): Promise<void> {
  if (planned.length === 0) return;
  const numbered = await number(tx, planned);
  await tx
    .insertInto('petitions')
    .values(numbered.map((one) => petitionOf(one, into)))
    .execute();
  await tx.insertInto('assignments').values(numbered.flatMap(assignmentsOf)).execute();
  await tx.insertInto('petition_events').values(numbered.flatMap(eventsOf)).execute();
  const lines = numbered.flatMap(clockEntriesOf);
  if (lines.length > 0) await tx.insertInto('clock_entries').values(lines).execute();
  const messages = numbered.flatMap(messagesOf);
  if (messages.length > 0) await tx.insertInto('messages').values(messages).execute();
  await tx
    .insertInto('interactions')
    .values(numbered.map((one) => interactionOf(one, into)))
    .execute();
  await tx
    .insertInto('import_rows')
    .values(numbered.map((one) => importRowOf(one, into)))
    .execute();
}

/** A folio of ours for each, in the year in which it was filed, from the series of its authority. */
async function number(tx: Tx, planned: readonly PlannedImport[]): Promise<Numbered[]> {
  const codes = planned.map(({ plan }) => plan.authority.folio_code);
  const years = planned.map(({ plan }) => Number(plan.filing.filed_on.slice(0, 4)));
  const { rows } = await sql<{ number: number }>`
    select next_folio_number(code, year) as number
    from unnest(${codes}::text[], ${years}::int[]) with ordinality as filed (code, year, position)
    order by position`.execute(tx);
  return planned.map((one, index) => {
    const folio = composeFolio(codes[index]!, years[index]!, rows[index]!.number);
    return { ...one, petition_id: newId(), folio };
  });
}

function petitionOf(one: Numbered, { city_id, system, now }: ImportInto): NewPetition {
  const { row, plan, history, point } = one;
  const state = foldHistory(history.events.map(({ event }) => event));
  const { line, source_id, source_service } = row;
  const source = {
    system,
    id: source_id,
    line,
    ...(source_service === null ? {} : { service: source_service }),
  };
  const { place_columns, filing } = {
    filing: { received_at: row.received_at, filed_at: plan.filing.filed_at, filed_on: plan.filing.filed_on },
    place_columns: { latitude: point?.latitude ?? null, longitude: point?.longitude ?? null },
  };
  return {
    ...(projectedColumns(state) as NewPetition),
    ...dueColumns(history.ledger),
    ...place_columns,
    ...filing,
    id: one.petition_id,
    city_id,
    folio: one.folio,
    filing_authority_id: plan.authority.id,
    identity: 'anonymous',
    channel: row.channel,
    description: row.description,
    address_text: row.address_text,
    zone_code: plan.zone_code,
    neighbourhood: row.neighbourhood,
    routing: JSON.stringify({ rule: plan.route.rule ?? null, ...plan.route.explanation }),
    closed_at: state.stage === 'closed' ? row.closed_at : null,
    source: JSON.stringify(source),
    updated_at: now,
  };
}

function assignmentsOf({ petition_id, plan, history }: Numbered) {
  const place = { petition_id, authority_id: plan.authority.id, unit_id: plan.unit.id };
  return history.assignments.map((assignment) => ({ ...place, ...assignment }));
}

/** Each event carries the hash of the one before it, as every history does. */
function eventsOf({ petition_id, history }: Numbered) {
  let previous_hash: Buffer | null = null;
  return history.events.map(({ at, event }, index) => {
    const row = {
      ...{ id: newId(), petition_id, seq: index + 1, type: event.type, at },
      ...{ actor_kind: 'system' as const, actor_user_id: null, authority_id: null },
      audience: event.audience,
      payload: event.payload,
      previous_hash,
    };
    const hash = hashOfEvent(row);
    previous_hash = hash;
    return { ...row, payload: JSON.stringify(event.payload), hash };
  });
}

function clockEntriesOf({ petition_id, history }: Numbered) {
  return history.lines.map(({ clock, entry }, index) => ({
    ...{ id: newId(), petition_id, seq: index + 1, clock },
    ...{ type: entry.type, at: entry.at, entry: JSON.stringify(entry) },
  }));
}

function messagesOf({ petition_id, history }: Numbered) {
  const contest = { kind: 'contest', audience: 'citizen', author_kind: 'system' } as const;
  return history.messages.map(({ id, body, at }) => ({ id, petition_id, body, at, ...contest }));
}

function interactionOf({ petition_id, row, plan }: Numbered, { city_id }: ImportInto) {
  const { channel, received_at: at } = row;
  return { id: newId(), city_id, authority_id: plan.authority.id, channel, kind: 'filing', petition_id, at };
}

function importRowOf({ petition_id, row }: Numbered, { city_id, system, now }: ImportInto) {
  return { city_id, system, source_id: row.source_id, petition_id, line: row.line, imported_at: now };
}
