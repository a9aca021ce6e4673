import type { CityConfiguration } from '../cities/configuration.ts';
import { say, type Language } from '../language/sentences.ts';
import { chosenInAddress } from '../petitions/list-address.ts';

interface Ids {
  readonly service_id: string | null;
  readonly authority_id: string | null;
  readonly zone_code: string | null;
}

/** What is followed as a person reads it: service, place and authority, or everything. */
export function followedInWords(city: CityConfiguration, followed: Ids, language: Language): string {
  const { service_id, authority_id, zone_code } = followed;
  const names = [
    city.services.get(service_id ?? '')?.name,
    city.zones.get(zone_code ?? '')?.name,
    city.authorities.get(authority_id ?? '')?.name,
  ].filter((name) => name !== undefined);
  return names.length === 0
    ? say(language, 'subscription.everything', { city: city.city.name })
    : names.join(', ');
}

/** The same as the part of the list's address behind `?`. */
export function followedInAddress(city: CityConfiguration, followed: Ids): string {
  const zone = city.zones.get(followed.zone_code ?? '');
  const small = zone?.level === 'neighbourhood';
  return chosenInAddress({
    service: city.services.get(followed.service_id ?? '')?.code ?? '',
    authority: city.authorities.get(followed.authority_id ?? '')?.code ?? '',
    zone: (small ? zone.parent_code : zone?.code) ?? '',
    neighbourhood: small ? zone.code : '',
  });
}
