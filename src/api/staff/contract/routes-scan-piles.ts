import { idParams } from './route-shape.ts';
import * as s from './scan-piles.ts';

export const scanPileRoutes = {
  list_scan_piles: {
    method: 'GET',
    path: '/scan-piles',
    summary: 'Piles of letters that were scanned in the last fourteen days, the newest first.',
    permission: 'correspondence.register',
    query: s.pilesQuery,
    reply: s.scanPiles,
  },
  begin_scan_pile: {
    method: 'POST',
    path: '/scan-piles',
    summary:
      'A pile of letters with their cover sheets between them was scanned; a job looks for the sheets.',
    permission: 'correspondence.register',
    body: s.pileBegin,
    reply: s.pileDone,
  },
  get_scan_pile: {
    method: 'GET',
    path: '/scan-piles/:id',
    summary: 'A pile with what was found in it, part by part.',
    permission: 'correspondence.register',
    params: idParams,
    reply: s.scanPile,
  },
  get_scan_pile_page: {
    method: 'GET',
    path: '/scan-piles/:id/pages/:page',
    summary: 'One page of a pile as a picture; that it was shown is written down.',
    permission: 'correspondence.register',
    params: s.pilePageParams,
    raw: 'file',
  },
  bind_scan_pile: {
    method: 'POST',
    path: '/scan-piles/:id/bind',
    summary: 'Bind the chosen parts of a pile to their letters; a job does it.',
    permission: 'correspondence.register',
    params: idParams,
    body: s.pileBind,
    reply: s.pileDone,
  },
  undo_scan_pile: {
    method: 'POST',
    path: '/scan-piles/:id/undo',
    summary: 'Take the scans of a pile off its letters again, with the reason.',
    permission: 'correspondence.register',
    params: idParams,
    body: s.pileUndo,
    reply: s.pileDone,
  },
} as const;
