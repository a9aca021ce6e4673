import { z } from 'zod';
import { petitionRow } from './inbox.ts';
import { reply } from './registry.ts';
import { id, instant, namedRef, plainDate } from './wire.ts';

export const placeQuery = z.object({ authority_id: id.optional(), unit_id: id.optional() });

/** Parameters of the inbox that list what was counted. */
const search = z.record(z.string(), z.string());
const unitNumber = reply(
  'UnitNumber',
  z.object({
    name: z.enum([
      'overdue',
      'due_today',
      'due_soon',
      'to_accept',
      'arrived_today',
      'waiting',
      'reopened',
      'open',
    ]),
    count: z.number().int(),
    capped: z.boolean(),
    search,
  }),
);
export const workPlaces = reply(
  'WorkPlaces',
  z.object({
    authorities: z.array(namedRef),
    units: z.array(z.object({ id, name: z.string(), authority_id: id })),
  }),
);
export const myUnit = reply(
  'MyUnit',
  z.object({
    today: plainDate,
    as_of: instant,
    name: z.string(),
    authority_id: id.nullable(),
    unit_id: id.nullable(),
    soon_until: plainDate,
    numbers: z.array(unitNumber),
    replied_today: z.number().int(),
    oldest: z.object({ id, folio: z.string(), received_on: plainDate, days: z.number().int() }).nullable(),
    next: z.array(petitionRow),
    next_search: search,
    groups: z.array(
      z.object({ id, name: z.string(), by: z.enum(['unit', 'authority']), numbers: z.array(unitNumber) }),
    ),
    places: workPlaces,
  }),
);
