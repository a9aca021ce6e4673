import { idParams } from './route-shape.ts';
import * as s from './telephony.ts';

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
    path: '/telephone/call-backs',
    summary: 'Who called in vain and is to be called back, the most urgent first.',
    permission,
    reply: s.callBacks,
  },
  take_call_back: {
    method: 'POST',
    path: '/telephone/call-backs/:id/take',
    summary: 'Take a call-back, so that nobody else calls too, and call where there is an exchange.',
    permission,
    params: idParams,
    body: s.callBackTake,
    reply: s.callBackTaken,
  },
  close_call_back: {
    method: 'POST',
    path: '/telephone/call-backs/:id/close',
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
} as const;
