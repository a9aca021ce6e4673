import type pg from 'pg';
import { plannedOnce } from './connect.ts';
import { countPetitions } from '../src/queries/staff/count-petitions.ts';
import { listPetitions, type PageAsked } from '../src/queries/staff/list-petitions.ts';
import type { PetitionFilter, Tab } from '../src/queries/staff/petition-filter.ts';
import { nearbyPetitions } from '../src/queries/public/nearby-petitions.ts';
import type { App } from '../src/actions/app.ts';
import { accessKeyFor } from '../src/store/secrets.ts';
import { drawFrom, oneOf } from './city/draw.ts';
import { boardReadings } from './board.ts';
import { dashboardReadings } from './dashboards.ts';
import type { Installation, ViewerName } from './installation.ts';
import { ask } from './measure.ts';
import { publicReadings } from './public-pages.ts';

/** One thing that the program is asked for, beside the same rows read with plain SQL. */
export interface Reading {
  readonly name: string;
  /** Milliseconds at the 99th percentile; of the targets, where there is one. */
  readonly budget_ms: number;
  readonly serve: (n: number) => Promise<unknown>;
  /** By the role that owns the tables and sees everything. */
  readonly direct: (n: number) => Promise<unknown>;
  /** The same question asked in this process, where its plan can be looked at. */
  readonly question?: (app: App) => Promise<unknown>;
  /** Asked for at a steady 200 a second, not one after the other. */
  readonly at_rate?: true;
}

/** Pages of the lists that are read: the first, and one that a cursor of 499 pages before leads to. */
const far_page = 500;

const words = { rare: '"vidrios rotos" kínder', common: 'agua', three: 'bache coches escuela' };

/** All of them, for the petitions that are there now. */
export async function readingsOf(at: Installation, client: pg.Client): Promise<Reading[]> {
  const pages = await petitionReadings(at, client);
  const lists: Reading[] = [];
  for (const viewer of Object.keys(places) as ViewerName[])
    for (const tab of Object.keys(tabs) as Tab[]) {
      const where = `${tabs[tab]} and ${places[viewer]}`;
      const name = `${inboxes[viewer]}, ${tab}, page 1`;
      lists.push(listReading(at, client, { name, asked: { tab }, where, viewer }));
    }
  for (const tab of ['unit', 'all'] as const) {
    const { cursor, position } = await farCursor(at, client, tab);
    const where = `${tabs[tab]} and ${position}`;
    const name = `inbox, ${tab}, page ${far_page}`;
    lists.push(listReading(at, client, { name, asked: { tab, cursor }, where }));
  }
  for (const filter of filters)
    lists.push(listReading(at, client, { ...filter, name: `inbox, ${filter.name}` }));
  const counts = (Object.keys(places) as ViewerName[]).map((viewer) => countsReading(at, client, viewer));
  return [
    ...pages,
    ...lists,
    ...searches(at, client),
    ...counts,
    nearbyReading(at, client),
    ...boardReadings(at, client),
    ...publicReadings(at, client),
    ...dashboardReadings(at, client),
  ];
}

/** What those who read the lists may see of them. */
const places: Readonly<Record<ViewerName, string>> = {
  city: 'true',
  authority: `current_authority_id = (select id from authorities where code = 'cuauhtemoc')`,
  unit: `unit_id = (select u.id from units u join authorities a on a.id = u.authority_id
    where u.code = 'agua' and a.code = 'cdmx')`,
};
const inboxes: Readonly<Record<ViewerName, string>> = {
  city: 'inbox',
  authority: 'inbox of a borough',
  unit: 'inbox of a unit',
};

interface ListAsked {
  readonly name: string;
  readonly asked: PetitionFilter & PageAsked;
  /** The same in SQL, nearly: what comes first differs where the order does. */
  readonly where: string;
  /** The city's supervisor where it is nobody else. */
  readonly viewer?: ViewerName;
}

