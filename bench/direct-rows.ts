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
  /** Takes the rows away again: nobody filed them, and their histories would not verify. */
  close(): Promise<void>;
}

/** Takes the newest filings as they are stored for the rows to write. */
export async function directRows(
  { database_url, loader_url }: { database_url: string; loader_url: string },
  at_a_time: number,
): Promise<DirectRows> {
  // Row-level security asks who it is; here once per connection.
  const pool = new pg.Pool({
    connectionString: database_url,
    max: at_a_time,
    options: '-c atiende.actor=system',
  });
  const columns = await columnsOf(pool);
  const newest = await pool.query<{ id: string; person_id: string | null; folio: string }>(
    `select id, person_id, folio from petitions order by id desc limit 100`,
  );
  const templates: Template[] = [];
  for (const row of newest.rows) templates.push(await templateOf(pool, row, columns));
  const written: Written[] = [];
  return {
    insert: async (n) => {
      const ids = { petition: randomUUID(), person: randomUUID() };
      written.push(ids);
      await insertOne(pool, templates[n % templates.length]!, ids);
    },
    close: async () => {
      await pool.end();
      await takeAway(loader_url, written);
    },
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

interface Written {
  readonly petition: string;
  readonly person: string;
}

/** In one transaction, one statement for each table. */
async function insertOne(pool: pg.Pool, template: Template, ids: Written): Promise<void> {
  const own = { [template.petition_id]: ids.petition, [template.folio]: `B-${ids.petition}` };
  const known: Record<string, string> =
    template.person_id === null ? own : { ...own, [template.person_id]: ids.person };
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const { insert, json } of template.rows)
      await client.query({ ...insert, values: [withNewIds(json, known)] });
    await client.query('commit');
  } finally {
    client.release();
  }
}

async function takeAway(loader_url: string, written: readonly Written[]): Promise<void> {
  const client = new pg.Client(loader_url);
  await client.connect();
  await client.query('set session_replication_role = replica');
  for (const [table, column, of] of [['petition_search', 'petition_id', 'petition'], ...tables] as const)
    await client.query(`delete from ${table} where ${column} = any($1::uuid[])`, [
      written.map((ids) => ids[of]),
    ]);
  await client.end();
}

/** A row's own id is new each time; the petition, its folio and its person are the same in all its rows. */
function withNewIds(json: string, known: Readonly<Record<string, string>>): string {
  const renamed = Object.entries(known).reduce((text, [old, name]) => text.replaceAll(old, name), json);
  const own = new Set(Object.values(known));
  return renamed.replaceAll(/"id": "([0-9a-f-]{36})"/g, (whole, id: string) =>
    own.has(id) ? whole : `"id": "${randomUUID()}"`,
  );
}
