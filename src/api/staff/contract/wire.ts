import { z } from 'zod';
import { CHANNELS } from '../../../core/cities/settings.ts';
import { placeClasses } from '../../../core/open-data/place-class.ts';
import { identities, outcomeClasses, stages, visibilities } from '../../../core/petitions/stages.ts';
import { both, reply } from './registry.ts';

export const id = z.uuid();
/** ISO 8601 in UTC. */
export const instant = z.iso.datetime();
/** `YYYY-MM-DD`, local to the authority. */
export const plainDate = z.iso.date();

export const stage = both('Stage', z.enum(stages));
export const outcomeClass = both('OutcomeClass', z.enum(outcomeClasses));
export const visibility = both('Visibility', z.enum(visibilities));
export const placeClass = both('PlaceClass', z.enum(placeClasses));
export const identity = both('Identity', z.enum(identities));
export const channel = both('Channel', z.enum(CHANNELS));
export const moderation = both('Moderation', z.enum(['pending', 'published', 'withheld', 'quarantined']));
export const audience = both('Audience', z.enum(['staff', 'citizen', 'public']));

/** The one error body. `code` is one of core/refusals.ts; `message` can be shown as it is. */
export const errorBody = reply(
  'ErrorBody',
  z.object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      fields: z.record(z.string(), z.object({ code: z.string(), message: z.string() })).optional(),
      details: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      request_id: z.string(),
    }),
  }),
);

export const namedRef = reply('NamedRef', z.object({ id, name: z.string() }));
export const codeName = reply('CodeName', z.object({ code: z.string(), name: z.string() }));
export const done = reply('Done', z.object({ done: z.literal(true) }));

/** A page of a list: the opaque cursor leads to the next one, null on the last. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });

/** `a,b,c` in a query string. */
export const listOf = <S extends z.ZodType<unknown, string>>(item: S) =>
  z
    .string()
    .max(4000)
    .transform((text) => text.split(',').filter((part) => part !== ''))
    .pipe(z.array(item).max(100));

export const cursorQuery = {
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number<string>().int().min(1).max(200).optional(),
};
