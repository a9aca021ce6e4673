import { sql } from 'kysely';
import { reading, type Database, type Reader } from '../../store/database.ts';

/**
 * Those of some names in the file store that no row bears, whether it is shown or not. Every table that has a column
 * `storage_name` is asked, of whatever edition it is: one that this program does not know may not lose its files.
 */
export async function unnamedFiles(database: Database, names: readonly string[]): Promise<string[]> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const named = (await tablesOfFiles(reader)).map(
      (table) => sql`not exists (select from ${sql.table(table)} where storage_name = name)`,
    );
    const { rows } = await sql<{ name: string }>`
      select name from unnest(${[...names]}::text[]) as kept (name) where ${sql.join(named, sql` and `)}`.execute(
      reader,
    );
    return rows.map(({ name }) => name);
  });
}

async function tablesOfFiles(reader: Reader): Promise<string[]> {
  const { rows } = await sql<{ table: string }>`
    select c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid
    where a.attname = 'storage_name' and not a.attisdropped and c.relkind in ('r', 'p')
      and c.relnamespace = 'public'::regnamespace`.execute(reader);
  return rows.map(({ table }) => table);
}
