import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPetition } from '../../../../test/builders.ts';
import { rowsRead } from '../../../../test/rows-read.ts';
import { aTown, type Town } from '../../../../test/town.ts';
import { cityConfiguration } from '../../../store/city-configuration.ts';
import { openDatabase } from '../../../store/database.ts';
import { petitionList, type ListAsked } from './petition-list.ts';

/**
 * One in twenty is open, one in five hundred was withdrawn, one in a thousand is about a hole or lies where the city ends;
 * every third is private, and all complaints are.
 */
const copies = 12_000;
/** A page holds 25; what is private or was not asked for is passed over on the way. */
const most_rows = 700;

let town: Town;
let pool: pg.Pool;
beforeAll(async () => {
  town = await aTown();
  const { petition_id } = await aPetition(town);
  const owner = new pg.Client(town.owner_url);
  await owner.connect();
  await owner.query(`set atiende.actor = 'system'`);
  await owner.query(
    `insert into petitions select r.* from generate_series(1, ${copies}) n
     join petitions p on p.id = $1::uuid
     cross join lateral jsonb_populate_record(null::petitions, to_jsonb(p) || jsonb_build_object(
       'id', gen_random_uuid(), 'folio', 'X-' || n,
       'received_at', p.received_at - n * interval '1 hour',
       'visibility', case when n % 3 = 0 or n % 7 = 0 then 'private' when n % 20 = 1 then 'public' else 'masked' end,
       'moderation', case when n % 20 = 1 then 'published' else 'pending' end,
       'description', case when n % 100 = 1 then 'La fuente no tiene agua' else p.description end,
       'service_id', (select id from services where code =
         case when n % 7 = 0 then 'queja' when n % 1000 = 1 then 'bache' else 'luminaria' end),
       'zone_code', case when n % 1000 = 2 then 'pueblo' when n % 3 = 1 then 'coyoacan' else 'iztapalapa' end,
       'outcome_class', case when n % 500 = 4 then 'withdrawn' else 'resolved' end,
       'stage', case when n % 20 < 1 then 'in_work' else 'closed' end)) r`,
    [petition_id],
  );
  await owner.query('vacuum analyze petitions');
  await owner.query('analyze public_petition_words');
  await owner.end();
  pool = openDatabase(town.url, 1).pool;
}, 120_000);
afterAll(async () => {
  await pool.end();
  await town.drop();
});

const of = (code: string) => ({ service_id: town.services[code]! });
const asks: Record<string, () => Partial<ListAsked>> = {
  everything: () => ({}),
  'what waits longest': () => ({ order: 'oldest_open' }),
  'a frequent service': () => ({ filter: of('luminaria') }),
  'a rare service': () => ({ filter: of('bache') }),
  'a service of which nothing is public': () => ({ filter: of('queja') }),
  'a zone': () => ({ filter: { zone: 'coyoacan' } }),
  'a rare zone': () => ({ filter: { zone: 'pueblo' } }),
  'a rare service in a zone': () => ({ filter: { ...of('bache'), zone: 'coyoacan' } }),
  'what is open': () => ({ filter: { standing: { kind: 'open' } } }),
  'a stage in which nothing is': () => ({ filter: { standing: { kind: 'stage', stage: 'replied' } } }),
  'a rare outcome': () => ({ filter: { standing: { kind: 'outcome', outcome_class: 'withdrawn' } } }),
  'an outcome that nothing has': () => ({
    filter: { standing: { kind: 'outcome', outcome_class: 'duplicate' } },
  }),
  'a month': () => ({ filter: { from: '2025-06-01', to: '2025-06-30' } }),
  'a page far behind': () => ({
    after: { at: '2025-06-01T00:00:00.000000Z', id: '00000000-0000-7000-8000-000000000000' },
  }),
  'a published word': () => ({ words: 'fuentes' }),
  'a word that nothing published has': () => ({ words: 'zanahoria' }),
  'the name of a service': () => ({ words: 'lámpara apagada' }),
};

test.each(Object.keys(asks))('a page of the public list reads little more than itself: %s', async (name) => {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asked = { filter: {}, limit: 25, ...asks[name]!() };
  const { keys } = town.app;
  const read = await rowsRead(pool, (database) => petitionList({ database, keys }, city, asked));
  const rows = read.filter(({ table }) => table === 'petitions').map((one) => one.rows);
  expect(rows.length).toBeGreaterThan(0);
  expect(Math.max(...rows)).toBeLessThan(most_rows);
});
