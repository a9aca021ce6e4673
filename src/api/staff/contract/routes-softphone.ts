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
  list_softphone_gateways: {
    method: 'GET',
    path: '/softphone-gateways',
    summary: 'The exchanges of the city, and how browsers become their telephones.',
    permission: 'configuration.read',
    reply: s.softphoneGateways,
  },
  set_softphone_gateway: {
    method: 'PUT',
    path: '/softphone-gateways/:id',
    summary: 'How browsers become telephones of an exchange, or that they do not any more.',
    permission: 'configuration.edit',
    params: idParams,
    body: s.softphoneGateway,
    reply: done,
  },
} as const;
