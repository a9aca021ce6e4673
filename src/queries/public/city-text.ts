import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';

export interface CityText {
  readonly code: string;
  readonly version: number;
  readonly body: string;
  readonly valid_from: string;
}

/** The newest version of a text of the city (privacy notice, means of appeal …), or null when it has none. */
export async function cityText(database: Database, city_id: string, code: string): Promise<CityText | null> {
  const row = await reading(database, { kind: 'public' }, (reader) =>
    reader
      .selectFrom('texts')
      .select(['code', 'version', 'body', 'valid_from'])
      .where('city_id', '=', city_id)
      .where('code', '=', code)
      .orderBy('version', 'desc')
      .limit(sql.lit(1))
      .executeTakeFirst(),
  );
  return row ?? null;
}
