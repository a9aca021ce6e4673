import { sql } from 'kysely';
import type { Reader } from '../../store/database.ts';
import { exportAuthorities, exportCalendars } from './export-authorities.ts';
import { exportCatalogue } from './export-catalogue.ts';
import { exportOffices } from './export-offices.ts';
import { canonicalPack, packDocument, type PackDocument } from './pack-document.ts';

/**
 * The city as a pack: what was loaded, with every edit made in the console since. Retired rows are given as
 * inactive, so that loading the export anywhere gives the same city. Demo users only from a demonstration.
 * @returns null when there is no such city
 */
export async function exportPack(reader: Reader, city_code: string): Promise<PackDocument | null> {
  const city = await reader.selectFrom('cities').selectAll().where('code', '=', city_code).executeTakeFirst();
  if (city === undefined) return null;
  const { code, name, country, locale, time_zone, host, settings } = city;
  const document = {
    city: { code, name, country, locale, time_zone, host, settings },
    ...(await exportAuthorities(reader, city)),
    calendars: await exportCalendars(reader, city.id),
    ...(await exportCatalogue(reader, city.id)),
    offices: await exportOffices(reader, city.id),
    ...(await exportTerritory(reader, city.id)),
    demo_users: city.is_demo ? await exportDemoUsers(reader, city.id) : [],
  };
  // Parsed, so that an export that could not be loaded is never given out.
  return canonicalPack(packDocument.parse(document));
}

async function exportTerritory(reader: Reader, city_id: string) {
  const zones = await reader
    .selectFrom('zones')
    .leftJoin('authorities', 'authorities.id', 'zones.authority_id')
    .select([
      'zones.code',
      'zones.name',
      'zones.level',
      'zones.parent_code as parent',
      'authorities.code as authority',
      'zones.geometry',
      'zones.is_approximate',
      'zones.source',
    ])
    .where('zones.city_id', '=', city_id)
    .execute();
  const routing = await reader
    .selectFrom('routing_rules')
    .innerJoin('units', 'units.id', 'routing_rules.unit_id')
    .innerJoin('authorities', 'authorities.id', 'units.authority_id')
    .select([
      'routing_rules.service_code as service',
      'routing_rules.zone_code as zone',
      'routing_rules.kind_code as kind',
      'routing_rules.channel',
      'routing_rules.note',
      sql<string>`authorities.code || '/' || units.code`.as('unit'),
    ])
    .where('routing_rules.city_id', '=', city_id)
    .where('routing_rules.is_active', '=', true)
    .orderBy('routing_rules.position')
    .orderBy('routing_rules.id')
    .execute();
  return { zones, routing };
}

async function exportDemoUsers(reader: Reader, city_id: string) {
  const grants = await reader
    .selectFrom('users')
    .innerJoin('role_grants', 'role_grants.user_id', 'users.id')
    .leftJoin('authorities', 'authorities.id', 'role_grants.authority_id')
    .leftJoin('units', 'units.id', 'role_grants.unit_id')
    .select([
      'users.email',
      'users.name',
      'users.job_title',
      'role_grants.role_code as role',
      'authorities.code as authority',
      'units.code as unit',
    ])
    .where('users.is_demo', '=', true)
    .where('role_grants.city_id', '=', city_id)
    .where('role_grants.revoked_at', 'is', null)
    .execute();
  const users = new Map<string, PackDocument['demo_users'][number]>();
  for (const { email, name, job_title, ...grant } of grants) {
    const user = users.get(email) ?? { email, name, job_title, roles: [] };
    users.set(email, { ...user, roles: [...user.roles, grant] });
  }
  return [...users.values()];
}
