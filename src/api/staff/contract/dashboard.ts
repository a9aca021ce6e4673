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
      'replied_today',
      'waiting',
      'reopened',
      'open',
    ]),
    count: z.number().int(),
    capped: z.boolean(),
    search,
  }),
);
const workPlaces = reply(
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
    oldest: z.object({ id, folio: z.string(), received_on: plainDate, days: z.number().int() }).nullable(),
    next: z.array(petitionRow),
    next_search: search,
    groups: z.array(
      z.object({ id, name: z.string(), by: z.enum(['unit', 'authority']), numbers: z.array(unitNumber) }),
    ),
    places: workPlaces,
  }),
);

const dayKind = z.enum(['working', 'day_off', 'holiday']);
const count = z.number().int();
export const forecast = reply(
  'Forecast',
  z.object({
    today: plainDate,
    name: z.string(),
    places: workPlaces,
    /** Null where there are fewer than eight weeks of history. */
    arrivals: z
      .object({
        days: z.array(
          z.object({ on: plainDate, kind: dayKind, expected: z.number(), low: count, high: count }),
        ),
        trend: z.number(),
        checked: z.object({ days: count, within: count }),
      })
      .nullable(),
    /** Parameters of the inbox that list the place. */
    list: search,
    recent: z.array(z.object({ on: plainDate, kind: dayKind, n: count })),
    overdue: z.object({
      now: count,
      /** Petitions answered in a business day. */
      pace: z.object({ usual: z.number(), slow: z.number(), good: z.number() }),
      days: z.array(
        z.object({
          on: plainDate,
          is_business: z.boolean(),
          due: count,
          expected: count,
          low: count,
          high: count,
        }),
      ),
    }),
  }),
);

export const workloadQuery = placeQuery.extend({ from: plainDate.optional(), until: plainDate.optional() });
/** By name, and never otherwise: nobody is ranked. */
export const workload = reply(
  'Workload',
  z.object({
    from: plainDate,
    until: plainDate,
    name: z.string(),
    places: workPlaces,
    /** False: only one's own is told. */
    sees_others: z.boolean(),
    persons: z.array(
      z.object({
        /** Null: assigned to nobody. */
        id: id.nullable(),
        name: z.string().nullable(),
        is_me: z.boolean(),
        open: count,
        due_soon: count,
        overdue: count,
        received: count,
        closed: count,
        searches: z.object({
          open: search,
          due_soon: search,
          overdue: search,
          received: search,
          closed: search,
        }),
      }),
    ),
  }),
);
