import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Reader } from '../../store/database.ts';
import { withThoseAbove } from './point-owners.ts';
import { rolesOfCity } from './roles.ts';

interface ArticlePlace {
  readonly authority_id: string | null;
  readonly unit_id: string | null;
}

export interface ArticleKeeper {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/**
 * Who keeps an article true: those who may publish it and stand nearest to it, at its unit or one above, else at its
 * authority, else in the city. Whoever belongs to a demonstration has no address that exists.
 */
export async function keepersOfArticle(
  reader: Reader,
  city: CityConfiguration,
  { authority_id, unit_id }: ArticlePlace,
): Promise<ArticleKeeper[]> {
  const roles = await rolesOfCity(reader, city.city.id);
  const codes = roles.filter(({ permissions }) => permissions.includes('knowledge.publish'));
  const units = unit_id === null ? [] : withThoseAbove(city, unit_id);
  const { rows } = await sql<ArticleKeeper & { nearness: number }>`
    select u.id, u.name, u.email, min(case when g.unit_id is not null then array_position(${units}::uuid[], g.unit_id)
        when g.authority_id is not null then 1000 else 2000 end) as nearness
    from users u join role_grants g on g.user_id = u.id and g.revoked_at is null
    where u.is_active and not u.is_demo and g.city_id = ${city.city.id}
      and g.role_code = any(${codes.map(({ code }) => code)}::text[])
      and (g.authority_id is null or g.authority_id = ${authority_id})
      and (g.unit_id is null or g.unit_id = any(${units}::uuid[]))
    group by u.id order by nearness, u.id`.execute(reader);
  return rows
    .filter(({ nearness }) => nearness === rows[0]!.nearness)
    .map(({ id, name, email }) => ({ id, name, email }));
}
