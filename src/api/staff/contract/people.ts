import { z } from 'zod';
import { petitionRow } from './inbox.ts';
import { reply, request } from './registry.ts';
import { cursorQuery, id, instant, pageOf } from './wire.ts';

/** At least one of them. Names are found word by word; phone, e-mail and document exactly. */
export const personQuery = request(
  'PersonQuery',
  z.object({
    name: z.string().max(200).optional(),
    phone: z.string().max(40).optional(),
    email: z.string().max(254).optional(),
    document: z.string().max(40).optional(),
  }),
);
export const personFound = reply(
  'PersonFound',
  z.object({
    id,
    kind: z.enum(['natural', 'organisation']),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    document: z.string().nullable(),
    petitions_count: z.number().int(),
    latest_at: instant.nullable(),
  }),
);
export const personsFound = reply(
  'PersonsFound',
  z.object({ items: z.array(personFound), capped: z.boolean() }),
);

export const personPage = reply(
  'PersonPage',
  z.object({
    person: personFound.extend({
      language: z.string(),
      merged_into: id.nullable(),
      identities: z.array(
        z.object({ id, kind: z.string(), value: z.string(), verified_at: instant.nullable() }),
      ),
    }),
    petitions: z.array(petitionRow),
    changes: z.array(
      z.object({
        id,
        change: z.string(),
        at: instant,
        by: z.string().nullable(),
        other_person_id: id.nullable(),
      }),
    ),
    /** Entries that were merged into this one and can be taken apart again. */
    merged: z.array(z.object({ id, name: z.string().nullable(), at: instant })),
    views: z.array(z.object({ at: instant, by: z.string(), what: z.string() })),
  }),
);
export const personEditRequest = request(
  'PersonEditRequest',
  z.object({
    name: z.string().max(200).optional(),
    email: z.string().max(254).optional(),
    phone: z.string().max(40).optional(),
  }),
);
export const personMergeRequest = request('PersonMergeRequest', z.object({ into: id }));

export const personSplitRequest = request('PersonSplitRequest', z.object({ merged_id: id }));

/** Everything typed into «/»: a folio leads straight to its petition. */
export const searchQuery = request(
  'SearchQuery',
  z.object({ q: z.string().min(1).max(200), ...cursorQuery }),
);
export const searchResult = reply(
  'SearchResult',
  z.object({
    folio: petitionRow.nullable(),
    petitions: pageOf(petitionRow),
    persons: z.array(personFound),
  }),
);

export const outboxItem = reply(
  'OutboxItem',
  z.object({
    id,
    petition: z.object({ id, folio: z.string() }).nullable(),
    channel: z.string(),
    template: z.string(),
    /** Masked unless the person may see contact data. */
    recipient: z.string().nullable(),
    subject: z.string(),
    state: z.enum(['queued', 'sent', 'kept', 'failed']),
    attempts: z.number().int(),
    last_error: z.string().nullable(),
    /** Why it is kept or did not go out, as it is said to staff; null where there is nothing to say. */
    problem: z.string().nullable(),
    created_at: instant,
    sent_at: instant.nullable(),
  }),
);
export const outboxList = reply(
  'OutboxList',
  pageOf(outboxItem).extend({
    /** Whether a mail server is configured: without one nothing that is kept can be sent. */
    sends_mail: z.boolean(),
  }),
);
/** Which messages: those chosen, or all of a state, 500 a call, oldest first. Messages to staff are left out. */
export const sendKeptRequest = request(
  'SendKeptRequest',
  z.object({
    state: z.enum(['kept', 'failed']).optional(),
    outbox_ids: z.array(id).min(1).max(500).optional(),
  }),
);
/** `left`: there are more. */
export const sendKeptResult = reply(
  'SendKeptResult',
  z.object({ queued: z.number().int(), left: z.boolean() }),
);
export const outboxMessage = reply('OutboxMessage', outboxItem.extend({ body: z.string().nullable() }));
export const outboxQuery = request(
  'OutboxQuery',
  z.object({ state: z.enum(['queued', 'sent', 'kept', 'failed']).optional(), ...cursorQuery }),
);
