import type { Authority, CityConfiguration } from '../../core/cities/configuration.ts';
import { zonesAround } from '../plan-filing.ts';

/** The city's authorities, those of a place first, nearest first. */
export function authoritiesNear(city: CityConfiguration, zone_code: string): Authority[] {
  const zones = zone_code === '' ? [] : [zone_code, ...zonesAround(city, zone_code)];
  const near = zones.map((code) => city.zones.get(code)?.authority_id ?? null);
  const active = [...city.authorities.values()].filter(({ is_active }) => is_active);
  const rank = ({ id }: Authority) => (near.includes(id) ? near.indexOf(id) : near.length);
  return active.sort((one, other) => rank(one) - rank(other));
}