const filters: readonly ListAsked[] = [
  {
    name: 'one service, newest first',
    asked: { tab: 'all', service: ['bacheo'], order: 'received' },
    where: `service_id = (select id from services where code = 'bacheo')`,
  },
  {
    name: 'overdue in one borough by phone',
    asked: { tab: 'overdue', channel: ['phone'], zone: ['iztapalapa'] },
    where: `stage <> 'closed' and due_at < now() and channel = 'phone' and zone_code = 'iztapalapa'`,
  },
  { name: 'transferred', asked: { tab: 'all', flag: ['transferred'] }, where: 'transferred_count > 0' },
];

const tabs = {
  mine: `stage <> 'closed' and assignee_id = (select id from users where email = 'supervision@cdmx.example')`,
  unit: `stage <> 'closed'`,
  to_accept: `stage in ('received', 'assigned')`,
  waiting: `stage = 'waiting_citizen'`,
  overdue: `stage <> 'closed' and due_at < now()`,
  all: `true`,
} as const satisfies Record<Tab, string>;

async function petitionReadings(at: Installation, client: pg.Client): Promise<Reading[]> {
  const { url, staff_cookie } = at;
  const found = await client.query<{ id: string; folio: string }>(
    `select id, folio from petitions tablesample system (20) where visibility in ('public', 'masked') and folio not like 'B-%' limit 2000`,
  );
  const draw = drawFrom(7);
  const petitions = Array.from({ length: 500 }, () => oneOf(draw, found.rows));
  const of = (n: number) => petitions[n % petitions.length]!;
  const keys = await Promise.all(petitions.slice(0, 50).map((one) => openedBy(at, one)));
  const headers = { cookie: staff_cookie };
  const rows = (n: number) => readRows(client, of(n).id);
  return [
    {
      ...{ name: 'tracking page, by folio alone', budget_ms: 50, at_rate: true, direct: rows },
      serve: (n) => ask(`${url}/seguimiento/${of(n).folio}`),
    },
    {
      ...{ name: 'tracking page, with the key', budget_ms: 50, at_rate: true, direct: rows },
      serve: (n) => ask(`${url}/seguimiento/${of(n % 50).folio}`, { headers: { cookie: keys[n % 50]! } }),
    },
    {
      ...{ name: 'petition page, for staff', budget_ms: 50, at_rate: true, direct: rows },
      serve: (n) => ask(`${url}/api/v1/petitions/${of(n).id}`, { headers }),
    },
    {
      ...{ name: 'what may be the same matter as a petition', budget_ms: 60, direct: rows },
      serve: (n) => ask(`${url}/api/v1/petitions/${of(n).id}/related`, { headers }),
    },
  ];
}

/** The cookie of a browser that showed the key. */
async function openedBy(
  { url, app }: Installation,
  { id, folio }: { id: string; folio: string },
): Promise<string> {
  const key = accessKeyFor(app.keys, id, 1);
  const answer = await fetch(`${url}/s/${folio}/${key}`, { redirect: 'manual' });
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0]!)
    .join('; ');
}

/** The petition, its history and its ledger: what no answer about it can do without. */
async function readRows(client: pg.Client, id: string): Promise<void> {
  await client.query({ ...plannedOnce('select * from petitions where id = $1'), values: [id] });
  for (const table of ['petition_events', 'clock_entries', 'assignments', 'messages', 'replies']) {
    await client.query({ ...plannedOnce(`select * from ${table} where petition_id = $1`), values: [id] });
  }
}

const shown = 'id, folio, stage, service_id, unit_id, due_at, received_at, updated_at, description';

function listReading(
  at: Installation,
  client: pg.Client,
  { name, asked, where, viewer = 'city' }: ListAsked,
): Reading {
  const { url, city, viewers } = at;
  const { actor, cookie } = viewers[viewer];
  const text = `select ${shown} from petitions where ${where} order by due_at, id limit 51`;
  const address = `${url}/api/v1/petitions?${queryOf(asked)}`;
  return {
    ...{ name, budget_ms: asked.q === undefined ? 60 : 150 },
    serve: () => ask(address, { headers: { cookie } }),
    question: (app) => listPetitions(app, { actor, city }, asked),
    direct: () => client.query(plannedOnce(text)),
  };
}

