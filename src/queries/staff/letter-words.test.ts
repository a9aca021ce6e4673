import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aLetter } from '../../../test/a-letter.ts';
import { rowsRead } from '../../../test/rows-read.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { openDatabase } from '../../store/database.ts';
import { correspondenceBook } from './correspondence-book.ts';

/** One in a thousand is about a fountain, all others are about a lamp. */
const copies = 6_000;
/** A page holds fifty; so many letters with a word are looked at before it counts as frequent. */
const most_rows = 2_050;

let town: Town;
let pool: pg.Pool;

beforeAll(async () => {
  town = await aTown();
  const letter_id = await aLetter(town);
  const owner = new pg.Client(town.owner_url);
  await owner.connect();
  await owner.query(`set atiende.actor = 'system'`);
  await owner.query(
    'create temp table copies as select n, gen_random_uuid() as id from generate_series(1, $1) n',
    [copies],
  );
  await owner.query(
    `insert into petitions select r.* from copies c join incoming_letters l on l.id = $1
     join petitions p on p.id = l.petition_id
     cross join lateral jsonb_populate_record(null::petitions, to_jsonb(p) || jsonb_build_object(
       'id', c.id, 'folio', 'X-' || c.n, 'person_id', null, 'identity', 'anonymous')) r`,
    [letter_id],
  );
  await owner.query(
    `insert into incoming_letters select r.* from copies c join incoming_letters l on l.id = $1
     cross join lateral jsonb_populate_record(null::incoming_letters, to_jsonb(l) || jsonb_build_object(
       'id', gen_random_uuid(), 'petition_id', c.id, 'entry_number', l.entry_number + c.n,
       'registered_at', l.registered_at - c.n * interval '1 minute',
       'subject', case when c.n % 1000 = 0 then 'Fuente seca de la plaza' else l.subject end)) r`,
    [letter_id],
  );
  await owner.query('analyze incoming_letters; analyze petitions');
  // What came in one go waits beside the index until it is swept in.
  await owner.query('vacuum analyze letter_search');
  await owner.end();
  pool = openDatabase(town.url, 1).pool;
}, 120_000);
afterAll(async () => {
  await pool.end();
  await town.drop();
});

test.each([
  ['fuente sec', 6],
  ['lampara', 50],
  ['nadie escribe así', 0],
  ['', 50],
])('a page of the register that seeks «%s» does not read all letters', async (q, found) => {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asker = { actor: town.staff['agent.iztapalapa']!, city };
  const read = await rowsRead(pool, async (database) => {
    const page = await correspondenceBook({ ...town.app, database }, asker, { q });
    expect(page!.items).toHaveLength(found);
  });
  expect(read.length).toBeGreaterThan(1);
  for (const { table, rows } of read) expect(rows, table).toBeLessThanOrEqual(most_rows);
});
