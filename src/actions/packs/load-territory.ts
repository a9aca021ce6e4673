import { sql } from 'kysely';
import { ruleKey } from './check-territory.ts';
import { unitKey, type LoadedPlaces } from './load-authorities.ts';
import type { PackDocument, PackRoutingRule } from './pack-document.ts';
import { readTable, writeTable, type LoadRun, type Row, type TableSpec } from './sync-rows.ts';

const zoneTable: TableSpec = {
  table: 'zones',
  entity: 'zone',
  columns: [
    'city_id',
    'code',
    'name',
    'level',
    'parent_code',
    'authority_id',
    'geometry',
    'is_approximate',
    'source',
  ],
  json: ['geometry'],
  keyOf: (row) => String(row['code']),
  labelOf: (row) => String(row['code']),
  retire: 'delete',
};

const ruleTable: TableSpec = {
  table: 'routing_rules',
  entity: 'routing_rule',
  columns: [
    'city_id',
    'service_code',
    'zone_code',
    'kind_code',
    'channel',
    'unit_id',
    'note',
    'position',
    'is_active',
  ],
  keyOf: keyOfRule,
  labelOf: keyOfRule,
  retire: 'deactivate',
};

function keyOfRule(row: Row): string {
  const { service_code, zone_code, kind_code, channel } = row as Record<string, string | null>;
  return ruleKey({
    service: service_code ?? null,
    zone: zone_code ?? null,
    kind: kind_code ?? null,
    channel: (channel ?? null) as PackRoutingRule['channel'],
  });
}

/** Zones with their shapes, and the table of routing rules. */
export async function loadTerritory(run: LoadRun, pack: PackDocument, places: LoadedPlaces): Promise<void> {
  const { city_id } = run;
  const { authorities, units } = places;
  const zones = await readTable(run, zoneTable, sql`city_id = ${city_id}`);
  await writeTable(
    run,
    zones,
    pack.zones.map(({ parent, authority, ...zone }) => ({
      ...zone,
      city_id,
      parent_code: parent,
      authority_id: authority === null ? null : authorities.idOf(authority),
    })),
  );
  const rules = await readTable(run, ruleTable, sql`city_id = ${city_id} and is_active`);
  await writeTable(
    run,
    rules,
    pack.routing.map(({ service, zone, kind, unit, ...rule }, position) => {
      const [authority, code] = unit.split('/');
      const unit_id = units.idOf(unitKey(authorities.idOf(authority!), code));
      const about = { service_code: service, zone_code: zone, kind_code: kind };
      return { ...rule, ...about, city_id, unit_id, position, is_active: true };
    }),
  );
}
