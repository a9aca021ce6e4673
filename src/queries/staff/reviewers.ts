import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Reader } from '../../store/database.ts';
import { withThoseAbove } from './point-owners.ts';
import { rolesOfCity } from './roles.ts';

/** Ids of those at work who review at a place: its unit or one above, its authority, the city. */
export async function reviewersAt(
  reader: Reader,
  city: CityConfiguration,
  { authority_id, unit_id }: { readonly authority_id: string; readonly unit_id: string | null },
): Promise<string[]> {
  const roles = await rolesOfCity(reader, city.city.id);
  const codes = roles.filter(({ permissions }) => permissions.includes('quality.review'));
  const units = unit_id === null ? [] : withThoseAbove(city, unit_id);
  const { rows } = await sql<{ id: string }>`
    select distinct u.id from users u join role_grants g on g.user_id = u.id and g.revoked_at is null
    where u.is_active and g.city_id = ${city.city.id}
      and g.role_code = any(${codes.map(({ code }) => code)}::text[])
      and (g.authority_id is null or g.authority_id = ${authority_id})
      and (g.unit_id is null or g.unit_id = any(${units}::uuid[]))`.execute(reader);
  return rows.map(({ id }) => id);
}
