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

/** A text with gaps: `parts[0] ids[gaps[0]] parts[1] …`; what is in a gap is another one in each copy. */
export interface Gapped {
  readonly parts: readonly string[];
  /** Numbers of the ids between the parts. */
  readonly gaps: readonly number[];
}

/** A petition that was lived through, ready to be written many times. */
export interface CopiedLife {
  readonly petition_id: string;
  readonly person_id: string | null;
  /** How many ids are new in each copy; number 0 is the petition's, number 1 the person's. */
  readonly ids: number;
  /** When the thing with that number came to be, milliseconds: its id says so. */
  readonly born_ms: readonly number[];
  readonly rows: readonly CopiedRow[];
  readonly values: Readonly<Record<string, string | null>>;
}

export interface CopiedRow {
  readonly table: CopiedTable;
  /** In the order of the table's columns. Null stands for NULL. */
  readonly cells: readonly { readonly column: string; readonly value: Gapped | null }[];
  readonly values: Readonly<Record<string, string | null>>;
  /** Of an event: what its hash is made over. */
  readonly hashed: Gapped | null;
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
  const rows = found.map(({ table, row }) => ({
    ...{ table, values: row },
    cells: Object.entries(row).map(([column, text]) => ({
      column,
      value: text === null ? null : gapped(escaped(text), numbers),
    })),
    hashed: table === 'petition_events' ? gapped(textOfEvent(eventOf(row)), numbers) : null,
  }));
  const ids = next;
  const born_ms = Array.from({ length: ids }, () => Date.parse(petition.received_at!));
  for (const { row } of found) {
    const at = row.at ?? row.assigned_at ?? row.drafted_at ?? row.received_at;
    const number = numbers.get(row.id ?? '');
    if (number !== undefined && at != null) born_ms[number] = Date.parse(at);
  }
  return { petition_id, person_id, ids, born_ms, rows, values: petition };
}

/** Every stored column of the rows as COPY would write it, without its escapes. */
async function rowsAsText(
  client: pg.Client,
  { table, column, value }: { table: string; column: string; value: string },
): Promise<Record<string, string | null>[]> {
  const told = await client.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER' order by ordinal_position`,
    [table],
  );
  const columns = told.rows.map(({ name }) => `"${name}"::text as "${name}"`).join(', ');
  const order = table.endsWith('events') ? 'order by seq' : '';
  const { rows } = await client.query<Record<string, string | null>>(
    `select ${columns} from ${table} where ${column} = $1 ${order}`,
    [value],
  );
  return rows;
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
    gaps.push(number);
    from = found.index + found[0].length;
  }
  return { parts: [...parts, text.slice(from)], gaps };
}

/** The text with the ids of a copy in its gaps. */
export function filled({ parts, gaps }: Gapped, ids: readonly string[]): string {
  let text = parts[0]!;
  for (let at = 0; at < gaps.length; at += 1) text += ids[gaps[at]!]! + parts[at + 1]!;
  return text;
}

/** As COPY's text format wants it (PostgreSQL documentation, COPY, «Text Format»). */
export function escaped(text: string): string {
  return text.replace(/[\\\t\n\r]/g, (sign) => `\\${{ '\\': '\\', '\t': 't', '\n': 'n', '\r': 'r' }[sign]!}`);
}
