import { z } from 'zod';
import { pointKinds, pointResults, pointStates } from '../../../core/critical-points/point.ts';
import { petitionRow } from './inbox.ts';
import { both, reply, request } from './registry.ts';
import { codeName, cursorQuery, id, instant, namedRef, plainDate } from './wire.ts';

const state = both('CriticalPointState', z.enum(pointStates));
const kind = both('CriticalPointKind', z.enum(pointKinds));
const figure = reply(
  'CriticalPointFigure',
  z.object({
    value: z.number(),
    low: z.number().nullable(),
    high: z.number().nullable(),
    n: z.number().int().nullable(),
  }),
);

export const pointsQuery = z.object({ state: z.enum([...pointStates, 'mine']).optional(), ...cursorQuery });

const shape = {
  id,
  kind,
  state,
  authority: namedRef,
  unit: namedRef,
  service: codeName.nullable(),
  /** A neighbourhood by name, or the middle of a small square. */
  place: z
    .object({
      name: z.string().nullable(),
      latitude: z.number().nullable(),
      longitude: z.number().nullable(),
    })
    .nullable(),
  found_at: instant,
  last_found_at: instant,
  passed_at: instant.nullable(),
  since: plainDate,
  compared: z.enum(['previous', 'year', 'elsewhere', 'weeks']),
  /** Per cent of answers, business days (median), or petitions, by the kind of point. */
  before: figure,
  after: figure,
  weekly: z.array(z.number().int()),
  /** How likely so much is by chance, adjusted for how many were looked at. */
  chance: z.number(),
  petitions: z.number().int(),
  owner: namedRef.nullable(),
  is_mine: z.boolean(),
  due_on: plainDate.nullable(),
  overdue: z.boolean(),
  plan: z.string().nullable(),
  result: z.enum(pointResults).nullable(),
  closing_note: z.string().nullable(),
  closed_at: instant.nullable(),
  closed_by: z.string().nullable(),
  version: z.number().int(),
};
export const criticalPoint = reply('CriticalPoint', z.object(shape));
export const criticalPoints = reply(
  'CriticalPoints',
  z.object({
    items: z.array(criticalPoint),
    next_cursor: z.string().nullable(),
    /** When the city was last looked through, at how many services, places and units; null: never. */
    search: z
      .object({ searched_at: instant, looked_at: z.number().int(), found: z.number().int() })
      .nullable(),
  }),
);
export const criticalPointPage = reply(
  'CriticalPointPage',
  z.object({
    ...shape,
    events: z.array(
      z.object({
        id,
        at: instant,
        type: z.enum(['found', 'found_again', 'passed', 'planned', 'noted', 'closed']),
        by: z.string().nullable(),
        owner: z.string().nullable(),
        due_on: plainDate.nullable(),
        words: z.string().nullable(),
      }),
    ),
    /** Who may see to it. */
    owners: z.array(namedRef),
    /** At most fifty, of those that the reader may see. */
    behind: z.array(petitionRow),
  }),
);

const version = { version: z.number().int().positive().optional() };
export const pointPlan = request(
  'CriticalPointPlan',
  z.object({
    ...version,
    owner_id: id,
    business_days: z.number().int().min(1).max(120),
    plan: z.string().max(2000),
  }),
);
export const pointNote = request('CriticalPointNote', z.object({ ...version, note: z.string().max(2000) }));
export const pointClosing = request(
  'CriticalPointClosing',
  z.object({ ...version, result: z.enum(pointResults), note: z.string().max(2000) }),
);
export const pointDone = reply(
  'CriticalPointDone',
  z.object({ critical_point_id: id, version: z.number().int() }),
);
