import { afterAll, beforeAll, expect, test } from 'vitest';
import { filePetition } from '../../src/actions/petitions/file-petition.ts';
import { composeFolio } from '../../src/core/petitions/folio.ts';
import { get, post, type Answered, type Reply } from './client.ts';
import { open311City, type Open311City } from './city.ts';

let city: Open311City;
let api_key: string;
const now = '2026-09-11T16:00:00.500Z';
beforeAll(async () => {
  city = await open311City();
  api_key = await city.key('lectura');
});
afterAll(() => city.drop());

const requests = (query: Record<string, string> = {}): Promise<Reply> =>
  get(city.server, 'requests.json', query);
const idsOf = (reply: Reply) => reply.rows.map((row) => String(row['service_request_id']));

interface Seeded {
  readonly from: number;
  readonly count: number;
  /** SQL of the instant, with `n` for the number. */
  readonly at: string;
  readonly columns?: Record<string, string>;
}

/** Rows of petitions made at once after the pattern of a filed one; a builder for what only reading looks at. */
async function seed({ from, count, at, columns = {} }: Seeded): Promise<string[]> {
  const service_code = 'abierto';
  const filed = await post(city.server, 'requests.json', {
    ...{ api_key, service_code, lat: '19.432608', long: '-99.133209' },
    description: `Patrón ${from}`,
  });
  const pattern = String(filed.rows[0]!['service_request_id']);
  const folios = Array.from({ length: count }, (_, index) => composeFolio('SEED', 2026, from + index));
  const own: Record<string, string> = {
    id: 'gen_random_uuid()',
    folio: 's.folio',
    received_at: `(${at})`,
    updated_at: `(${at})`,
    source: 'null',
    ...columns,
  };
  const found = await city.owner.query<{ name: string }>(
    `select column_name as name from information_schema.columns
     where table_name = 'petitions' and is_generated = 'NEVER'`,
  );
  const names = found.rows.map(({ name }) => name);
  await city.owner.query(
    `insert into petitions (${names.join(', ')})
     select ${names.map((name) => own[name] ?? `p.${name}`).join(', ')}
     from petitions p, unnest($1::text[]) with ordinality as s(folio, n) where p.folio = $2`,
    [folios, pattern],
  );
  await city.owner.query(`update petitions set visibility = 'private' where folio = $1`, [pattern]);
  return folios;
}

test('A11: 1,200 in 90 days: the first 1,000, and pages whose union is all, while others are filed', async () => {
  const before = idsOf(await requests());
  const folios = await seed({ from: 1, count: 1200, at: `timestamptz '${now}' - n * interval '1 hour'` });
  const first = idsOf(await requests());
  expect(first.length).toBe(1000);
  expect(first).toEqual([...before, ...folios].slice(0, 1000));
  const seen: string[] = [];
  const sizes: number[] = [];
  for (const page of ['1', '2', '3']) {
    const ids = idsOf(await requests({ page, page_size: '500', service_code: 'abierto' }));
    sizes.push(ids.length);
    seen.push(...ids);
    city.setNow(`2026-09-11T16:00:0${page}.700Z`);
    for (const n of [1, 2, 3])
      await seed({ from: 5000 + Number(page) * 10 + n, count: 1, at: `timestamptz '${city.app.now()}'` });
  }
  expect(sizes).toEqual([500, 500, 200]);
  expect(new Set(seen).size).toBe(1200);
  expect(seen.toSorted()).toEqual(folios.toSorted());
  expect(idsOf(await requests({ page: '1', page_size: '9' })).length).toBe(9);
  city.setNow(now);
  for (const query of [{ page: '0' }, { page: 'x' }, { page_size: '-1' }]) {
    expect((await requests(query as Record<string, string>)).status).toBe(400);
  }
});

test('A12: windows end at 90 days, need a zone, and include both ends', async () => {
  const window = (start_date: string, end_date: string) => requests({ start_date, end_date });
  expect((await window('2026-01-01T00:00:00Z', '2026-04-15T00:00:00Z')).status).toBe(400);
  expect((await window('2026-01-01T00:00:00Z', '2026-04-01T00:00:00Z')).status).toBe(200);
  expect((await requests({ start_date: '2026-01-01' })).status).toBe(400);
  expect((await requests({ start_date: '2026-01-01T00:00:00' })).status).toBe(400);
  expect((await requests({ start_date: '2026-13-01T00:00:00Z' })).status).toBe(400);
  expect((await window('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z')).status).toBe(400);
  const [one] = await seed({ from: 6001, count: 1, at: `timestamptz '2026-02-02T12:00:00.900Z'` });
  const exact = await window('2026-02-02T06:00:00-06:00', '2026-02-02T12:00:00Z');
  expect(idsOf(exact)).toEqual([one]);
  expect(exact.rows[0]!['requested_datetime']).toBe('2026-02-02T12:00:00Z');
  expect(idsOf(await window('2026-02-02T12:00:01Z', '2026-02-02T13:00:00Z'))).toEqual([]);
  expect(idsOf(await requests({ start_date: '2026-02-01T00:00:00Z' }))).toEqual([one]);
});

