import { sql, type SqlBool } from 'kysely';
import { builtInRoles } from '../../core/access/roles.ts';
import { permissions, type Grant, type Permission } from '../../core/access/permissions.ts';
import type { Database, Reader } from '../../store/database.ts';

/** What a role allows in a city: the city's own role rules over the built-in one; an unknown one allows nothing. */
export async function permissionsOfRole(
  reader: Reader,
  city_id: string,
  code: string,
): Promise<readonly Permission[]> {
  const role = (await rolesOfCity(reader, city_id)).find((one) => one.code === code);
  return role?.permissions ?? [];
}

/** A city's own role rules over the built-in one of the same code; an unknown role allows nothing. */
export function permissionsIn(code: string, own: readonly string[] | null): readonly Permission[] {
  const known = new Set<string>(permissions);
  if (own !== null) return own.filter((one): one is Permission => known.has(one));
  return builtInRoles[code] ?? [];
}

export interface Role {
  readonly code: string;
  readonly name: string | null;
  readonly permissions: readonly Permission[];
  readonly built_in: boolean;
}

/** Every role that can be granted in a city. The name of a built-in one is a sentence. */
export async function rolesOfCity(reader: Reader, city_id: string): Promise<Role[]> {
  const own = await reader
    .selectFrom('roles')
    .select(['code', 'name', 'permissions'])
    .where('city_id', '=', city_id)
    .orderBy('code')
    .execute();
  const taken = new Set(own.map(({ code }) => code));
  const built = Object.entries(builtInRoles).filter(([code]) => !taken.has(code));
  return [
    ...built.map(([code, held]) => ({ code, name: null, permissions: held, built_in: true })),
    ...own.map((role) => ({
      ...role,
      permissions: permissionsIn(role.code, role.permissions),
      built_in: false,
    })),
  ];
}

/** Every authority that the grants reach: all of a city for a grant without one. */
export async function authoritiesReached(reader: Reader, grants: readonly Grant[]): Promise<string[]> {
  const whole = wholeCities(grants);
  const rows = whole.length === 0 ? [] : await authoritiesIn(reader, whole).execute();
  return authoritiesOf(
    grants,
    rows.map(({ id }) => id),
  );
}

/** The cities that somebody works for as a whole. */
export const wholeCities = (grants: readonly Grant[]): string[] =>
  grants.filter(({ authority_id }) => authority_id === null).map(({ city_id }) => city_id);

export const authoritiesIn = (reader: Database, city_ids: readonly string[]) =>
  reader
    .selectFrom('authorities')
    .select('id')
    .where(sql<SqlBool>`city_id = any(${[...city_ids]}::uuid[])`);

/** Those that the grants name, and those of the cities that they reach as a whole. */
export function authoritiesOf(grants: readonly Grant[], of_whole: readonly string[]): string[] {
  const named = grants.flatMap(({ authority_id }) => (authority_id === null ? [] : [authority_id]));
  return [...new Set([...named, ...of_whole])];
}
