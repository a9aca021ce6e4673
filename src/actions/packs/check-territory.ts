import { selfCrossingOf } from '../../core/routing/crossing-edges.ts';
import type { PackDocument, PackRoutingRule, PackZone } from './pack-document.ts';
import { reportDuplicates, type Path, type Report } from './pack-problem.ts';

/** Zones and routing rules, and what they refer to. */
export function checkTerritory(document: PackDocument, report: Report): void {
  checkZones(document, report);
  checkRules(document, report);
}

function checkZones({ zones, authorities }: PackDocument, report: Report): void {
  const byCode = new Map(zones.map((zone) => [zone.code, zone]));
  const codes = zones.map(({ code }) => code);
  reportDuplicates(codes, (at) => ['zones', at, 'code'], report);
  zones.forEach(({ code, parent, authority, level, geometry }, at) => {
    if (parent !== null) {
      if (!byCode.has(parent)) report(['zones', at, 'parent'], 'unknown_parent', parent);
      else if (isWithinItself(code, byCode)) report(['zones', at, 'parent'], 'circular_parent', parent);
    }
    if (geometry !== null) checkShape(geometry, ['zones', at, 'geometry'], report);
    if (authority !== null && !authorities.some((one) => one.code === authority)) {
      report(['zones', at, 'authority'], 'unknown_authority', authority);
    }
    // A neighbourhood belongs to the authority of the borough or city around it.
    const needsAuthority = level !== 'neighbourhood' || parent === null;
    if (needsAuthority && authority === null) report(['zones', at], 'zone_without_authority', code);
  });
}

function isWithinItself(code: string, zones: ReadonlyMap<string, PackZone>): boolean {
  let above = zones.get(code)?.parent ?? null;
  for (let steps = 0; above !== null && steps <= zones.size; steps += 1) {
    if (above === code) return true;
    above = zones.get(above)?.parent ?? null;
  }
  return false;
}

function checkShape(geometry: NonNullable<PackZone['geometry']>, path: Path, report: Report): void {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  for (const ring of polygons.flat()) {
    const crossing = selfCrossingOf(ring);
    if (crossing !== null) return report(path, 'shape_crosses_itself', crossing.join(', '));
  }
}

function checkRules({ routing, services, zones, kinds, authorities }: PackDocument, report: Report): void {
  const setOf = (list: readonly { code: string }[]) => new Set(list.map(({ code }) => code));
  const known = { service: setOf(services), zone: setOf(zones), kind: setOf(kinds) };
  const units = new Map<string, boolean>(
    authorities.flatMap(({ code, units: own, is_active }) =>
      own.map((unit) => [`${code}/${unit.code}`, is_active && unit.is_active] as const),
    ),
  );
  reportDuplicates(routing.map(ruleKey), (at) => ['routing', at], report);
  routing.forEach((rule, at) => {
    for (const fact of ['service', 'zone', 'kind'] as const) {
      const code = rule[fact];
      if (code !== null && !known[fact].has(code)) report(['routing', at, fact], `unknown_${fact}`, code);
    }
    const isActive = units.get(rule.unit);
    if (isActive === undefined) report(['routing', at, 'unit'], 'unknown_unit', rule.unit);
    if (isActive === false) report(['routing', at, 'unit'], 'inactive_unit', rule.unit);
  });
}

/** A rule has no code: what it is about is its key, and no two may be about the same. */
export function ruleKey({
  service,
  zone,
  kind,
  channel,
}: Pick<PackRoutingRule, 'service' | 'zone' | 'kind' | 'channel'>): string {
  return [service, zone, kind, channel].map((part) => part ?? '*').join(' · ');
}
