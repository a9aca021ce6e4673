import type pg from 'pg';
import { textOfEvent, type HashedFields } from '../../src/store/petition-history.ts';

/** The tables whose rows a petition's life is made of, by the column that ties them to it, in the order of loading. */
export const copied_tables = [
  ['petitions', 'id'],
  ['assignments', 'petition_id'],
  ['petition_events', 'petition_id'],
  ['clock_entries', 'petition_id'],
  ['contacts', 'petition_id'],
  ['messages', 'petition_id'],
  ['replies', 'petition_id'],
  ['privacy_consents', 'petition_id'],
  ['interactions', 'petition_id'],
] as const;

export type CopiedTable = (typeof copied_tables)[number][0];

/** Columns that are neither the same in every copy nor ids; what was NULL stays it, the hash before apart. */
export const own_columns = [
  'petitions.folio',
  'petitions.description',
  'petitions.access_key_hash',
  'petitions.received_at',
  'petitions.updated_at',
  'petitions.latitude',
  'petitions.longitude',
  'contacts.snapshot_cipher',
  'replies.document_number',
  'petition_events.previous_hash',
  'petition_events.hash',
] as const;

export type OwnColumn = (typeof own_columns)[number];

/** What a copy puts into a gap: first its own columns in that order, then its ids. */
export const gapOf = (column: OwnColumn): number => own_columns.indexOf(column);
export const gapOfId = (number: number): number => own_columns.length + number;

/** A text with gaps: `parts[0] values[gaps[0]] parts[1] …`. */
export interface Gapped {
  readonly parts: readonly string[];
  readonly gaps: readonly number[];
}

/** A petition that was lived through, ready to be written many times. */
export interface CopiedLife {
  readonly person_id: string | null;
  /**
   * When the thing with that number came to be, milliseconds: its id, new in each copy, says so. Number 0 is the
   * petition's, number 1 the person's where there is one.
   */
  readonly born_ms: readonly number[];
  readonly rows: readonly CopiedRow[];
  readonly values: Readonly<Record<string, string | null>>;
}

export interface CopiedRow {
  readonly table: CopiedTable;
  /** Its line for COPY. */
  readonly line: Gapped;
  readonly document_number: string | null;
  /** Of an event: the number of its id, and what its hash is made over. */
  readonly event: { readonly number: number; readonly hashed: Gapped } | null;
}

const own_ids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Reads the rows of a petition as they are stored. */
export async function copyLife(client: pg.Client, petition_id: string): Promise<CopiedLife> {
  const found: { table: CopiedTable; row: Record<string, string | null> }[] = [];
  for (const [table, column] of copied_tables) {
    for (const row of await rowsAsText(client, { table, column, value: petition_id }))
      found.push({ table, row });
  }
  const petition = found[0]!.row;
  const person_id = petition.person_id ?? null;
  const numbers = new Map([[petition_id, 0]]);
  if (person_id !== null) numbers.set(person_id, 1);
  let next = 2;
  for (const { row } of found) if (row.id != null && !numbers.has(row.id)) numbers.set(row.id, next++);
  const rows = found.map(({ table, row }): CopiedRow => {
    const event = table === 'petition_events' ? eventOf(row) : null;
    return {
      ...{ table, line: lineOf(table, row, numbers), document_number: row.document_number ?? null },
      event: event && { number: numbers.get(event.id)!, hashed: gapped(textOfEvent(event), numbers) },
    };
  });
  const born_ms = Array.from({ length: next }, () => Date.parse(petition.received_at!));
  for (const { row } of found) {
    const at = row.at ?? row.assigned_at ?? row.drafted_at ?? row.received_at;
    const number = numbers.get(row.id ?? '');
    if (number !== undefined && at != null) born_ms[number] = Date.parse(at);
  }
  return { person_id, born_ms, rows, values: petition };
}

function lineOf(
  table: CopiedTable,
  row: Readonly<Record<string, string | null>>,
  numbers: ReadonlyMap<string, number>,
): Gapped {
  const parts = [''];
  const gaps: number[] = [];
  for (const [at, [column, text]] of Object.entries(row).entries()) {
    if (at > 0) parts.push(`${parts.pop()!}\t`);
    const own = gapOf(`${table}.${column}` as OwnColumn);
    const is_own = own >= 0 && (text !== null || column === 'previous_hash');
    const value = is_own
      ? { parts: ['', ''], gaps: [own] }
      : text === null
        ? { parts: ['\\N'], gaps: [] }
        : gapped(escaped(text), numbers);
    parts.push(parts.pop()! + value.parts[0]!, ...value.parts.slice(1));
    gaps.push(...value.gaps);
  }
  return { parts, gaps };
}

/** Every stored column of the rows as COPY would write it, without its escapes. */
async function rowsAsText(
  client: pg.Client,
  { table, column, value }: { table: CopiedTable; column: string; value: string },
): Promise<Record<string, string | null>[]> {
  const names = await storedColumns(client, table);
  const columns = names.map((name) => `"${name}"::text as "${name}"`).join(', ');
  const order = table.endsWith('events') ? 'order by seq' : '';
  const { rows } = await client.query<Record<string, string | null>>(
    `select ${columns} from ${table} where ${column} = $1 ${order}`,
    [value],
  );
  return rows;
}

const columns_known = new Map<string, readonly string[]>();

/** Names of the columns of a table that are written, in its order. */
export async function storedColumns(client: pg.Client, table: CopiedTable): Promise<readonly string[]> {
  const known = columns_known.get(table);
  if (known !== undefined) return known;
  const { rows } = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  columns_known.set(table, names);
  return names;
}

function eventOf(row: Record<string, string | null>): Omit<HashedFields, 'previous_hash'> {
  const { id, petition_id, seq, type, at, actor_kind, actor_user_id, authority_id, audience } = row;
  return {
    ...{ id: id!, petition_id: petition_id!, seq: Number(seq), type: type!, at: at!, audience: audience! },
    ...{ actor_kind: actor_kind!, actor_user_id: actor_user_id ?? null, authority_id: authority_id ?? null },
    payload: JSON.parse(row.payload!),
  };
}

function gapped(text: string, numbers: ReadonlyMap<string, number>): Gapped {
  const parts: string[] = [];
  const gaps: number[] = [];
  let from = 0;
  for (const found of text.matchAll(own_ids)) {
    const number = numbers.get(found[0]);
    if (number === undefined) continue;
    parts.push(text.slice(from, found.index));
    gaps.push(gapOfId(number));
    from = found.index + found[0].length;
  }
  return { parts: [...parts, text.slice(from)], gaps };
}

/** The text with the values of a copy in its gaps. */
export function filled({ parts, gaps }: Gapped, values: readonly string[]): string {
  let text = parts[0]!;
  for (let at = 0; at < gaps.length; at += 1) text += values[gaps[at]!]! + parts[at + 1]!;
  return text;
}

/** As COPY's text format wants it (PostgreSQL documentation, COPY, «Text Format»). */
export function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (sign) => `\\${{ '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r' }[sign]!}`);
}
