import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { inTransaction, openDatabase, type Tx } from './database.ts';
import { newId } from './ids.ts';
import { insertTogether, json_columns, rowsFor } from './insert-together.ts';

let db: TestDatabase;
let store: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  db = await testDatabase();
  store = openDatabase(db.url, 2);
});
afterAll(async () => {
  await store.pool.end();
  await db.drop();
});

const asSystem = <T>(work: (tx: Tx) => Promise<T>) => inTransaction(store.database, { kind: 'system' }, work);
const city_id = newId();
const newCity = (id: string, code: string) =>
  rowsFor('cities', [
    {
      id,
      code,
      name: 'Ñuble «uno»',
      country: 'MX',
      locale: 'es-MX',
      time_zone: 'America/Mexico_City',
      settings: '{}',
    },
  ]);
const newPerson = (id: string) =>
  rowsFor('persons', [
    {
      id,
      city_id,
      kind: 'natural',
      created_at: '2026-03-02T15:04:05.678Z',
      data_key: Buffer.from([0, 1, 255]),
    },
  ]);

it('writes rows of several tables at once, whatever their order, each value as it was given', async () => {
  const person = newId();
  const words = [1, 2].map((byte) => ({ person_id: person, blind_index: Buffer.alloc(32, byte) }));
  await asSystem((tx) =>
    insertTogether(tx, [rowsFor('person_name_words', words), newPerson(person), newCity(city_id, 'nuble')]),
  );
  const found = await asSystem(async (tx) => ({
    city: await tx.selectFrom('cities').select('name').where('id', '=', city_id).executeTakeFirst(),
    person: await tx
      .selectFrom('persons')
      .select(['created_at', 'data_key', 'name_cipher'])
      .where('id', '=', person)
      .executeTakeFirst(),
    words: await tx
      .selectFrom('person_name_words')
      .select('blind_index')
      .where('person_id', '=', person)
      .execute(),
  }));
  expect(found.city).toEqual({ name: 'Ñuble «uno»' });
  const data_key = Buffer.from([0, 1, 255]);
  expect(found.person).toEqual({ created_at: '2026-03-02T15:04:05.678Z', data_key, name_cipher: null });
  expect(found.words.map(({ blind_index }) => blind_index[0]).sort()).toEqual([1, 2]);
});

it('writes nothing when one row is refused', async () => {
  const orphan = rowsFor('person_name_words', [{ person_id: newId(), blind_index: Buffer.alloc(32) }]);
  const refused = asSystem((tx) => insertTogether(tx, [newCity(newId(), 'otra'), orphan]));
  await expect(refused).rejects.toThrow(/foreign key/);
  const left = await asSystem((tx) => tx.selectFrom('cities').select('code').execute());
  expect(left).toEqual([{ code: 'nuble' }]);
});

it('leaves a row that is there as it is only where that was asked', async () => {
  const person = newId();
  await asSystem((tx) => insertTogether(tx, [newPerson(person)]));
  const row = {
    id: newId(),
    person_id: person,
    kind: 'email',
    value_cipher: Buffer.alloc(1),
    blind_index: Buffer.alloc(32),
  };
  const again = rowsFor('person_identities', [row], { unless_there: true });
  await asSystem((tx) => insertTogether(tx, [again]));
  await asSystem((tx) => insertTogether(tx, [again]));
  const refused = asSystem((tx) => insertTogether(tx, [rowsFor('person_identities', [row])]));
  await expect(refused).rejects.toThrow(/duplicate key/);
});

it('evaluates calls with it, and does nothing for nothing', async () => {
  await asSystem((tx) => insertTogether(tx, [], [sql`set_config('atiende.actor', 'public', true)`]));
  await asSystem((tx) => insertTogether(tx, [rowsFor('persons', [])]));
  const divided = asSystem((tx) => insertTogether(tx, [newPerson(newId())], [sql`1 / 0`]));
  await expect(divided).rejects.toThrow(/division by zero/);
});

it('knows every column that is JSON', async () => {
  const found = await asSystem((tx) =>
    sql<{ table_name: string; columns: string[] }>`
      select table_name::text, array_agg(column_name::text order by column_name) as columns
      from information_schema.columns where data_type in ('json', 'jsonb') and table_schema = 'public'
      group by 1`.execute(tx),
  );
  expect(Object.fromEntries(found.rows.map(({ table_name, columns }) => [table_name, columns]))).toEqual(
    json_columns,
  );
});
