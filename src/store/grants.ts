import { sql } from 'kysely';
import type { Grant, Permission } from '../core/access/permissions.ts';
import { builtInRoles } from '../core/access/roles.ts';
import type { Reader } from './database.ts';

/**
 * What a user may do, and where: the grants in force with the permissions of their roles. A grant at a unit reaches
 * the units below it too. None for a user who is not active.
 */
export async function grantsOfUser(reader: Reader, user_id: string): Promise<Grant[]> {
  const rows = await sql<GrantRow>`
    select g.role_code, g.city_id, g.authority_id, r.permissions,
      case when g.unit_id is null then null else (
        with recursive below as (
          select id from units where id = g.unit_id
          union select u.id from units u join below b on u.parent_id = b.id)
        select array_agg(id) from below) end as unit_ids
    from role_grants g
    join users on users.id = g.user_id and users.is_active
    left join roles r on r.code = g.role_code and r.city_id = g.city_id
    where g.user_id = ${user_id} and g.revoked_at is null
    order by g.granted_at, g.id`.execute(reader);
  return rows.rows.map((row) => ({
    role_code: row.role_code,
    permissions: permissionsOf(row),
    city_id: row.city_id,
    authority_id: row.authority_id,
    unit_ids: row.unit_ids,
  }));
}

interface GrantRow {
  readonly role_code: string;
  readonly city_id: string;
  readonly authority_id: string | null;
  readonly permissions: readonly Permission[] | null;
  readonly unit_ids: readonly string[] | null;
}

/** A role of the city rules over the built-in one of the same name; a role that is gone permits nothing. */
function permissionsOf({ role_code, permissions }: GrantRow): readonly Permission[] {
  return permissions ?? builtInRoles[role_code] ?? [];
}
