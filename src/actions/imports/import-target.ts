import { z } from 'zod';
import type { ZoneLevel } from '../../core/routing/zone-index.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/** The names in a city that a mapping may point at. */
export interface ImportTarget {
  readonly city_id: string;
  readonly locale: string;
  readonly time_zone: string;
  readonly services: readonly { code: string; name: string; keywords: readonly string[] }[];
  readonly zones: readonly { code: string; name: string; level: ZoneLevel }[];
  readonly outcomes: readonly { code: string; class: string }[];
}

/** What an import can be mapped to. @throws Refused('city_unknown') */
export const importTarget = defineAction({
  name: 'import-target',
  permission: 'system',
  input: z.object({ city_code: z.string() }),
  async run({ tx, input }): Promise<ImportTarget> {
    const row = await tx
      .selectFrom('cities')
      .select('id')
      .where('code', '=', input.city_code)
      .executeTakeFirst();
    const city = row ? await cityConfiguration(tx, row.id) : null;
    if (!city) throw new Refused('city_unknown');
    const { id, locale, time_zone } = city.city;
    return {
      city_id: id,
      locale,
      time_zone,
      services: [...city.services.values()].map(({ code, name, keywords }) => ({ code, name, keywords })),
      zones: [...city.zones.values()].map(({ code, name, level }) => ({ code, name, level })),
      outcomes: [...city.outcomes.values()].map((outcome) => ({ code: outcome.code, class: outcome.class })),
    };
  },
});
