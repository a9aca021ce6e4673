import { languageOf, sayCode } from '../../core/language/sentences.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { permissions } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Session } from './actor-of-session.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { rolesOfCity } from './roles.ts';

/** Who is signed in and what they may do where, in one city. */
export async function describeMe(
  ports: StaffPorts,
  { actor, session, city }: { actor: StaffActor; session: Session; city: CityConfiguration },
) {
  const { user } = session;
  const language = languageOf(city.city.locale);
  const grants = actor.grants.filter(({ city_id }) => city_id === city.city.id);
  const { roles, cities, is_demo } = await readingAs(ports, actor, async (reader) => ({
    roles: await rolesOfCity(reader, city.city.id),
    cities: await reader
      .selectFrom('cities')
      .select(['code', 'name'])
      .where('id', 'in', [...new Set(actor.grants.map(({ city_id }) => city_id))])
      .orderBy('name')
      .execute(),
    is_demo: (await reader.selectFrom('installation').select('is_demo').executeTakeFirst())?.is_demo ?? false,
  }));
  const nameOfRole = (code: string) =>
    roles.find((role) => role.code === code)?.name ?? sayCode(language, 'role', code) ?? code;
  const authority_ids = new Set(actor.authority_ids);
  const unit_ids = new Set(grants.flatMap((grant) => grant.unit_ids ?? []));
  const held = new Set(grants.flatMap((grant) => grant.permissions));
  const { id, code, name, country, locale, time_zone } = city.city;
  return {
    user: ownUser(session),
    second_factor: {
      enrolled: user.totp_confirmed_at !== null,
      recovery_codes_left: user.recovery_code_hashes.length,
    },
    city: { id, code, name, country, locale, time_zone },
    ...{ cities, language, is_demo },
    permissions: permissions.filter((permission) => held.has(permission)),
    grants: grants.map(({ role_code, authority_id, unit_ids: units, permissions: allowed }) => ({
      ...{ role_code, authority_id, role_name: nameOfRole(role_code) },
      ...{ unit_ids: units === null ? null : [...units], permissions: [...allowed] },
    })),
    authorities: [...city.authorities.values()].filter((authority) => authority_ids.has(authority.id)),
    units: [...city.units.values()].filter((unit) => unit_ids.has(unit.id)),
  };
}

function ownUser({ user }: Session) {
  const { id, name, email, job_title, is_demo, must_change_password } = user;
  const { away_from, away_until, delegate_id } = user;
  return { id, name, email, job_title, is_demo, must_change_password, away_from, away_until, delegate_id };
}
