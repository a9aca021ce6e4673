import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { migrate } from '../../src/store/migrate.ts';

const { owner_url } = inject('test_cluster');
let data_directory: string;
let embedded: EmbeddedDatabase;
beforeAll(async () => {
  data_directory = await mkdtemp(join(tmpdir(), 'atiende-compared-'));
  embedded = await startEmbeddedDatabase({ data_directory, forget_on_crash: true, log: () => undefined });
  await migrate(embedded.owner_url, 'atiende_app');
});
afterAll(async () => {
  await embedded.stop();
  await rm(data_directory, { recursive: true, force: true });
});

const ours = `relnamespace = 'public'::regnamespace`;

// What a migration can make, as each server tells it; not-null marks are constraints of their own only since 18.
const questions = {
  columns: `SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default, is_generated,
      generation_expression
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`,
  constraints: `SELECT conrelid::regclass::text AS table_name, conname, pg_get_constraintdef(c.oid) AS definition
    FROM pg_constraint c JOIN pg_class ON pg_class.oid = conrelid
    WHERE ${ours} AND contype <> 'n' ORDER BY 1, 2`,
  indexes: `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
  second_wall: `SELECT relname, relrowsecurity, relforcerowsecurity FROM pg_class
    WHERE ${ours} AND relkind IN ('r', 'p') ORDER BY 1`,
  policies: `SELECT tablename, policyname, permissive, roles, cmd, qual, with_check FROM pg_policies
    WHERE schemaname = 'public' ORDER BY 1, 2`,
  rights: `SELECT table_name, grantee, privilege_type FROM information_schema.role_table_grants
    WHERE table_schema = 'public' AND grantee = 'atiende_app' ORDER BY 1, 2, 3`,
  functions: `SELECT p.oid::regprocedure::text AS name, prosrc, prosecdef, provolatile, proconfig FROM pg_proc p
    WHERE pronamespace = 'public'::regnamespace AND probin IS NULL ORDER BY 1`,
};

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}

it('these tests do run on version 15, and the other is newer', async () => {
  const version = `SELECT current_setting('server_version_num')::int / 10000 AS major`;
  expect(await ask(owner_url, version)).toEqual([{ major: 15 }]);
  expect(await ask(embedded.owner_url, version)).not.toEqual([{ major: 15 }]);
});

it.each(Object.entries(questions))('migrations make the same %s on both', async (_, question) => {
  const found = await ask(owner_url, question);
  expect(found.length).toBeGreaterThan(0);
  expect(found).toEqual(await ask(embedded.owner_url, question));
});

it('a second migration has nothing to do', async () => {
  expect(await migrate(owner_url, 'atiende_app')).toEqual([]);
});
