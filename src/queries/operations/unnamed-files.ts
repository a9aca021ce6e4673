import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';

/** Those of some names in the file store that no row bears, whether it is shown or not. */
export async function unnamedFiles(database: Database, names: readonly string[]): Promise<string[]> {
  const { rows } = await reading(database, { kind: 'system' }, (reader) =>
    sql<{ name: string }>`select name from unnest(${[...names]}::text[]) as kept (name)
      where not exists (select from files where storage_name = name)
        and not exists (select from letters where storage_name = name)`.execute(reader),
  );
  return rows.map(({ name }) => name);
}
