import { idParams } from './route-shape.ts';
import * as s from './satisfaction.ts';

export const satisfactionRoutes = {
  get_satisfaction: {
    method: 'GET',
    path: '/satisfaction',
    summary: 'What people say of how they were attended, whole, broken down and month by month.',
    permission: 'satisfaction.read',
    query: s.figuresQuery,
    reply: s.satisfactionResult,
  },
  export_satisfaction: {
    method: 'GET',
    path: '/satisfaction/export',
    summary: 'The same as CSV (UTF-8 with mark).',
    permission: 'satisfaction.read',
    query: s.figuresExportQuery,
    raw: 'file',
  },
  list_follow_ups: {
    method: 'GET',
    path: '/follow-ups',
    summary:
      'What somebody must see to after a bad answer; the petition only where its person asked for contact.',
    permission: 'satisfaction.follow_up',
    query: s.followUpsQuery,
    reply: s.followUps,
  },
  take_follow_up: {
    method: 'POST',
    path: '/follow-ups/:id/take',
    summary: 'Become its owner.',
    permission: 'satisfaction.follow_up',
    params: idParams,
    body: s.followUpRequest,
    reply: s.followUpDone,
  },
  note_follow_up_contact: {
    method: 'POST',
    path: '/follow-ups/:id/contacts',
    summary: 'Write down that the person was contacted; three times at most.',
    permission: 'satisfaction.follow_up',
    params: idParams,
    body: s.followUpRequest,
    reply: s.followUpDone,
  },
  close_follow_up: {
    method: 'POST',
    path: '/follow-ups/:id/close',
    summary: 'Say what was behind it and what was done.',
    permission: 'satisfaction.follow_up',
    params: idParams,
    body: s.followUpClosing,
    reply: s.followUpDone,
  },
} as const;
