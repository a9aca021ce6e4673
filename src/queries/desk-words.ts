import { createHash } from 'node:crypto';
import type { CitySettings } from '../core/cities/settings.ts';

/** What the desk of a city is set up with; of one version, since it is edited as one. */
export type DeskWords = Pick<CitySettings, 'interaction_kinds' | 'wrap_ups' | 'desk_script'>;

export const deskWordsOf = ({ interaction_kinds, wrap_ups, desk_script }: CitySettings): DeskWords => ({
  interaction_kinds,
  ...(wrap_ups === undefined ? {} : { wrap_ups }),
  ...(desk_script === undefined ? {} : { desk_script }),
});

/** Tells one state of those words from another, so that nobody writes over what they have not seen. */
export const versionOfDeskWords = (settings: CitySettings): string =>
  createHash('sha256')
    .update(inOneOrder(deskWordsOf(settings)))
    .digest('hex')
    .slice(0, 16);

/** The database gives the fields back in an order of its own. */
const inOneOrder = (words: unknown): string =>
  JSON.stringify(words, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );
