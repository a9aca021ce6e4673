import { z } from 'zod';
import { petitionRow } from './inbox.ts';
import { reply, request } from './registry.ts';
import { cursorQuery, id, instant, pageOf } from './shared.ts';

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
    created_at: instant,
    sent_at: instant.nullable(),
  }),
);
export const outboxList = reply('OutboxList', pageOf(outboxItem));
export const outboxMessage = reply('OutboxMessage', outboxItem.extend({ body: z.string().nullable() }));
export const outboxQuery = request(
  'OutboxQuery',
  z.object({ state: z.enum(['queued', 'sent', 'kept', 'failed']).optional(), ...cursorQuery }),
);
