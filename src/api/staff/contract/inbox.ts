import { z } from 'zod';
import { boards } from '../../../core/access/boards.ts';
import { reply, request, both } from './registry.ts';
import {
  channel,
  codeName,
  cursorQuery,
  id,
  identity,
  instant,
  listOf,
  moderation,
  namedRef,
  outcomeClass,
  pageOf,
  plainDate,
  stage,
  visibility,
} from './wire.ts';

export const tab = both('InboxTab', z.enum(['mine', 'unit', 'to_accept', 'waiting', 'overdue', 'all']));
export const flag = both(
  'PetitionFlag',
  z.enum(['due_soon', 'overdue', 'reopened', 'transferred', 'extended', 'priority', 'merged', 'quarantined']),
);
export const order = both('InboxOrder', z.enum(['due', 'received', 'updated']));

/** What narrows a list. Lists are `a,b,c`. `q` searches words (stems, no accents) or a folio. */
const filterShape = {
  /** Of these petitions, those that the rest of the filter holds. */
  ids: listOf(z.uuid()).optional(),
  tab: tab.optional(),
  queue: z.enum(['triage', 'moderation']).optional(),
  q: z.string().max(200).optional(),
  authority: listOf(z.uuid()).optional(),
  unit: listOf(z.uuid()).optional(),
  service: listOf(z.string()).optional(),
  kind: listOf(z.string()).optional(),
  stage: listOf(stage).optional(),
  outcome: listOf(outcomeClass).optional(),
  channel: listOf(channel).optional(),
  zone: listOf(z.string()).optional(),
  visibility: listOf(visibility).optional(),
  moderation: listOf(moderation).optional(),
  flag: listOf(flag).optional(),
  /** `none` for unassigned, `me`, or ids. */
  assignee: listOf(z.union([z.literal('none'), z.literal('me'), z.uuid()])).optional(),
  person: z.uuid().optional(),
  due_from: plainDate.optional(),
  due_until: plainDate.optional(),
  received_from: plainDate.optional(),
  received_until: plainDate.optional(),
  /** The day of the first reply. */
  replied_from: plainDate.optional(),
  replied_until: plainDate.optional(),
  closed_from: plainDate.optional(),
  closed_until: plainDate.optional(),
};
export const inboxQuery = request(
  'InboxQuery',
  z.object({ ...filterShape, order: order.optional(), ...cursorQuery }),
);
export const countsQuery = request('InboxCountsQuery', z.object(filterShape).omit({ tab: true }));
export const exportQuery = request(
  'ExportQuery',
  z.object({ ...filterShape, order: order.optional(), format: z.enum(['csv', 'xlsx']).optional() }),
);

/** One row of every list. `days_left` counts business days to `due_on`, negative once overdue. */
export const petitionRow = reply(
  'PetitionRow',
  z.object({
    id,
    folio: z.string(),
    version: z.number().int(),
    kind: codeName,
    service: codeName,
    stage,
    outcome_class: outcomeClass.nullable(),
    visibility,
    moderation,
    identity,
    channel,
    flags: z.array(flag),
    priority: z.number().int(),
    summary: z.string(),
    address_text: z.string().nullable(),
    zone: codeName.nullable(),
    authority: namedRef,
    unit: namedRef,
    assignee: namedRef.nullable(),
    received_at: instant,
    filed_on: plainDate,
    updated_at: instant,
    /** The clock that ends first. */
    due_clock: z.enum(['accept', 'reply', 'resolve']).nullable(),
    due_at: instant.nullable(),
    due_on: plainDate.nullable(),
    days_left: z.number().int().nullable(),
    citizen_due_on: plainDate.nullable(),
    closes_on: plainDate.nullable(),
    supporters_count: z.number().int(),
    /**
     * Set where an authority of the reader had the petition and has it no more: the row is as it was then, and of now
     * only who has it is told.
     */
    left: z
      .object({ periods: z.array(z.object({ from: instant, until: instant })), now_with: namedRef })
      .nullable(),
  }),
);
export const petitionPageOfRows = reply('PetitionList', pageOf(petitionRow));

/** Live counts per tab; `capped` means «1000 or more». */
export const inboxCounts = reply(
  'InboxCounts',
  z.object({
    tabs: z.record(tab, z.object({ count: z.number().int(), capped: z.boolean() })),
    queues: z.record(
      z.enum(['triage', 'moderation']),
      z.object({ count: z.number().int(), capped: z.boolean() }),
    ),
  }),
);

export const moderationItem = reply(
  'ModerationItem',
  z.object({
    petition: petitionRow,
    description: z.string(),
    public_description: z.string().nullable(),
    files: z.array(
      z.object({
        id,
        display_name: z.string(),
        media_type: z.string(),
        audience: z.string(),
        alt_text: z.string().nullable(),
        url: z.string(),
      }),
    ),
  }),
);
export const moderationList = reply('ModerationList', pageOf(moderationItem));

export const savedView = reply(
  'SavedView',
  z.object({ id, name: z.string(), query: z.string(), position: z.number().int() }),
);
export const savedViews = reply('SavedViews', z.object({ items: z.array(savedView) }));
export const savedViewRequest = request(
  'SavedViewRequest',
  z.object({
    name: z.string().trim().min(1).max(80),
    query: z.string().max(4000),
    position: z.number().int().min(0).optional(),
  }),
);

export const liveQuery = z.object({
  /** Id of the last event that was got, for a client that cannot send `Last-Event-ID`. */
  since: z.string().max(8_000).optional(),
});
/** The data of the event `petition` of the live feed: this one changed, or left. Read it to know more. */
reply('LiveEvent', z.object({ id }));
/**
 * Of `beat`, every 15 seconds: spread the reading of what changed over so long, each client by its own chance; and whether
 * telephones and boards are told of just now, or have to be asked.
 */
reply('LiveBeat', z.object({ gather_ms: z.number().int(), is_heard: z.boolean() }));
/** Of `board`: something moved there; `id` says which one of its kind it is (an office), or null. Read it to know more. */
reply('LiveBoard', z.object({ board: z.enum(boards), id: id.nullable() }));
/** Of `reset`: too much has changed to be told. Read the lists again, at a moment of your own choice within that. */
reply('LiveReset', z.object({ within_ms: z.number().int() }));
