import { idParams } from './route-shape.ts';
import * as s from './telephony.ts';
import * as settings from './telephony-settings.ts';

const permission = 'interactions.record' as const;

export const telephonyRoutes = {
  get_telephone: {
    method: 'GET',
    path: '/telephone',
    summary:
      'One’s own telephone: whether the exchange can be heard, one’s state, and what rings or is under way.',
    permission,
    reply: s.telephone,
  },
  say_agent_state: {
    method: 'POST',
    path: '/telephone/state',
    summary: 'Say to be available, to write down, to pause with a reason, or to leave.',
    permission,
    body: s.agentSaying,
    reply: s.agentSaid,
  },
  place_call: {
    method: 'POST',
    path: '/telephone/calls',
    summary: 'Ring one’s own telephone and call a number from there.',
    permission,
    body: s.callToPlace,
    reply: s.callPlaced,
  },
  handle_call: {
    method: 'POST',
    path: '/telephone/calls/:id',
    summary: 'Hand one’s own call to another extension, or hang up.',
    permission,
    params: idParams,
    body: s.callHandling,
    reply: s.callPlaced,
  },
  list_call_backs: {
    method: 'GET',
    path: '/call-backs',
    summary: 'Who called in vain or asked for it, and is to be called back, the most urgent first.',
    permission,
    reply: s.callBacks,
  },
  take_call_back: {
    method: 'POST',
    path: '/call-backs/:id/take',
    summary: 'Take a call-back, so that nobody else calls too, and call where there is an exchange.',
    permission,
    params: idParams,
    body: s.callBackTake,
    reply: s.callBackTaken,
  },
  close_call_back: {
    method: 'POST',
    path: '/call-backs/:id/close',
    summary: 'It is settled, or nobody can be reached.',
    permission,
    params: idParams,
    body: s.callBackClose,
    reply: s.callBackClosed,
  },
  list_unwritten_calls: {
    method: 'GET',
    path: '/telephone/unwritten',
    summary: 'Calls of one’s own in which one spoke, and of which nothing was written down.',
    permission,
    reply: s.unwrittenCalls,
  },
  get_telephony_settings: {
    method: 'GET',
    path: '/telephony',
    summary: 'Exchanges, queues and extensions, without their secrets.',
    permission: 'configuration.read',
    reply: settings.telephonySettings,
  },
  save_exchange: {
    method: 'POST',
    path: '/telephony/exchanges',
    summary: 'Set up an exchange, or change it.',
    permission: 'configuration.edit',
    body: settings.exchangeInput,
    reply: settings.exchangeSaved,
  },
  save_call_queue: {
    method: 'POST',
    path: '/call-queues/:id',
    summary: 'What a queue is called here, and whether who hangs up in it is called back.',
    permission: 'configuration.edit',
    params: idParams,
    body: settings.queueInput,
    reply: settings.queueSaved,
  },
  set_extension: {
    method: 'POST',
    path: '/telephony/extensions',
    summary: 'Give a member of staff an extension of an exchange, another one, or none.',
    permission: 'configuration.edit',
    body: settings.extensionInput,
    reply: settings.extensionSaved,
  },
} as const;
