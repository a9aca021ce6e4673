import { languageOf, say } from '../../core/language/sentences.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Document, Fields } from './document.ts';

export interface ListedEndpoint {
  readonly city: CityConfiguration;
  readonly url: string;
}

/**
 * The discovery document of the cities given (Service Discovery): one endpoint for each. `changeset` is the instant of
 * the last edit of a catalogue, so it sorts, and stays while nothing changes.
 */
export function discovery(endpoints: readonly ListedEndpoint[]): Document {
  const changesets = endpoints.map(({ city }) => city.city.changeset).sort();
  const first = endpoints[0];
  return {
    root: 'discovery',
    content: {
      changeset: changesets.at(-1) ?? '',
      contact: first === undefined ? '' : contactOf(first.city),
      key_service: endpoints.map(({ city }) => keyServiceOf(city)).join(' '),
      endpoints: endpoints.map(endpointOf),
    },
  };
}

const endpointOf = ({ city, url }: ListedEndpoint): Fields => ({
  specification: 'http://wiki.open311.org/GeoReport_v2',
  url: `${url}/open311/v2`,
  changeset: city.city.changeset,
  type: 'production',
  formats: ['text/xml', 'application/json'],
});

function contactOf({ city }: CityConfiguration): string {
  const { hours } = city.settings.public_contact;
  return say(languageOf(city.locale), 'open311.contact', { contact: waysTo(city), hours });
}

function keyServiceOf({ city }: CityConfiguration): string {
  const values = { city: city.name, contact: waysTo(city) };
  return say(languageOf(city.locale), 'open311.key_service', values);
}

function waysTo(city: CityConfiguration['city']): string {
  const { email, phone, website } = city.settings.public_contact;
  return [email, phone, website].filter((way) => way !== undefined).join(', ') || city.name;
}
