import * as people from './people.ts';
import { idParams } from './route-shape.ts';
import { done } from './wire.ts';

/** Persons, and the messages that were sent to them. */
export const peopleRoutes = {
  find_persons: {
    method: 'GET',
    path: '/persons',
    summary: 'Persons by name words, phone, e-mail or document; every look is written down.',
    permission: 'person.read',
    query: people.personQuery,
    reply: people.personsFound,
  },
  get_person: {
    method: 'GET',
    path: '/persons/:id',
    summary: 'A person with all their folios that the asker may see.',
    permission: 'person.read',
    params: idParams,
    reply: people.personPage,
  },
  edit_person: {
    method: 'PATCH',
    path: '/persons/:id',
    summary: 'Correct a name or add an e-mail or phone.',
    permission: 'person.edit',
    params: idParams,
    body: people.personEditRequest,
    reply: done,
  },
  merge_person: {
    method: 'POST',
    path: '/persons/:id/merge',
    summary: 'The person is the same as another one; with history.',
    permission: 'person.edit',
    params: idParams,
    body: people.personMergeRequest,
    reply: done,
  },
  split_person: {
    method: 'POST',
    path: '/persons/:id/split',
    summary: 'Take an entry that was merged into the person apart again; with history.',
    permission: 'person.edit',
    params: idParams,
    body: people.personSplitRequest,
    reply: done,
  },
  list_outbox: {
    method: 'GET',
    path: '/outbox',
    summary: 'What was sent, waits, failed or is kept because no mail server is configured.',
    permission: 'outbox.read',
    query: people.outboxQuery,
    reply: people.outboxList,
  },
  send_kept: {
    method: 'POST',
    path: '/outbox/send',
    summary: 'Send what was kept while there was no mail server, or what failed.',
    permission: 'configuration.edit',
    body: people.sendKeptRequest,
    reply: people.sendKeptResult,
  },
  get_outbox_message: {
    method: 'GET',
    path: '/outbox/:id',
    summary: 'One message as it is read by who gets it; the look is written down.',
    permission: 'outbox.read',
    params: idParams,
    reply: people.outboxMessage,
  },
} as const;
