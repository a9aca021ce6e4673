import { z } from 'zod';
import * as s from './calibration.ts';
import { idParams } from './route-shape.ts';
import { id } from './wire.ts';

const itemParams = z.object({ id, item_id: id });

export const calibrationRoutes = {
  list_calibrations: {
    method: 'GET',
    path: '/calibrations',
    summary: 'Calibrations of where the asker reviews, the newest first.',
    permission: 'quality.review',
    reply: s.calibrations,
  },
  open_calibration: {
    method: 'POST',
    path: '/calibrations',
    summary: 'Draw interactions that several who review judge, each without seeing the others.',
    permission: 'quality.review',
    body: s.calibrationOrder,
    reply: s.calibrationOpened,
  },
  get_calibration: {
    method: 'GET',
    path: '/calibrations/:id',
    summary:
      'One of them with what was said; the marks of others and their agreement once they were compared.',
    permission: 'quality.review',
    params: idParams,
    reply: s.calibrationPage,
  },
  score_calibration: {
    method: 'PUT',
    path: '/calibrations/:id/items/:item_id/score',
    summary: 'The asker’s own marks of one interaction, until they are compared.',
    permission: 'quality.review',
    params: itemParams,
    body: s.calibrationScoring,
    reply: s.calibrationScored,
  },
  compare_calibration: {
    method: 'POST',
    path: '/calibrations/:id/compare',
    summary: 'Show those who judged where they differ, when two at least judged everything; by one of them.',
    permission: 'quality.review',
    params: idParams,
    reply: s.calibrationCompared,
  },
  give_up_calibration: {
    method: 'POST',
    path: '/calibrations/:id/give-up',
    summary: 'Give up one that the asker opened and nobody compared: its interactions can be drawn again.',
    permission: 'quality.review',
    params: idParams,
    reply: s.calibrationCompared,
  },
  keep_reference: {
    method: 'POST',
    path: '/calibrations/:id/items/:item_id/reference',
    summary: 'Keep what they agreed on for one interaction, and why; once.',
    permission: 'quality.review',
    params: itemParams,
    body: s.calibrationReference,
    reply: s.calibrationScored,
  },
} as const;
