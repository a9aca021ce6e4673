import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Reader } from '../../store/database.ts';
import { rolesOfCity } from './roles.ts';

/** Where a critical point lies. */
interface PointPlace {
  readonly authority_id: string;
  readonly unit_id: string;
}

/** Everybody who may see to a critical point, by name: it can be given to them. */
export async function ownersOfPoint(
  reader: Reader,
  city: CityConfiguration,
  { authority_id, unit_id }: PointPlace,
): Promise<{ id: string; name: string }[]> {
  const roles = await rolesOfCity(reader, city.city.id);
  const codes = roles.filter(({ permissions }) => permissions.includes('critical_point.follow_up'));
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct u.id, u.name from users u join role_grants g on g.user_id = u.id and g.revoked_at is null
    where u.is_active and g.city_id = ${city.city.id} and g.role_code = any(${codes.map(({ code }) => code)}::text[])
      and (g.authority_id is null or g.authority_id = ${authority_id})
      and (g.unit_id is null or g.unit_id = any(${withThoseAbove(city, unit_id)}::uuid[]))
    order by u.name, u.id`.execute(reader);
  return rows;
}

/** A grant for a unit holds for the units below it too. */
export function withThoseAbove({ units }: Pick<CityConfiguration, 'units'>, unit_id: string): string[] {
  const ids: string[] = [];
  for (
    let at: string | null = unit_id;
    at !== null && !ids.includes(at);
    at = units.get(at)?.parent_id ?? null
  )
    ids.push(at);
  return ids;
}
