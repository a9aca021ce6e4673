import { filingOf, type Filing } from '../core/deadlines/filing.ts';
import { startClock } from '../core/deadlines/clock-moves.ts';
import { termInForce } from '../core/deadlines/terms.ts';
import type { Channel } from '../core/cities/settings.ts';
import type { Calendar } from '../core/deadlines/calendar.ts';
import type { Identity, Visibility } from '../core/petitions/stages.ts';
import { visibilityAtFiling } from '../core/petitions/visibility.ts';
import { routePetition, type Route, type RoutingRule } from '../core/routing/route-petition.ts';
import { buildZoneIndex, locateZone, type ZoneFound, type ZoneIndex } from '../core/routing/zone-index.ts';
import type { Authority, CityConfiguration, Kind, Service, Unit } from '../core/cities/configuration.ts';
import type { LedgerLine } from '../store/clocks.ts';

/** What is known of a petition before it is filed. */
export interface FilingFacts {
  readonly service: Service;
  readonly channel: Channel;
  readonly identity: Identity;
  readonly point: { latitude: number; longitude: number } | null;
  /** The borough or neighbourhood that the person chose, when there is no point or it lies on a border. */
  readonly zone_code: string | null;
  readonly received_at: string;
  /** A complaint about an official of this unit never goes to it. */
  readonly named_unit_id?: string | null;
}

/** Who will get it and until when: shown before sending, frozen at filing. */
export interface FilingPlan {
  readonly kind: Kind;
  readonly zone_code: string | null;
  readonly found: ZoneFound | null;
  readonly authority: Authority;
  readonly unit: Unit;
  readonly route: Route;
  readonly filing: Filing;
  readonly calendar: Calendar;
  readonly lines: readonly LedgerLine[];
  readonly visibility: Visibility;
}

const indexes = new WeakMap<CityConfiguration, ZoneIndex>();

/** The city's zones prepared for look-ups; once per configuration. */
export function zoneIndexOf(city: CityConfiguration): ZoneIndex {
  let index = indexes.get(city);
  if (index === undefined) {
    index = buildZoneIndex([...city.zones.values()].map((zone) => zone as never));
    indexes.set(city, index);
  }
  return index;
}

/** Plans a filing: place, route, legal filing, clocks and visibility. Pure given the configuration. */
export function planFiling(city: CityConfiguration, facts: FilingFacts): FilingPlan {
  const kind = city.kinds.get(facts.service.kind_code)!;
  const found =
    facts.point === null
      ? null
      : locateZone(zoneIndexOf(city), [facts.point.longitude, facts.point.latitude]);
  const zone_code = chosenZone(found, facts.zone_code);
  const triage = notNamed(city, triageUnit(city, zone_code), facts.named_unit_id ?? null);
  const route = routePetition(rulesFor(city, facts), {
    service: facts.service.code,
    kind: kind.code,
    channel: facts.channel,
    zone: zone_code,
    parent_zones: zonesAround(city, zone_code),
    triage_unit: triage.id,
  });
  const unit = city.units.get(route.unit) ?? triage;
  const authority = city.authorities.get(unit.authority_id)!;
  const calendar = city.calendars.get(authority.id)!;
  const filing = filingOf({
    received_at: facts.received_at,
    rule: city.city.settings.filing_rule,
    calendar,
    hours: city.hours.get(`${authority.id}/${facts.channel}`) ?? [],
  });
  const lines = startingLines(city, { facts, kind: kind.code, authority, calendar, filing });
  const visibility = visibilityAtFiling({
    identity: facts.identity,
    service_visibility: facts.service.visibility,
    kind_visibility: kind.default_visibility,
  });
  return { kind, zone_code, found, authority, unit, route, filing, calendar, lines, visibility };
}

function rulesFor(city: CityConfiguration, { named_unit_id }: FilingFacts): readonly RoutingRule[] {
  return named_unit_id == null ? city.rules : city.rules.filter(({ unit }) => unit !== named_unit_id);
}

/**
 * Who sorts a complaint about the very unit that would: the triage of the city's first authority whose it is not, else
 * another unit of the same authority, those above the named one first. The named unit itself where there is no other:
 * whoever files refuses then.
 */
function notNamed(city: CityConfiguration, triage: Unit, named_unit_id: string | null): Unit {
  if (triage.id !== named_unit_id) return triage;
  const triages = [...city.authorities.values()].flatMap(({ triage_unit_id, is_active }) => {
    const unit = triage_unit_id === null || !is_active ? undefined : city.units.get(triage_unit_id);
    return unit === undefined ? [] : [unit];
  });
  const above: Unit[] = [];
  for (let at = city.units.get(triage.parent_id ?? ''); at !== undefined && !above.includes(at);) {
    above.push(at);
    at = city.units.get(at.parent_id ?? '');
  }
  const beside = [...city.units.values()].filter(({ authority_id }) => authority_id === triage.authority_id);
  const other = [...triages, ...above, ...beside].find((unit) => unit.is_active && unit.id !== named_unit_id);
  return other ?? triage;
}

/** The point decides unless it lies on a border between zones: then the person's choice among them does. */
function chosenZone(found: ZoneFound | null, chosen: string | null): string | null {
  if (found === null || found.zone === null) return chosen;
  if (chosen !== null && found.on_border.includes(chosen)) return chosen;
  return found.zone;
}

/** The zones around a zone, nearest first (its borough, then the city). */
export function zonesAround(city: CityConfiguration, zone_code: string | null): string[] {
  const parents: string[] = [];
  let code = zone_code === null ? null : (city.zones.get(zone_code)?.parent_code ?? null);
  while (code !== null && !parents.includes(code)) {
    parents.push(code);
    code = city.zones.get(code)?.parent_code ?? null;
  }
  return parents;
}

/** The triage unit of the zone's authority, else of the city's first authority: never nowhere. */
export function triageUnit(city: CityConfiguration, zone_code: string | null): Unit {
  for (const code of [zone_code, ...zonesAround(city, zone_code)]) {
    const authority_id = code === null ? null : (city.zones.get(code)?.authority_id ?? null);
    const triage = authority_id === null ? null : city.authorities.get(authority_id)?.triage_unit_id;
    if (triage) return city.units.get(triage)!;
  }
  const first = [...city.authorities.values()].find(({ triage_unit_id }) => triage_unit_id !== null)!;
  return city.units.get(first.triage_unit_id!)!;
}

function startingLines(
  city: CityConfiguration,
  given: { facts: FilingFacts; kind: string; authority: Authority; calendar: Calendar; filing: Filing },
): LedgerLine[] {
  const { facts, kind, authority, calendar, filing } = given;
  return (['accept', 'reply', 'resolve'] as const).flatMap((clock) => {
    const question = {
      kind,
      service: facts.service.code,
      authority: authority.code,
      clock,
      on: filing.filed_on,
    };
    const term = termInForce(city.terms, question);
    if (term === undefined) return [];
    const entry = startClock({
      term,
      day_zero: filing.filed_on,
      authority: authority.code,
      at: filing.filed_at,
      calendar,
    });
    return [{ clock, entry }];
  });
}
