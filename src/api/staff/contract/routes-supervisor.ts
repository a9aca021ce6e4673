import * as s from './supervisor.ts';

export const supervisorRoutes = {
  get_call_figures: {
    method: 'GET',
    path: '/telephony/figures',
    summary: 'Counts of the calls of each supervised queue by hour or day, with agents and call-backs.',
    permission: 'telephony.supervise',
    query: s.callFiguresQuery,
    reply: s.callFigures,
  },
} as const;
