import type { Actor } from '../../../core/access/actor.ts';
import { readingOpenly, type Database } from '../../../store/database.ts';
import { hashSecret } from '../../../store/secrets.ts';

/** Who a key stands for in a city, or null when it is unknown, revoked or another city's. */
export async function actorOfApiKey(
  database: Database,
  { key, city_id }: { key: string; city_id: string },
): Promise<Extract<Actor, { kind: 'api' }> | null> {
  if (key === '' || key.length > 200) return null;
  const [row] = await readingOpenly(database, (reader) =>
    reader
      .selectFrom('api_keys')
      .select(['id', 'permissions'])
      .where('key_hash', '=', hashSecret(key))
      .where('city_id', '=', city_id)
      .where('revoked_at', 'is', null),
  );
  return row ? { kind: 'api', key_id: row.id, city_id, permissions: row.permissions } : null;
}
