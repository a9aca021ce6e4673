import * as s from './critical-points.ts';
import { idParams } from './route-shape.ts';
import { done } from './wire.ts';

export const criticalPointRoutes = {
  list_critical_points: {
    method: 'GET',
    path: '/critical-points',
    summary: 'Where people are worse attended than before, or ask again and again; what is done about it.',
    permission: 'critical_point.read',
    query: s.pointsQuery,
    reply: s.criticalPoints,
  },
  get_critical_point: {
    method: 'GET',
    path: '/critical-points/:id',
    summary: 'One of them with its history and the petitions behind it that the reader may see.',
    permission: 'critical_point.read',
    params: idParams,
    reply: s.criticalPointPage,
  },
  search_critical_points: {
    method: 'POST',
    path: '/critical-points/search',
    summary: 'Have the city looked through soon, and not only tonight.',
    permission: 'critical_point.follow_up',
    reply: done,
  },
  plan_critical_point: {
    method: 'POST',
    path: '/critical-points/:id/plan',
    summary: 'Say who sees to it, what is to be done, and in how many business days.',
    permission: 'critical_point.follow_up',
    params: idParams,
    body: s.pointPlan,
    reply: s.pointDone,
  },
  note_critical_point: {
    method: 'POST',
    path: '/critical-points/:id/notes',
    summary: 'Write down what was done or found.',
    permission: 'critical_point.follow_up',
    params: idParams,
    body: s.pointNote,
    reply: s.pointDone,
  },
  close_critical_point: {
    method: 'POST',
    path: '/critical-points/:id/close',
    summary: 'Say what came of it.',
    permission: 'critical_point.follow_up',
    params: idParams,
    body: s.pointClosing,
    reply: s.pointDone,
  },
} as const;
