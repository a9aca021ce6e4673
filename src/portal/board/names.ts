import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { CHANNELS } from '../../core/cities/settings.ts';
import { sayCode } from '../../core/language/sentences.ts';
import type { Filter, Filters } from '../../queries/public/statistics/asked.ts';
import type { Visit } from '../layout/visit.ts';

/** How a person calls a value that is counted; what has none is said so. */
export function nameOf(visit: Visit, name: Filter, value: string): string {
  const { city, language, say } = visit;
  if (value === '') return say('portal.board.without');
  switch (name) {
    case 'authority':
      return city.authorities.get(value)?.name ?? value;
    case 'unit':
      return city.units.get(value)?.name ?? value;
    case 'service':
      return city.services.get(value)?.name ?? value;
    case 'kind':
      return city.kinds.get(value)?.name ?? value;
    case 'channel':
      return sayCode(language, 'channel', value) ?? value;
    case 'borough':
    case 'neighbourhood':
      return city.zones.get(value)?.name ?? value;
  }
}

/** Whether names of that kind are the city's own words. */
export const isCityWord = (name: Filter): boolean => name !== 'channel';

/** What may be chosen, by name; units of the chosen authority alone, neighbourhoods of the chosen zone. */
export function valuesOf(city: CityConfiguration, name: Filter, filters: Filters): readonly string[] {
  switch (name) {
    case 'authority':
      return [...city.authorities.keys()];
    case 'unit':
      return [...city.units.values()]
        .filter(({ authority_id }) => authority_id === filters.authority)
        .map(({ id }) => id);
    case 'service':
      return [...city.services.keys()];
    case 'kind':
      return [...city.kinds.keys()];
    case 'channel':
      return [...CHANNELS];
    case 'borough':
      return [...city.zones.values()].filter(({ level }) => level === 'borough').map(({ code }) => code);
    case 'neighbourhood':
      return [...city.zones.values()]
        .filter(({ level, parent_code }) => level === 'neighbourhood' && parent_code === filters.borough)
        .map(({ code }) => code);
  }
}