function queryOf(asked: PetitionFilter & PageAsked): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(asked)) query.set(name, String(value));
  return query.toString();
}

function searches(at: Installation, client: pg.Client): Reading[] {
  return Object.entries(words).map(([kind, q]) =>
    listReading(at, client, {
      name: `search, ${kind} words`,
      asked: { tab: 'all', q },
      where: `id in (select petition_id from petition_search
        where words @@ websearch_to_tsquery('spanish_unaccent', '${q}'))`,
    }),
  );
}

/** Walks there once, as somebody who scrolls. */
async function farCursor({ url, staff_cookie }: Installation, client: pg.Client, tab: 'unit' | 'all') {
  let cursor = '';
  const last = { due_at: null as string | null, id: '' };
  for (let page = 1; page < far_page; page += 1) {
    const query = `tab=${tab}&limit=50${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
    const body = await ask(`${url}/api/v1/petitions?${query}`, { headers: { cookie: staff_cookie } });
    const { next_cursor, items } = JSON.parse(body) as {
      next_cursor: string | null;
      items: { id: string }[];
    };
    if (next_cursor === null) break;
    cursor = next_cursor;
    last.id = items.at(-1)!.id;
  }
  const { rows } = await client.query<{ due_at: Date | null }>('select due_at from petitions where id = $1', [
    last.id,
  ]);
  const due = rows[0]?.due_at ?? null;
  const position =
    due === null
      ? `due_at is null and id < '${last.id}'`
      : `(due_at, id) > ('${due.toISOString()}', '${last.id}')`;
  return { cursor, position };
}

function countsReading({ url, viewers, city }: Installation, client: pg.Client, viewer: ViewerName): Reading {
  const { actor, cookie } = viewers[viewer];
  const counts = Object.values(tabs).map(
    (where) =>
      `(select count(*) from (select from petitions where ${where} and ${places[viewer]} limit 1001) as t)`,
  );
  const name = `counts of the tabs, ${inboxes[viewer]}`;
  return {
    ...{ name, budget_ms: 30 },
    serve: () => ask(`${url}/api/v1/petitions/counts`, { headers: { cookie } }),
    question: (app) => countPetitions(app, { actor, city }, {}),
    direct: () => client.query(plannedOnce(`select ${counts.join(', ')}`)),
  };
}

/** Without a door of its own: the page of the portal asks for it on the way, so the query is called here. */
function nearbyReading({ app, city }: Installation, client: pg.Client): Reading {
  const draw = drawFrom(11);
  const points = Array.from({ length: 200 }, () => [19.25 + draw() * 0.2, -99.22 + draw() * 0.2] as const);
  const { id: service_id } = city.services_by_code.get('alumbrado')!;
  const city_id = city.city.id;
  const today = app.now().slice(0, 10);
  const text = `select ${shown} from petitions where city_id = $1 and service_id = $2 and stage <> 'closed'
    and latitude between $3 and $4 and longitude between $5 and $6 limit 200`;
  return {
    ...{ name: 'nearby petitions (the query alone)', budget_ms: 60 },
    question: (asked) =>
      nearbyPetitions(asked, { city, service_id, latitude: 19.36, longitude: -99.1, today }),
    serve: (n) => {
      const [latitude, longitude] = points[n % points.length]!;
      return nearbyPetitions(app, { city, service_id, latitude, longitude, today });
    },
    direct: (n) => {
      const [latitude, longitude] = points[n % points.length]!;
      const values = [
        city_id,
        service_id,
        latitude - 0.002,
        latitude + 0.002,
        longitude - 0.002,
        longitude + 0.002,
      ];
      return client.query({ ...plannedOnce(text), values });
    },
  };
}
