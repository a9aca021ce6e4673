import pg from 'pg';
import type { Installation } from './installation.ts';
import { ask, measure, type Measured } from './measure.ts';

/** A page or an answer of the program, beside the rows that it is about read with plain SQL. */
export interface Beside {
  readonly served: Measured;
  readonly direct: Measured;
}

const one_by_one = { count: 200, at_a_time: 1 };

/** A petition's public page and its answer for staff, one request after the other. */
export async function measurePetitionReads({ url, database_url, staff_cookie }: Installation) {
  const client = await connect(database_url);
  const found = await client.query<{ id: string; folio: string }>(
    `select id, folio from petitions where visibility in ('public', 'masked') and folio not like 'B-%'
     order by id desc limit 100`,
  );
  const of = (n: number) => found.rows[n % found.rows.length]!;
  const rows = (column: 'id' | 'folio') => (n: number) => readRows(client, column, of(n)[column]);
  const page = await beside((n) => ask(`${url}/seguimiento/${of(n).folio}`), rows('folio'));
  const headers = { cookie: staff_cookie };
  const api = await beside((n) => ask(`${url}/api/v1/petitions/${of(n).id}`, { headers }), rows('id'));
  await client.end();
  return { page, api };
}

/** The petition, its history and its ledger: what no answer about it can do without. */
async function readRows(client: pg.Client, column: 'id' | 'folio', value: string): Promise<void> {
  const name = `petition_by_${column}`;
  const text = `select * from petitions where ${column} = $1`;
  const { rows } = await client.query<{ id: string }>({ name, text, values: [value] });
  for (const table of ['petition_events', 'clock_entries']) {
    const asked = `select * from ${table} where petition_id = $1 order by seq`;
    await client.query({ name: `${table}_of`, text: asked, values: [rows[0]!.id] });
  }
}

/** The first page of a tab of the inbox, with as many petitions as there are. */
export async function measureInbox(
  { url, database_url, staff_cookie, city_id }: Installation,
  tab: 'unit' | 'all',
): Promise<Beside> {
  const client = await connect(database_url);
  const which = tab === 'unit' ? `and stage <> 'closed'` : '';
  const text = `select id, folio, stage, service_id, unit_id, due_at, received_at, description from petitions
    where city_id = $1 ${which} and due_at is not null order by due_at, id limit 50`;
  const measured = await beside(
    () => ask(`${url}/api/v1/petitions?tab=${tab}`, { headers: { cookie: staff_cookie } }),
    () => client.query({ name: `inbox_${tab}`, text, values: [city_id] }),
  );
  await client.end();
  return measured;
}

/** Statistics as the database would gather them by itself in a while. */
export async function settle(owner_url: string): Promise<void> {
  const client = await connect(owner_url);
  await client.query('analyze');
  await client.end();
}

async function beside(
  serve: (n: number) => Promise<unknown>,
  direct: (n: number) => Promise<unknown>,
): Promise<Beside> {
  await measure({ count: 20, at_a_time: 1 }, serve);
  const served = await measure(one_by_one, serve);
  await measure({ count: 20, at_a_time: 1 }, direct);
  return { served, direct: await measure(one_by_one, direct) };
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`set atiende.actor = 'system'`);
  return client;
}
