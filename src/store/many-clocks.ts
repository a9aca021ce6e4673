import { sql } from 'kysely';
import type { ClockChange } from '../core/petitions/clock-changes.ts';
import { dueColumns, lineCount, readLedgers, rowsOfLines, withLines, type Ledger } from './clocks.ts';
import type { Tx } from './database.ts';
import { rowsOfEvents, type EventAuthor } from './petition-history.ts';

/** What a change of clocks alone needs of a petition that is held. */
export interface HeldClocks {
  readonly id: string;
  readonly city_id: string;
  readonly current_authority_id: string;
  readonly authority_ids: readonly string[];
  readonly version: number;
  readonly ledger: Ledger;
}

export interface ChangedClocks extends ClockChange {
  readonly petition: HeldClocks;
}

/** The columns of `petitions p` that `HeldClocks` has. */
export const held_columns = sql.raw('p.id, p.city_id, p.current_authority_id, p.authority_ids, p.version');

/** The ledgers of petitions that this transaction has locked, beside their rows. */
export async function withLedgers(
  tx: Tx,
  rows: readonly Omit<HeldClocks, 'ledger'>[],
): Promise<HeldClocks[]> {
  const ledgers = await readLedgers(
    tx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, ledger: ledgers.get(row.id) ?? new Map() }));
}

/**
 * Does to many petitions what `recordChange` does to one, in five statements whatever their number: appends the events
 * and the lines, projects the due columns, counts the versions up and says so to whoever listens. All must be locked.
 */
export async function recordClockChanges(
  tx: Tx,
  changes: readonly ChangedClocks[],
  { author, at }: { author: EventAuthor; at: string },
): Promise<void> {
  if (changes.length === 0) return;
  await insertEvents(tx, changes, { author, at });
  await insertLines(tx, changes);
  await project(tx, changes, at);
  const told = changes.map(({ petition }) =>
    JSON.stringify({
      id: petition.id,
      city: petition.city_id,
      authorities: petition.authority_ids,
      version: petition.version + 1,
    }),
  );
  await sql`select pg_notify('petition_changed', told) from unnest(${told}::text[]) as t (told)`.execute(tx);
}

/** Writes the due columns as the ledgers have them, where they differed: nothing happened, so no version is counted. */
export async function correctDueColumns(tx: Tx, petitions: readonly HeldClocks[]): Promise<void> {
  if (petitions.length === 0) return;
  const columns = petitions.map(({ ledger }) => dueColumns(ledger));
  await sql`update petitions p set ${due_assignments} from ${dueRows(petitions, columns)}
    where p.id = d.id`.execute(tx);
}

const due_assignments = sql.raw(
  `accept_due_at = d.accept_due_at, reply_due_at = d.reply_due_at, resolve_due_at = d.resolve_due_at,
   citizen_due_at = d.citizen_due_at, due_at = d.due_at, next_mark_at = d.next_mark_at`,
);

async function insertEvents(
  tx: Tx,
  changes: readonly ChangedClocks[],
  { author, at }: { author: EventAuthor; at: string },
): Promise<void> {
  const last = await lastEvents(tx, changes);
  const rows = changes.flatMap(({ petition: { id: petition_id }, events }) =>
    rowsOfEvents({ petition_id, events, author, at }, last.get(petition_id) ?? null),
  );
  const of = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  await sql`insert into petition_events (id, petition_id, seq, type, at, actor_kind, actor_user_id, authority_id,
      audience, payload, previous_hash, hash)
    select e.id, e.petition_id, e.seq, e.type, ${at}::timestamptz, ${author.kind}, ${author.user_id}::uuid,
      ${author.authority_id}::uuid, e.audience, e.payload::jsonb, e.previous_hash, e.hash
    from unnest(${of('id')}::uuid[], ${of('petition_id')}::uuid[], ${of('seq')}::integer[], ${of('type')}::text[],
      ${of('audience')}::text[], ${of('payload')}::text[], ${of('previous_hash')}::bytea[], ${of('hash')}::bytea[])
      as e (id, petition_id, seq, type, audience, payload, previous_hash, hash)`.execute(tx);
}

async function lastEvents(tx: Tx, changes: readonly ChangedClocks[]) {
  const ids = changes.map(({ petition }) => petition.id);
  const found = await sql<{ petition_id: string; seq: number; hash: Buffer }>`
    select e.petition_id, e.seq, e.hash from unnest(${ids}::uuid[]) as p (id) cross join lateral (
      select petition_id, seq, hash from petition_events where petition_id = p.id order by seq desc limit 1) e`.execute(
    tx,
  );
  return new Map(found.rows.map((row) => [row.petition_id, row]));
}

async function insertLines(tx: Tx, changes: readonly ChangedClocks[]): Promise<void> {
  const rows = changes.flatMap(({ petition, lines }) =>
    rowsOfLines({ petition_id: petition.id, lines, after: lineCount(petition.ledger) }),
  );
  const of = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  await sql`insert into clock_entries (id, petition_id, seq, clock, type, at, entry)
    select l.id, l.petition_id, l.seq, l.clock, l.type, l.at, l.entry::jsonb
    from unnest(${of('id')}::uuid[], ${of('petition_id')}::uuid[], ${of('seq')}::integer[], ${of('clock')}::text[],
      ${of('type')}::text[], ${of('at')}::timestamptz[], ${of('entry')}::text[])
      as l (id, petition_id, seq, clock, type, at, entry)`.execute(tx);
}

async function project(tx: Tx, changes: readonly ChangedClocks[], at: string): Promise<void> {
  const columns = changes.map(({ petition, lines }) => dueColumns(withLines(petition.ledger, lines)));
  const rows = dueRows(
    changes.map(({ petition }) => petition),
    columns,
  );
  await sql`update petitions p set ${due_assignments}, version = p.version + 1, updated_at = ${at}
    from ${rows} where p.id = d.id`.execute(tx);
}

function dueRows(petitions: readonly HeldClocks[], columns: readonly ReturnType<typeof dueColumns>[]) {
  const of = (name: keyof ReturnType<typeof dueColumns>) =>
    sql`${columns.map((row) => row[name])}::timestamptz[]`;
  return sql`unnest(${petitions.map(({ id }) => id)}::uuid[], ${of('accept_due_at')}, ${of('reply_due_at')},
    ${of('resolve_due_at')}, ${of('citizen_due_at')}, ${of('due_at')}, ${of('next_mark_at')})
    as d (id, accept_due_at, reply_due_at, resolve_due_at, citizen_due_at, due_at, next_mark_at)`;
}