test('A13: service_request_id overrides every other argument; status and service_code are lists', async () => {
  const columns = { stage: `'closed'`, closed_at: `timestamptz '2026-03-03T00:00:00Z'` };
  const at = `timestamptz '2026-03-01T00:00:00Z'`;
  const [shut] = await seed({ from: 6100, count: 1, at, columns });
  const [open] = await seed({ from: 6200, count: 1, at });
  const both = `${shut}, ${open!.toLowerCase()},nada`;
  const asked = { service_request_id: both, status: 'closed', start_date: 'mal' };
  expect(idsOf(await requests(asked)).toSorted()).toEqual([shut, open].toSorted());
  const days = { start_date: '2026-02-28T00:00:00Z', end_date: '2026-03-05T00:00:00Z' };
  expect(idsOf(await requests({ ...days, status: 'closed' }))).toEqual([shut]);
  expect(idsOf(await requests({ ...days, status: 'open' }))).toEqual([open]);
  expect(idsOf(await requests({ ...days, status: 'open,closed' })).length).toBe(2);
  expect((await requests({ ...days, status: 'perdida' })).status).toBe(400);
  expect(idsOf(await requests({ ...days, service_code: 'abierto,nada' })).length).toBe(2);
  expect(idsOf(await requests({ ...days, service_code: 'alumbrado' }))).toEqual([]);
  for (const query of [{ service_request_id: 'nada,x' }, { ...days, service_code: 'nada' }]) {
    const none = await requests(query);
    expect([none.status, none.rows]).toEqual([200, []]);
  }
  expect((await get(city.server, `requests/${composeFolio('SEED', 2026, 999_999)}.xml`)).status).toBe(404);
});

test('A14: the change feed reaches back a year, and a closed request changed when it closed', async () => {
  const at = `timestamptz '2025-05-01T00:00:00Z'`;
  const changed = { updated_at: `timestamptz '2026-09-20T10:00:00.400Z'` };
  const closed = { updated_at: `timestamptz '2026-09-25T00:00:00Z'`, stage: `'closed'` };
  const [old] = await seed({ from: 7000, count: 1, at, columns: changed });
  const columns = { ...closed, closed_at: `timestamptz '2026-09-20T11:00:00Z'` };
  const [shut] = await seed({ from: 7100, count: 1, at, columns });
  const feed = await requests({ updated_after: '2026-09-20T09:00:00Z' });
  expect(feed.rows.map((row) => [row['service_request_id'], row['updated_datetime'], row['status']])).toEqual(
    [
      [old, '2026-09-20T10:00:00Z', 'open'],
      [shut, '2026-09-20T11:00:00Z', 'closed'],
    ],
  );
  expect(idsOf(await requests({ updated_after: '2026-09-20T10:30:00Z' }))).toEqual([shut]);
  const between = { updated_after: '2026-09-20T09:00:00Z', updated_before: '2026-09-20T10:00:00Z' };
  expect(idsOf(await requests(between))).toEqual([old]);
});

