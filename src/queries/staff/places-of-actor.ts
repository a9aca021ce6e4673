import type { StaffActor } from '../../core/access/actor.ts';
import type { Permission } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';

/** Where figures of work are told of: some units of one or several authorities, whole authorities, or the whole city. */
export interface WorkPlace {
  /** Null: all authorities. */
  readonly authority_ids: readonly string[] | null;
  /** Null: all units of them. */
  readonly unit_ids: readonly string[] | null;
}

export interface PlaceAsked {
  readonly authority_id?: string | undefined;
  readonly unit_id?: string | undefined;
}

/**
 * The place asked for, or the person's own where none is: their units, else their authorities, else the whole city.
 * @returns null for a place that the permission does not reach
 */
export function workPlaceOf(
  { actor, city }: { readonly actor: StaffActor; readonly city: CityConfiguration },
  permission: Permission,
  { authority_id, unit_id }: PlaceAsked,
): WorkPlace | null {
  const own = ownPlace(actor, permission, city.city.id);
  if (own === null) return null;
  if (unit_id !== undefined) {
    const unit = city.units.get(unit_id);
    if (unit === undefined || !holdsUnit(own, unit)) return null;
    if (authority_id !== undefined && unit.authority_id !== authority_id) return null;
    return { authority_ids: [unit.authority_id], unit_ids: [unit_id] };
  }
  if (authority_id === undefined) return simplest(own, city);
  if (!city.authorities.has(authority_id)) return null;
  if (own.whole || own.authority_ids.includes(authority_id))
    return { authority_ids: [authority_id], unit_ids: null };
  const units = own.unit_ids.filter((id) => city.units.get(id)?.authority_id === authority_id);
  return units.length === 0 ? null : { authority_ids: [authority_id], unit_ids: units };
}

interface OwnPlace {
  readonly whole: boolean;
  readonly authority_ids: readonly string[];
  readonly unit_ids: readonly string[];
}

function ownPlace({ grants }: StaffActor, permission: Permission, city_id: string): OwnPlace | null {
  const held = grants.filter((one) => one.city_id === city_id && one.permissions.includes(permission));
  if (held.length === 0) return null;
  const authorities = held.flatMap((one) =>
    one.unit_ids === null && one.authority_id !== null ? [one.authority_id] : [],
  );
  return {
    whole: held.some(({ authority_id }) => authority_id === null),
    authority_ids: [...new Set(authorities)].sort(),
    unit_ids: [...new Set(held.flatMap(({ unit_ids }) => unit_ids ?? []))].sort(),
  };
}

const holdsUnit = (own: OwnPlace, unit: { id: string; authority_id: string }) =>
  own.whole || own.authority_ids.includes(unit.authority_id) || own.unit_ids.includes(unit.id);

/** Whoever has units and authorities begins with the authorities: their units are told apart there. */
function simplest(own: OwnPlace, city: CityConfiguration): WorkPlace {
  if (own.whole) return { authority_ids: null, unit_ids: null };
  if (own.authority_ids.length > 0) return { authority_ids: own.authority_ids, unit_ids: null };
  const authorities = own.unit_ids.flatMap((id) => city.units.get(id)?.authority_id ?? []);
  return { authority_ids: [...new Set(authorities)], unit_ids: own.unit_ids };
}

/** Every authority and unit that the permission reaches, to choose from; by name. */
export function placesToChoose(
  { actor, city }: { readonly actor: StaffActor; readonly city: CityConfiguration },
  permission: Permission,
) {
  const own = ownPlace(actor, permission, city.city.id);
  const byName = (one: { name: string }, other: { name: string }) =>
    one.name.localeCompare(other.name, city.city.locale);
  if (own === null) return { authorities: [], units: [] };
  const units = [...city.units.values()].filter((unit) => unit.is_active && holdsUnit(own, unit));
  const shown = new Set(units.map(({ authority_id }) => authority_id));
  const authorities = [...city.authorities.values()].filter(
    ({ id }) => own.whole || own.authority_ids.includes(id) || shown.has(id),
  );
  return {
    authorities: authorities.map(({ id, name }) => ({ id, name })).sort(byName),
    units: units.map(({ id, name, authority_id }) => ({ id, name, authority_id })).sort(byName),
  };
}

/** The words of a place: a unit's, an authority's or the city's name; several are put one after the other. */
export function nameOfPlace(city: CityConfiguration, place: WorkPlace): string {
  const units = place.unit_ids?.map((id) => city.units.get(id)?.name ?? '');
  const authorities = place.authority_ids?.map((id) => city.authorities.get(id)?.name ?? '');
  return (units ?? authorities ?? [city.city.name]).join(', ');
}
