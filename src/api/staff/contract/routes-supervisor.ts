import { idParams } from './route-shape.ts';
import * as s from './supervisor.ts';
import { done } from './wire.ts';

export const supervisorRoutes = {
  get_call_figures: {
    method: 'GET',
    path: '/telephony/figures',
    summary: 'Counts of the calls of each supervised queue by hour or day, with agents and call-backs.',
    permission: 'telephony.supervise',
    query: s.callFiguresQuery,
    reply: s.callFigures,
  },
  export_call_figures: {
    method: 'GET',
    path: '/telephony/figures/export',
    summary: 'The same with its shares, as CSV.',
    permission: 'telephony.supervise',
    query: s.callFiguresQuery,
    raw: 'file',
  },
  get_queue_board: {
    method: 'GET',
    path: '/telephony/board',
    summary: 'Supervised queues and their agents as they are this moment.',
    permission: 'telephony.supervise',
    reply: s.queueBoard,
  },
  get_staffing_history: {
    method: 'GET',
    path: '/telephony/staffing',
    summary:
      'Median of the calls of each half hour of a weekday, and how long calls take: what a roster is planned from.',
    permission: 'telephony.supervise',
    query: s.staffingQuery,
    reply: s.staffingHistory,
  },
  set_queue_goal: {
    method: 'PUT',
    path: '/call-queues/:id/goal',
    summary: 'What a queue promises and how it is measured.',
    permission: 'configuration.edit',
    params: idParams,
    body: s.queueGoal,
    reply: done,
  },
} as const;
