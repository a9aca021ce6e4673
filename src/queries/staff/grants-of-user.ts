import { sql } from 'kysely';
import type { Grant } from '../../core/access/permissions.ts';
import type { Reader } from '../../store/database.ts';
import { permissionsIn } from './roles.ts';

interface GrantRow {
  readonly role_code: string;
  readonly city_id: string;
  readonly authority_id: string | null;
  readonly unit_ids: string[] | null;
  readonly own: string[] | null;
}

/**
 * What a user may do, and where: the grants in force with the permissions of their roles. A grant at a unit reaches
 * the units below it too. None for a user who is not active.
 */
export async function grantsOfUser(reader: Reader, user_id: string): Promise<Grant[]> {
  const found = await sql<GrantRow>`
    select g.role_code, g.city_id, g.authority_id, r.permissions as own,
      case when g.unit_id is not null then (
        with recursive below as (
          select u.id from units u where u.id = g.unit_id
          union select u.id from units u join below b on u.parent_id = b.id
        ) select array_agg(below.id) from below
      ) end as unit_ids
    from role_grants g
    join users on users.id = g.user_id and users.is_active
    left join roles r on r.code = g.role_code and r.city_id = g.city_id
    where g.user_id = ${user_id} and g.revoked_at is null order by g.granted_at, g.id`.execute(reader);
  return found.rows.map(({ own, ...grant }) => ({
    ...grant,
    permissions: permissionsIn(grant.role_code, own),
  }));
}
