import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';

/** The values of one row by column, without its id. */
export type Row = Readonly<Record<string, unknown>>;

/** What history calls the things that a city decides; edits in the console use the same words. */
export type ConfigurationEntity =
  | 'city'
  | 'authority'
  | 'unit'
  | 'calendar'
  | 'calendar_day'
  | 'opening_hours'
  | 'channel_address'
  | 'kind'
  | 'term'
  | 'service_group'
  | 'service'
  | 'zone'
  | 'routing_rule'
  | 'outcome'
  | 'reply_template'
  | 'text'
  | 'office'
  | 'role';

export interface TableSpec {
  readonly table: string;
  readonly entity: ConfigurationEntity;
  /** What a pack says of a row; other columns are left alone. */
  readonly columns: readonly string[];
  readonly json?: readonly string[];
  /** The natural key, the same for a row read and a row wanted. */
  readonly keyOf: (row: Row) => string;
  /** The name in history. */
  readonly labelOf: (row: Row) => string;
  /** What becomes of a row that the pack no longer has. */
  readonly retire: 'deactivate' | 'revoke' | 'delete' | 'keep';
  /** Has a column `version` that grows with each change. */
  readonly versioned?: boolean;
  /** Brings a row as read into the form in which the pack says it. */
  readonly normalise?: (row: Row) => Row;
}

/** One loading of one pack: what it may not touch, and what it did. */
export interface LoadRun {
  readonly tx: Tx;
  readonly city_id: string;
  /** On the first load history gets one entry for the whole city, not a thousand. */
  readonly is_first: boolean;
  /** `entity code` of everything whose last change was made in the console. */
  readonly edited_in_console: ReadonlySet<string>;
  readonly counts: { created: number; updated: number; retired: number; unchanged: number; kept: number };
}

/** A table's rows of this city, with an id for each row, written or still to be. */
export interface TableState {
  readonly spec: TableSpec;
  readonly existing: ReadonlyMap<string, Row & { readonly id: string }>;
  readonly idOf: (key: string) => string;
}

/** Reads the rows that a pack may rule over; `scope` limits them to the city or to its authorities. */
export async function readTable(
  run: LoadRun,
  spec: TableSpec,
  scope: ReturnType<typeof sql>,
): Promise<TableState> {
  const columns = sql.join(['id', ...spec.columns].map((column) => sql.ref(column)));
  const found = await sql<
    Row & { id: string }
  >`select ${columns} from ${sql.table(spec.table)} where ${scope}`.execute(run.tx);
  const rows = found.rows.map((row) => ({ ...(spec.normalise?.(row) ?? row), id: row.id }));
  const existing = new Map(rows.map((row) => [spec.keyOf(row), row]));
  const fresh = new Map<string, string>();
  const idOf = (key: string) => {
    const id = existing.get(key)?.id ?? fresh.get(key) ?? newId();
    if (!existing.has(key)) fresh.set(key, id);
    return id;
  };
  return { spec, existing, idOf };
}

/**
 * Makes the table say what the pack says: inserts what is new, updates what differs, retires what is gone. What the
 * console edited last stays as it is. Nothing is written where nothing differs.
 * @returns true when something was written
 */
export async function writeTable(run: LoadRun, state: TableState, wanted: readonly Row[]): Promise<boolean> {
  const { spec, existing } = state;
  const before = changesOf(run);
  const keys = new Set(wanted.map(spec.keyOf));
  const missing = wanted.filter((row) => !existing.has(spec.keyOf(row)));
  await insertRows(run, state, missing);
  for (const row of wanted) {
    const there = existing.get(spec.keyOf(row));
    if (there !== undefined) await updateRow(run, spec, { there, row });
  }
  for (const [key, there] of existing) {
    if (!keys.has(key)) await retireRow(run, spec, there);
  }
  return changesOf(run) > before;
}

function changesOf({ counts }: LoadRun): number {
  return counts.created + counts.updated + counts.retired;
}

const ROWS_AT_ONCE = 500;

async function insertRows(run: LoadRun, { spec, idOf }: TableState, rows: readonly Row[]): Promise<void> {
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    const chunk = rows.slice(at, at + ROWS_AT_ONCE);
    const values = chunk.map((row) => ({ id: idOf(spec.keyOf(row)), ...written(spec, row) }));
    await run.tx
      .insertInto(spec.table as never)
      .values(values as never)
      .execute();
    if (!run.is_first) {
      for (const row of chunk) await record(run, spec, { before: null, after: row });
    }
  }
  run.counts.created += rows.length;
}

async function updateRow(run: LoadRun, spec: TableSpec, pair: { there: Row; row: Row }): Promise<void> {
  const changed = spec.columns.filter((column) => !sameValue(pair.there[column], pair.row[column]));
  if (changed.length === 0) {
    run.counts.unchanged += 1;
    return;
  }
  if (isEditedInConsole(run, spec, pair.there)) {
    run.counts.kept += 1;
    return;
  }
  const values = written(spec, pair.row);
  const assignments = changed.map((column) => sql`${sql.ref(column)} = ${values[column]}`);
  if (spec.versioned === true) assignments.push(sql`version = version + 1`);
  await sql`update ${sql.table(spec.table)} set ${sql.join(assignments)} where id = ${pair.there['id']}`.execute(
    run.tx,
  );
  await record(run, spec, { before: pair.there, after: pair.row });
  run.counts.updated += 1;
}

async function retireRow(run: LoadRun, spec: TableSpec, there: Row): Promise<void> {
  if (spec.retire === 'keep' || (spec.retire === 'deactivate' && there['is_active'] === false)) return;
  if (isEditedInConsole(run, spec, there)) {
    run.counts.kept += 1;
    return;
  }
  const how = {
    deactivate: sql`update ${sql.table(spec.table)} set is_active = false`,
    revoke: sql`update ${sql.table(spec.table)} set revoked_at = now()`,
    delete: sql`delete from ${sql.table(spec.table)}`,
  }[spec.retire];
  await sql`${how} where id = ${there['id']}`.execute(run.tx);
  await record(run, spec, { before: there, after: null });
  run.counts.retired += 1;
}

function isEditedInConsole(run: LoadRun, spec: TableSpec, row: Row): boolean {
  return run.edited_in_console.has(`${spec.entity} ${spec.labelOf(row)}`);
}

/** Arrays of jsonb columns would travel as PostgreSQL arrays: they are written as text. */
function written({ columns, json = [] }: TableSpec, row: Row): Row {
  return Object.fromEntries(
    columns.map((column) => {
      const value = row[column];
      return [column, json.includes(column) && value !== null ? JSON.stringify(value) : value];
    }),
  );
}

async function record(
  run: LoadRun,
  spec: TableSpec,
  change: { before: Row | null; after: Row | null },
): Promise<void> {
  const { before, after } = change;
  const label = spec.labelOf((before ?? after)!);
  const asJson = (row: Row | null) => (row === null ? null : JSON.stringify(pick(row, spec.columns)));
  await sql`insert into configuration_changes (id, city_id, entity, entity_code, before, after)
    values (${newId()}, ${run.city_id}, ${spec.entity}, ${label}, ${asJson(before)}, ${asJson(after)})`.execute(
    run.tx,
  );
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

/** Equal as JSON, whatever the order of keys: jsonb keeps none. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, ordered(item)]));
}
