import { sql, type Insertable, type RawBuilder } from 'kysely';
import type { Tx } from './database.ts';
import type { DB } from './schema.generated.ts';

/** Rows for one table. A column that is JSON may be given as its text, as for the query builder, or as the value. */
export interface NewRows {
  readonly table: keyof DB;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** A row that is there already, by any unique key, stays as it is. */
  readonly unless_there?: boolean;
}

/** Rows for a table, typed by it. */
export function rowsFor<T extends keyof DB>(
  table: T,
  rows: readonly Insertable<DB[T]>[],
  options: { unless_there?: boolean } = {},
): NewRows {
  return { table, rows, ...options };
}

/** All columns that are JSON; a test compares them with the database. */
export const json_columns: Readonly<Partial<Record<keyof DB, readonly string[]>>> = {
  article_versions: ['contents'],
  authorities: ['branding', 'contact'],
  call_queues: ['own_hours'],
  cities: ['settings'],
  city_reports: ['contents'],
  clock_entries: ['entry'],
  configuration_changes: ['after', 'before'],
  idempotency_keys: ['result'],
  offices: ['settings'],
  one_time_tokens: ['subject'],
  person_changes: ['payload'],
  petition_events: ['payload'],
  petitions: ['answers', 'routing', 'source'],
  quality_calibration_items: ['reference_marks'],
  quality_calibration_scores: ['marks'],
  quality_forms: ['form'],
  quality_reviews: ['marks'],
  report_templates: ['sections'],
  services: ['questions'],
  survey_campaign_members: ['answers'],
  survey_campaigns: ['questions'],
  terms: ['extension'],
  zones: ['geometry'],
};

/**
 * Inserts rows into several tables as one statement, hence in one round trip, and evaluates `calls` with it. All see the
 * database as it was before, so none may look for another's rows; keys between them are checked when all are there.
 * The text depends on the tables and columns alone, never on how many rows there are: the server plans it once.
 */
export async function insertTogether(
  tx: Tx,
  given: readonly NewRows[],
  calls: readonly RawBuilder<unknown>[] = [],
): Promise<void> {
  const inserts = given.filter(({ rows }) => rows.length > 0).map(insertOf);
  if (inserts.length === 0 && calls.length === 0) return;
  const parts = inserts.map((insert, at) => sql`${sql.raw(`part_${at}`)} as (${insert})`);
  const all = parts.length === 0 ? sql`` : sql`with ${sql.join(parts)} `;
  const called = calls.length === 0 ? sql`1` : sql.join(calls);
  await sql`${all}select ${called}`.execute(tx);
}

function insertOf({ table, rows, unless_there }: NewRows): RawBuilder<unknown> {
  const columns = Object.keys(rows[0]!).filter((column) => rows[0]![column] !== undefined);
  const [before, after] = wordsFor(table, { columns, otherwise: unless_there === true });
  const json = json_columns[table] ?? [];
  return sql`${before}${`[${rows.map((row) => asJson(row, { columns, json })).join()}]`}${after}`;
}

type Words = readonly [RawBuilder<unknown>, RawBuilder<unknown>];
const known_words = new Map<string, Words>();

/** What stands before and after the rows; what is written again and again is put together once. */
function wordsFor(
  table: string,
  { columns, otherwise }: { columns: readonly string[]; otherwise: boolean },
): Words {
  const key = `${table} ${otherwise} ${columns.join()}`;
  let words = known_words.get(key);
  if (words === undefined) {
    const names = columns.map((column) => `"${column}"`).join(', ');
    const source = `select ${names} from json_populate_recordset(null::"${table}", `;
    const end = otherwise ? ') on conflict do nothing' : ')';
    words = [sql.raw(`insert into "${table}" (${names}) ${source}`), sql.raw(end)];
    if (known_words.size < most_words) known_words.set(key, words);
  }
  return words;
}

/** More than there are ways to write; their number depends on the code alone. */
const most_words = 500;

/** A row as JSON that PostgreSQL reads back into the table's own types. */
function asJson(
  row: NewRows['rows'][number],
  { columns, json }: { columns: readonly string[]; json: readonly string[] },
): string {
  let fields = '';
  for (const column of columns) {
    const value = row[column];
    if (value === undefined || value === null) continue;
    const isText = typeof value === 'string' && json.includes(column);
    fields += `${fields === '' ? '' : ','}"${column}":${isText ? value : JSON.stringify(plain(value))}`;
  }
  return `{${fields}}`;
}

const plain = (value: unknown): unknown => (Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value);
