import { sql, type RawBuilder } from 'kysely';
import type { Grant } from '../../core/access/permissions.ts';
import type { Reader } from '../../store/database.ts';
import { permissionsIn } from './roles.ts';

export interface GrantRow {
  readonly role_code: string;
  readonly city_id: string;
  readonly authority_id: string | null;
  readonly unit_ids: string[] | null;
  /** For a grant of a whole city: its authorities. */
  readonly authority_ids: string[] | null;
  readonly own: string[] | null;
}

/** The grants in force of a user as a JSON array of `GrantRow`, within another statement. */
export const grantRowsOf = (user_id: RawBuilder<unknown>): RawBuilder<GrantRow[]> => sql`(
  select coalesce(json_agg(json_build_object(
    'role_code', g.role_code, 'city_id', g.city_id, 'authority_id', g.authority_id, 'own', r.permissions,
    'unit_ids', case when g.unit_id is not null then (
      with recursive below as (
        select u.id from units u where u.id = g.unit_id
        union select u.id from units u join below b on u.parent_id = b.id
      ) select json_agg(below.id) from below
    ) end,
    'authority_ids', case when g.authority_id is null then (
      select json_agg(a.id) from authorities a where a.city_id = g.city_id
    ) end) order by g.granted_at, g.id), '[]')
  from role_grants g
  join users on users.id = g.user_id and users.is_active
  left join roles r on r.code = g.role_code and r.city_id = g.city_id
  where g.user_id = ${user_id} and g.revoked_at is null)`;

/** The same as permissions are asked of them. */
export const grantsFrom = (rows: readonly GrantRow[]): Grant[] =>
  rows.map(({ role_code, city_id, authority_id, unit_ids, own }) => ({
    ...{ role_code, city_id, authority_id, unit_ids },
    permissions: permissionsIn(role_code, own),
  }));

/**
 * What a user may do, and where: the grants in force with the permissions of their roles. A grant at a unit reaches
 * the units below it too. None for a user who is not active.
 */
export async function grantsOfUser(reader: Reader, user_id: string): Promise<Grant[]> {
  return grantsFrom(await grantRows(reader, user_id));
}

export async function grantRows(reader: Reader, user_id: string): Promise<GrantRow[]> {
  const found = await sql<{ grants: GrantRow[] }>`
    select ${grantRowsOf(sql`${user_id}::uuid`)} as grants`.execute(reader);
  return found.rows[0]!.grants;
}

/** Every authority that the grants reach: all of a city for a grant without one. */
export function authoritiesOf(rows: readonly GrantRow[]): string[] {
  return [
    ...new Set(
      rows.flatMap(({ authority_id, authority_ids }) =>
        authority_id === null ? (authority_ids ?? []) : [authority_id],
      ),
    ),
  ];
}
