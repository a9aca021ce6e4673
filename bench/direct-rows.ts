import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** The tables that a filing writes, by the column that ties their rows to the petition or to its person. */
const tables = [
  ['persons', 'id', 'person'],
  ['person_identities', 'person_id', 'person'],
  ['person_name_words', 'person_id', 'person'],
  ['person_changes', 'person_id', 'person'],
  ['petitions', 'id', 'petition'],
  ['assignments', 'petition_id', 'petition'],
  ['petition_events', 'petition_id', 'petition'],
  ['clock_entries', 'petition_id', 'petition'],
  ['contacts', 'petition_id', 'petition'],
  ['privacy_consents', 'petition_id', 'petition'],
  ['interactions', 'petition_id', 'petition'],
  ['outbox', 'petition_id', 'petition'],
] as const;

interface Template {
  readonly petition_id: string;
  readonly person_id: string | null;
  readonly folio: string;
  /** Rows as JSON by table, in the order of insertion. */
  readonly rows: readonly {
    readonly table: string;
    readonly insert: pg.QueryConfig;
    readonly json: string;
  }[];
}

/** Writes again what filings wrote, with nothing but SQL: what the database alone would need. */
export interface DirectRows {
  /** One filing: its rows, one statement for each table, in one durable transaction. */
  insert(n: number): Promise<void>;
  /** Many filings, a hundred in each transaction, to fill a database up. */
  fill(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Takes the newest filings as they are stored for the rows to write. */
export async function directRows(url: string, at_a_time: number): Promise<DirectRows> {
  // Row-level security asks who it is; here once per connection.
  const pool = new pg.Pool({ connectionString: url, max: at_a_time, options: '-c atiende.actor=system' });
  const columns = await columnsOf(pool);
  const newest = await pool.query<{ id: string; person_id: string | null; folio: string }>(
    `select id, person_id, folio from petitions order by id desc limit 100`,
  );
  const templates: Template[] = [];
  for (const row of newest.rows) templates.push(await templateOf(pool, row, columns));
  return {
    insert: (n) => insertTogether(pool, [templates[n % templates.length]!]),
    fill: async (count) => {
      for (let done = 0; done < count; done += templates.length) {
        await insertTogether(pool, templates.slice(0, count - done));
      }
    },
    close: () => pool.end(),
  };
}

async function columnsOf(pool: pg.Pool): Promise<Map<string, string>> {
  const found = await pool.query<{ table_name: string; names: string }>(
    `select table_name, string_agg(quote_ident(column_name), ', ' order by ordinal_position) as names
     from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' group by 1`,
  );
  return new Map(found.rows.map(({ table_name, names }) => [table_name, names]));
}

async function templateOf(
  pool: pg.Pool,
  { id, person_id, folio }: { id: string; person_id: string | null; folio: string },
  columns: ReadonlyMap<string, string>,
): Promise<Template> {
  const rows: Template['rows'][number][] = [];
  for (const [table, column, of] of tables) {
    const found = await pool.query<{ json: string | null }>(
      `select jsonb_agg(to_jsonb(t))::text as json from ${table} t where ${column} = $1`,
      [of === 'person' ? person_id : id],
    );
    const json = found.rows[0]?.json ?? null;
    const names = columns.get(table);
    const text = `insert into ${table} (${names}) select ${names} from jsonb_populate_recordset(null::${table}, $1)`;
    if (json !== null) rows.push({ table, insert: { name: `direct_${table}`, text }, json });
  }
  return { petition_id: id, person_id, folio, rows };
}

/** In one transaction, one statement for each table. */
async function insertTogether(pool: pg.Pool, filings: readonly Template[]): Promise<void> {
  const written = new Map<string, { insert: pg.QueryConfig; rows: string[] }>();
  for (const template of filings) {
    const petition_id = randomUUID();
    const own = { [template.petition_id]: petition_id, [template.folio]: `B-${petition_id}` };
    const known: Record<string, string> =
      template.person_id === null ? own : { ...own, [template.person_id]: randomUUID() };
    for (const { table, insert, json } of template.rows) {
      const of = written.get(table) ?? { insert, rows: [] };
      // Without the brackets of its list.
      of.rows.push(withNewIds(json, known).slice(1, -1));
      written.set(table, of);
    }
  }
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const [table] of tables) {
      const of = written.get(table);
      if (of) await client.query({ ...of.insert, values: [`[${of.rows.join()}]`] });
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

/** A row's own id is new each time; the petition, its folio and its person are the same in all its rows. */
function withNewIds(json: string, known: Readonly<Record<string, string>>): string {
  const renamed = Object.entries(known).reduce((text, [old, name]) => text.replaceAll(old, name), json);
  const own = new Set(Object.values(known));
  return renamed.replaceAll(/"id": "([0-9a-f-]{36})"/g, (whole, id: string) =>
    own.has(id) ? whole : `"id": "${randomUUID()}"`,
  );
}
