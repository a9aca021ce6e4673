import { expect, test } from 'vitest';
import { statementNames } from './statement-names.ts';

const { nameOf } = statementNames();
const asked = (text: string) => [1, 2, 3, 4].map(() => nameOf(text));

test('a statement has a name from the third time on, the same one each time', () => {
  const [first, second, third, fourth] = asked('select "id" from "petitions" where "id" = $1');
  expect([first, second]).toEqual([undefined, undefined]);
  expect(third).toMatch(/^again_/);
  expect(fourth).toBe(third);
});

test.each([
  '\n    select count(*) as count from supporters where petition_id = $1',
  'select 111320 * sqrt($1::float8)',
  'select "id" from "petition_events" where petition_id = any($1::uuid[]) order by "seq"',
  'select "id" from "messages" where "audience" in ($1, $2) order by "at"',
  'select "body" from "texts" where "code" = $1 order by "version" desc limit 1',
])('one plan suits all values of: %s', (text) => {
  expect(asked(text).at(-1)).toBeDefined();
});

test.each([
  'select * from "petitions" where "id" = $1',
  'select "p".* from "petitions" as "p" where "p"."id" = $1',
  'select "r".*, "l"."at" from "replies" as "r" left join "letters" as "l" on true',
  'insert into "users" ("name") values ($1) returning *',
  'select "id" from "petitions" order by "due_at" limit $1',
  'select "id" from "petitions" where "service_id" = any($1::uuid[]) order by "due_at" limit 51',
  'select "id" from "petitions" where "stage" in ($1, $2) order by "due_at" limit 51',
  `select "id" from "petitions" where "search" @@ websearch_to_tsquery($1)`,
  'set local statement_timeout = 1',
])('is planned anew each time: %s', (text) => {
  expect(asked(text)).toEqual([undefined, undefined, undefined, undefined]);
});
