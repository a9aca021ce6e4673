import * as s from './recordings.ts';
import { idParams } from './route-shape.ts';
import { done } from './wire.ts';

export const recordingRoutes = {
  list_recordings: {
    method: 'GET',
    path: '/recordings',
    summary: 'Recordings of calls that the asker may listen to, the newest first, without who called.',
    permission: 'recordings.listen',
    query: s.recordingsQuery,
    reply: s.recordings,
  },
  get_recording: {
    method: 'GET',
    path: '/recordings/:id',
    summary: 'One with everything that was done with it.',
    permission: 'recordings.listen',
    params: idParams,
    reply: s.recordingPage,
  },
  listen_to_recording: {
    method: 'POST',
    path: '/recordings/:id/listenings',
    summary:
      'Say why one listens; the file is looked at first. Whoever has no permission gets 403, and that is written down.',
    permission: 'signed_in',
    params: idParams,
    body: s.listenBody,
    reply: s.listening,
  },
  get_recording_sound: {
    method: 'GET',
    path: '/recordings/:id/sound',
    summary: 'The sound, by `Range` too, to whoever said why they listen.',
    permission: 'recordings.listen',
    params: idParams,
    query: s.soundQuery,
    raw: 'file',
  },
  hold_recording: {
    method: 'POST',
    path: '/recordings/:id/hold',
    summary: 'Keep it although its time is over.',
    permission: 'recordings.hold',
    params: idParams,
    body: s.listenBody,
    reply: done,
  },
  release_recording: {
    method: 'POST',
    path: '/recordings/:id/release',
    summary: 'Let it go when its time is over.',
    permission: 'recordings.hold',
    params: idParams,
    body: s.listenBody,
    reply: done,
  },
} as const;
