import type { FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { languageOf } from '../../core/language/sentences.ts';
import type { CataloguedCity } from '../../core/open-data/catalogue.ts';
import { licenceOf } from '../../core/open-data/licences.ts';
import { publicationOf } from '../../queries/public/open-data/publication.ts';
import { allJurisdictions } from '../../queries/public/open311/jurisdictions.ts';

/**
 * The cities that a catalogue is about: the one of the address, or all of the installation where it names none. Their
 * addresses carry the prefix unless the installation has but one, so an identifier stays what it is.
 */
export async function cataloguedCities(app: App, request: FastifyRequest): Promise<CataloguedCity[]> {
  const all = await allJurisdictions(app.database);
  const asked = request.cityOrNull;
  const found: CataloguedCity[] = [];
  for (const city of asked === null ? all : [asked]) {
    const publication = await publicationOf(app.database, city.city.id);
    if (publication === null) continue;
    const { code, name, country, settings } = city.city;
    found.push({
      ...{ code, name, country, publication, email: settings.public_contact.email ?? null },
      licence: licenceOf(settings),
      language: languageOf(city.city.locale),
      url: cityAddress(app, city, all.length === 1),
    });
  }
  return found;
}

/** Where a city's addresses begin. */
export const cityAddress = (app: App, { city }: CityConfiguration, isAlone: boolean): string =>
  isAlone ? app.public_url : `${app.public_url}/c/${city.code}`;
