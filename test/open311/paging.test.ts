import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { requestPositions, type RequestFilter } from '../../src/queries/public/open311/request-order.ts';
import { reading } from '../../src/store/database.ts';
import { get, post, type Reply } from './client.ts';
import { open311City, type Open311City } from './city.ts';

let city: Open311City;
let folios: string[];
beforeAll(async () => {
  city = await open311City();
  const api_key = await city.key('páginas');
  folios = [];
  for (let n = 0; n < 9; n += 1) {
    city.setNow(`2026-09-11T16:00:0${n}.000Z`);
    const report = { api_key, service_code: 'abierto', lat: '19.432608', long: '-99.133209' };
    const filed = await post(city.server, 'requests.json', { ...report, description: `Número ${n}` });
    folios.unshift(String(filed.rows[0]!['service_request_id']));
  }
  city.setNow('2026-09-11T17:00:00.000Z');
});
afterAll(() => city.drop());

const idsOf = (reply: Reply) => reply.rows.map((row) => String(row['service_request_id']));

async function page(number: number, query: Record<string, string> = {}): Promise<string[]> {
  const asked = { page: String(number), page_size: '3', service_code: 'abierto', ...query };
  return idsOf(await get(city.server, 'requests.json', asked));
}

const change = (folio: string | undefined, columns: string) =>
  city.owner.query(`update petitions set ${columns} where folio = $1`, [folio]);

test('a petition that leaves the list while it is paged takes no other one with it', async () => {
  expect(await page(1)).toEqual(folios.slice(0, 3));
  await change(folios[1], `visibility = 'private'`);
  expect(await page(2)).toEqual(folios.slice(3, 6));
  expect(await page(3)).toEqual(folios.slice(6));
  expect(await page(4)).toEqual([]);
  await change(folios[1], `visibility = 'masked'`);
});

test('a page is read again as it was, and one may be asked for without the ones before it', async () => {
  expect(await page(3, { status: 'open' })).toEqual(folios.slice(6));
  expect(await page(1, { status: 'open' })).toEqual(folios.slice(0, 3));
  expect(await page(2, { status: 'open' })).toEqual(folios.slice(3, 6));
  expect(await page(2, { status: 'open' })).toEqual(folios.slice(3, 6));
});

test('what the pages of an earlier reading began with is forgotten by a new one', async () => {
  await page(1, { page_size: '4' });
  await page(2, { page_size: '4' });
  city.setNow('2026-09-11T18:00:00.000Z');
  await change(folios[0], `visibility = 'private'`);
  expect(await page(1, { page_size: '4' })).toEqual(folios.slice(1, 5));
  expect(await page(2, { page_size: '4' })).toEqual(folios.slice(5, 9));
  await change(folios[0], `visibility = 'masked'`);
});

test('whatever changes while a change feed is paged comes again at its end, and nothing is lost', async () => {
  const feed = { updated_after: '2026-09-11T15:00:00Z' };
  const oldest = folios.toReversed();
  expect(await page(1, feed)).toEqual(oldest.slice(0, 3));
  await change(oldest[0], `updated_at = '2026-09-11T18:30:00Z'`);
  expect(await page(2, feed)).toEqual(oldest.slice(3, 6));
  expect(await page(3, feed)).toEqual(oldest.slice(6));
  expect(await page(4, feed)).toEqual([oldest[0]]);
});

test('requests are told apart where many changed in the same instant, to the microsecond', async () => {
  for (const [n, folio] of folios.entries())
    await change(folio, `received_at = '2026-09-01T10:00:00.12345${n % 2}Z'`);
  const seen = [...(await page(1)), ...(await page(2)), ...(await page(3))];
  expect(seen.toSorted()).toEqual(folios.toSorted());
});

/** How PostgreSQL finds a page when the table is too big to be read or sorted whole. */
function planOf(filter: RequestFilter): Promise<string> {
  return reading(city.app.database, { kind: 'public' }, async (reader) => {
    for (const way of ['enable_seqscan', 'enable_bitmapscan', 'enable_sort'])
      await sql`select set_config(${way}, 'off', true)`.execute(reader);
    const plan = await requestPositions(reader, city.city_id, filter).explain();
    return plan.map((line) => String(Object.values(line)[0])).join('\n');
  });
}

test('a page is found in one index, entered where the page before ended', async () => {
  const window = {
    from: '2026-08-01T00:00:00Z',
    to: '2026-09-12T00:00:00Z',
    snapshot: '2026-09-12T00:00:00Z',
  };
  const feed = { updated_after: '2026-01-01T00:00:00Z', updated_before: '2026-09-12T00:00:00Z' };
  const after = { at: '2026-09-01T00:00:00.123456Z', id: '01900000-0000-7000-8000-000000000000' };
  const services = [city.city_id];
  for (const [index, filter] of [
    ['petitions_listed_newest', window],
    ['petitions_listed_newest', { ...window, services, is_closed: true, skip: 10 }],
    ['petitions_listed_newest', { ...window, services, after }],
    ['petitions_listed_changed', feed],
    ['petitions_listed_changed', { ...feed, ...window, services, is_closed: false, after }],
  ] as const) {
    const plan = await planOf({ ...filter, limit: 3 });
    expect(plan).toContain(`Index Only Scan using ${index}`);
    expect(plan).not.toMatch(/Sort|Seq Scan|Index Scan/);
    if ('after' in filter) expect(plan).toMatch(/Index Cond: .*ROW\(/);
    else expect(plan).toMatch(/Index Cond: .*(received_at|CASE)/);
  }
});
