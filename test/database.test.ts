import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './database.ts';

test('each clone is migrated, and what one writes the other does not see', async () => {
  const [one, other] = await Promise.all([testDatabase(), testDatabase()]);
  try {
    expect(await tables(one.owner_url)).toContain('schema_migrations');
    const client = new pg.Client(one.owner_url);
    await client.connect();
    await client.query('CREATE TABLE only_here (a int)');
    await client.end();
    expect(await tables(one.owner_url)).toContain('only_here');
    expect(await tables(other.url)).not.toContain('only_here');
  } finally {
    await Promise.all([one.drop(), other.drop()]);
  }
});

async function tables(url: string): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  const found = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
  );
  await client.end();
  return found.rows.map((row) => row.name);
}