test('A16: private petitions never appear, a masked one only coarsely, and nobody by name in any answer', async () => {
  const person = {
    name: 'Xóchitl Irrepetible',
    email: 'xochitl.irrepetible@example.mx',
    phone: '55 9988 7766',
  };
  const secret = 'Palabras que nadie más escribe';
  const file = (change: object) =>
    filePetition(city.app, { kind: 'public' }, {
      ...{ city_id: city.city_id, channel: 'portal', description: secret, privacy_version: 1 },
      ...{ service_code: 'abierto', identity: 'named', contact: person, notify_by: 'email' },
      place: { latitude: 19.432608, longitude: -99.133209, address_text: 'Puerta 7 de Irrepetible' },
      ...change,
    } as Parameters<typeof filePetition>[2]);
  const shown = await file({});
  const hidden = await file({ service_code: 'reservado' });
  const reserved = await file({ identity: 'reserved' });
  const masked = await file({ service_code: 'alumbrado', answers: { lamps: 1, state: 'dark' } });
  const quarantined = await file({});
  await city.owner.query(`update petitions set moderation = 'quarantined' where folio = $1`, [
    quarantined.folio,
  ]);
  for (const { folio } of [hidden, reserved, quarantined]) {
    expect((await get(city.server, `requests/${folio}.json`)).status).toBe(404);
    expect(idsOf(await requests({ service_request_id: folio }))).toEqual([]);
  }
  const listed = idsOf(await requests());
  for (const { folio } of [hidden, reserved, quarantined]) expect(listed).not.toContain(folio);
  for (const { folio } of [shown, masked]) expect(listed).toContain(folio);
  const coarse = (await get(city.server, `requests/${masked.folio}.json`, { extensions: 'true' })).rows[0]!;
  expect([coarse['lat'], coarse['long'], coarse['description']]).toEqual([19.43249, -99.13334, '']);
  const exact = (await get(city.server, `requests/${shown.folio}.json`)).rows[0]!;
  expect([exact['lat'], exact['long'], exact['description']]).toEqual([19.432608, -99.133209, '']);
  const answers = await Promise.all(
    ['requests.json', 'requests.xml', 'servicerequestupdates.json', `requests/${shown.folio}.xml`].map(
      (path) => get(city.server, path, { extensions: 'true' }),
    ),
  );
  for (const { status, text } of answers) {
    expect(status).toBe(200);
    expect(text).not.toMatch(/irrepetible|99887766|9988 7766|nadie más escribe/i);
  }
});

test('answers have the fields and types that strict readers of the specification ask for', async () => {
  const rows = (await requests()).rows;
  for (const row of rows) expect(faultsOf(row)).toEqual([]);
  const [asXml] = (await get(city.server, 'requests.xml')).rows;
  expect(Object.keys(asXml!)).toEqual(Object.keys(rows[0]!));
  const [extended] = (await requests({ extensions: 'true', page_size: '1' })).rows;
  expect(extended).toMatchObject({
    status_notes: expect.any(String) as string,
    expected_datetime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
  });
});

test('a request without a point says so in both formats', async () => {
  const filed = await post(city.server, 'requests.json', {
    ...{ api_key, service_code: 'abierto', description: 'Sin punto', address_string: 'Calle 5' },
  });
  const folio = String(filed.rows[0]!['service_request_id']);
  const [asJson] = (await get(city.server, `requests/${folio}.json`)).rows;
  expect([asJson!['lat'], asJson!['long'], asJson!['address']]).toEqual([null, null, 'Ciudad de México']);
  const [asXml] = (await get(city.server, `requests/${folio}.xml`)).rows;
  expect([asXml!['lat'], asXml!['long']]).toEqual(['', '']);
});

/** What published validators of GeoReport v2 check of one request, said again in our own words. */
function faultsOf(row: Answered): string[] {
  const faults: string[] = [];
  const strings = ['service_request_id', 'status', 'service_name', 'service_code', 'description', 'address'];
  for (const name of [...strings, 'address_id', 'zipcode', 'media_url']) {
    if (typeof row[name] !== 'string') faults.push(`${name} is no string`);
  }
  const optional = ['agency_responsible', 'service_notice'];
  for (const name of optional) {
    if (name in row && (typeof row[name] !== 'string' || row[name] === '')) faults.push(`${name} is empty`);
  }
  // mySociety's schema takes no field that it does not know, nor the other two that may be left out.
  const known = [...strings, ...optional, 'address_id', 'zipcode', 'media_url', 'lat', 'long'];
  for (const name of Object.keys(row))
    if (![...known, 'requested_datetime', 'updated_datetime'].includes(name))
      faults.push(`${name} is unknown`);
  for (const name of ['lat', 'long']) if (typeof row[name] !== 'number') faults.push(`${name} is no number`);
  for (const name of ['requested_datetime', 'updated_datetime']) {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/.test(String(row[name])))
      faults.push(`${name}: no date`);
  }
  if (!['open', 'closed'].includes(String(row['status']))) faults.push('status');
  if (!/^[\w-]+$/.test(`${String(row['service_request_id'])}${String(row['service_code'])}`))
    faults.push('ids');
  if (String(row['description']).length > 4000) faults.push('description is too long');
  return faults;
}
