import { builtInRoles } from '../../core/access/roles.ts';
import { permissions, type Permission } from '../../core/access/permissions.ts';
import type { Reader } from '../../store/database.ts';

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
