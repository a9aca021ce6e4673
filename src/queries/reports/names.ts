import type { Worded } from '../../core/reports/contents.ts';
import { asItIs, worded, wordedCode } from '../../core/reports/words.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Filter } from '../public/statistics/asked.ts';

/** How a value that is counted is called, and the code under which it stays the same in every report. */
export function valueNamed(
  city: CityConfiguration,
  by: Filter,
  value: string,
): { readonly code: string; readonly name: Worded } {
  const known = (one: { code: string; name: string } | undefined) =>
    one === undefined ? { code: value, name: asItIs(value) } : { code: one.code, name: asItIs(one.name) };
  if (value === '') return { code: '', name: worded('portal.board.without') };
  switch (by) {
    case 'authority':
      return known(city.authorities.get(value));
    case 'unit':
      return known(city.units.get(value));
    case 'service':
      return known(city.services.get(value));
    case 'kind':
      return known(city.kinds.get(value));
    case 'channel':
      return { code: value, name: wordedCode('channel', value) };
    case 'borough':
    case 'neighbourhood':
      return known(city.zones.get(value));
  }
}
