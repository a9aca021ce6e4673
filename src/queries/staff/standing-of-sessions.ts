import { sql } from 'kysely';
import { reading } from '../../store/database.ts';
import { idleMinutes } from './actor-of-session.ts';
import type { StaffPorts } from './ports.ts';

/**
 * Of sessions that are listening, what each stands on: a text that changes with the grants of its person. Those that are
 * over, by signing out, by time or because the person left, are not there.
 */
export async function standingOfSessions(
  ports: Pick<StaffPorts, 'database' | 'now'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const now = ports.now();
  const oldest = new Date(Date.parse(now) - idleMinutes * 60_000).toISOString();
  const found = await reading(ports.database, { kind: 'system' }, (reader) =>
    sql<{ id: string; standing: string }>`
      with standing as materialized (
        select g.user_id, md5(string_agg(g.id::text, ' ' order by g.id)) as grants
        from role_grants g where g.revoked_at is null group by g.user_id)
      select s.id, coalesce(g.grants, '') as standing
      from sessions s join users u on u.id = s.user_id and u.is_active left join standing g on g.user_id = u.id
      where s.id = any(${[...ids]}::uuid[]) and s.revoked_at is null and s.expires_at > ${now}
        and s.last_seen_at > ${oldest}`.execute(reader),
  );
  return new Map(found.rows.map(({ id, standing }) => [id, standing]));
}
