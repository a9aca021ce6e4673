import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { rowsRead } from '../../../test/rows-read.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { openDatabase } from '../../store/database.ts';
import { countPetitions } from './count-petitions.ts';
import { listPetitions, type PageAsked } from './list-petitions.ts';
import type { PetitionFilter } from './petition-filter.ts';
import { petitionPage, relatedPetitions } from './petition-page.ts';

/** One in twenty is open, one in ten is Iztapalapa's: fewer than a count goes to. One in a thousand is about a fountain. */
const copies = 9_000;
/** A page holds fifty; what its reader may not see or did not ask for is passed over on the way. */
const most_rows = 1_500;
/** A count ends at a thousand; of those that are met on the way some are not counted. */
const most_counted = 3_000;
const rare_service = 'bache';
/** So many petitions with a word are looked at before it counts as frequent; a few without it lie between them. */
const most_words = 5_050;

let town: Town;
let mine: string;
let pool: pg.Pool;

beforeAll(async () => {
  town = await aTown();
  mine = (await aPetition(town)).petition_id;
  const theirs = (await aPetition(town, { place: { zone_code: 'coyoacan' } })).petition_id;
  const owner = new pg.Client(town.owner_url);
  await owner.connect();
  await owner.query(`set atiende.actor = 'system'`);
  await owner.query(
    `insert into petitions select r.* from generate_series(1, ${copies}) n
     join petitions p on p.id = case when n % 10 = 0 then $1::uuid else $2::uuid end
     cross join lateral jsonb_populate_record(null::petitions, to_jsonb(p) || jsonb_build_object(
       'id', gen_random_uuid(), 'folio', 'X-' || n,
       'received_at', p.received_at - n * interval '1 hour',
       'description', case when n % 1000 = 0 then 'La fuente no tiene agua' else p.description end,
       'service_id', case when n % 1000 = 0 then (select id from services where code = $3) else p.service_id end,
       'stage', case when n % 40 = 0 then 'waiting_citizen' when n % 20 < 2 then 'in_work' else 'closed' end,
       'due_at', case when n % 20 < 2 and n % 40 <> 0 then p.due_at - n * interval '1 minute' end)) r`,
    [mine, theirs, rare_service],
  );
  await owner.query('analyze petitions; analyze petition_search; analyze assignments');
  await owner.end();
  pool = openDatabase(town.url, 1).pool;
}, 120_000);
afterAll(async () => {
  await pool.end();
  await town.drop();
});

async function askerOf(name: string) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  return { actor: town.staff[name]!, city };
}

const pages: (PetitionFilter & PageAsked)[] = [
  ...(['mine', 'unit', 'to_accept', 'waiting', 'overdue', 'all'] as const).map((tab) => ({ tab })),
  { tab: 'all', order: 'received' },
  { tab: 'all', order: 'updated' },
  { tab: 'all', service: [rare_service] },
  { tab: 'all', service: [rare_service], order: 'received' },
  { tab: 'all', q: 'fuentes' },
  { tab: 'all', q: 'lámpara calle' },
  { tab: 'all', q: 'lámpara', order: 'received' },
  { tab: 'all', channel: ['portal'], zone: ['iztapalapa', 'coyoacan'] },
  { queue: 'triage' },
  { queue: 'moderation' },
  ...(['transferred', 'reopened', 'extended', 'priority', 'quarantined'] as const).map((flag) => ({
    tab: 'all' as const,
    flag: [flag],
  })),
];

test.each(['julian', 'berta', 'marta'])('no page of a list reads all petitions, for %s', async (name) => {
  const asker = await askerOf(name);
  for (const asked of pages) {
    const read = await rowsRead(pool, (database) => listPetitions({ ...town.app, database }, asker, asked));
    for (const { table, rows } of read) {
      const most = table === 'petition_search' ? most_words : most_rows;
      expect(rows, `${JSON.stringify(asked)}: rows of ${table}`).toBeLessThanOrEqual(most);
    }
  }
});

test('words that few petitions have are looked up, and read of those alone', async () => {
  const asker = await askerOf('marta');
  const asked = { tab: 'all', q: 'fuentes' } as const;
  const read = await rowsRead(pool, (database) => listPetitions({ ...town.app, database }, asker, asked));
  const words = read.filter(({ table }) => table === 'petition_search');
  expect(words.length).toBeGreaterThan(0);
  for (const { rows } of words) expect(rows).toBeLessThanOrEqual(copies / 1000);
});

test('a frequent word finds every petition that has it, page after page', async () => {
  const asker = await askerOf('marta');
  const found = async (q: string) => {
    let [count, cursor]: [number, string | undefined] = [0, undefined];
    do {
      const page = await listPetitions(town.app, asker, { tab: 'all', q, cursor, limit: 1000 });
      count += page!.items.length;
      cursor = page!.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return count;
  };
  // Those of her authority, and the one that was filed there.
  expect(await found('lampara')).toBe(copies / 10 - copies / 1000 + 1);
  expect(await found('fuentes')).toBe(copies / 1000);
});

test.each(['julian', 'marta'])('the tabs are counted without reading all petitions, for %s', async (name) => {
  const asker = await askerOf(name);
  const read = await rowsRead(pool, (database) => countPetitions({ ...town.app, database }, asker, {}));
  for (const { table, rows } of read) expect(rows, table).toBeLessThanOrEqual(most_counted);
});

test('the page of a petition reads what belongs to it, and of the others a few hundred', async () => {
  const asker = await askerOf('marta');
  const asked = { petition_id: mine, reveal: false };
  const read = await rowsRead(pool, async (database) => {
    expect(await petitionPage({ ...town.app, database }, asker, asked)).not.toBeNull();
    expect(await relatedPetitions({ ...town.app, database }, asker, mine)).not.toBeNull();
  });
  expect(read.length).toBeGreaterThan(10);
  for (const { table, rows } of read) expect(rows, table).toBeLessThanOrEqual(most_rows);
});
