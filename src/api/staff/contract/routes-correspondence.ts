import * as s from './correspondence.ts';
import { idParams } from './route-shape.ts';
import { done } from './wire.ts';

export const correspondenceRoutes = {
  register_letter: {
    method: 'POST',
    path: '/letters',
    summary: 'Register a letter and file what it asks. Header: Idempotency-Key.',
    permission: 'correspondence.register',
    body: s.letterRegister,
    reply: s.letterRegistered,
  },
  add_letter: {
    method: 'POST',
    path: '/letters/added',
    summary:
      'Register a letter about a petition that is there already: an answer of the person, or one more paper.',
    permission: 'correspondence.register',
    body: s.letterAdd,
    reply: s.letterAdded,
  },
  list_letters: {
    method: 'GET',
    path: '/letters',
    summary:
      'The register of incoming letters, the newest entry first; that senders were shown is written down.',
    permission: 'correspondence.read',
    query: s.bookQuery,
    reply: s.letterBook,
  },
  get_letter: {
    method: 'GET',
    path: '/letters/:id',
    summary: 'One letter with all places where its paper lay.',
    permission: 'correspondence.read',
    params: idParams,
    reply: s.letterPage,
  },
  move_letter: {
    method: 'POST',
    path: '/letters/:id/places',
    summary: 'The paper lies elsewhere from now on.',
    permission: 'correspondence.register',
    params: idParams,
    body: s.letterPlace,
    reply: done,
  },
  get_letter_copy: {
    method: 'GET',
    path: '/letters/:id/copy.pdf',
    summary: 'The stamped copy, letter size.',
    permission: 'correspondence.read',
    params: idParams,
    raw: 'file',
  },
  get_letter_label: {
    method: 'GET',
    path: '/letters/:id/label.pdf',
    summary: 'The label of 80 mm that is stuck on the paper.',
    permission: 'correspondence.read',
    params: idParams,
    raw: 'file',
  },
} as const;
