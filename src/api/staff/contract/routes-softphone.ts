import { idParams } from './route-shape.ts';
import * as s from './softphone.ts';
import { done } from './wire.ts';

export const softphoneRoutes = {
  get_softphone: {
    method: 'GET',
    path: '/softphone',
    summary: 'The extension that one’s browser could be the telephone of.',
    permission: 'interactions.record',
    reply: s.ownSoftphone,
  },
  start_softphone: {
    method: 'POST',
    path: '/softphone',
    summary: 'This browser becomes the telephone: with a password that ends with the connection.',
    permission: 'interactions.record',
    reply: s.softphone,
  },
  end_softphone: {
    method: 'POST',
    path: '/softphone/:id/end',
    summary: 'This browser is the telephone no longer.',
    permission: 'interactions.record',
    params: idParams,
    reply: done,
  },
} as const;
