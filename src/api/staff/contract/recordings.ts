import { z } from 'zod';
import { consents } from '../../../core/telephony/recordings.ts';
import { both, reply, request } from './registry.ts';
import { cursorQuery, id, instant, pageOf, plainDate } from './wire.ts';

const consent = both('RecordingConsent', z.enum(consents));
const state = z.enum(['kept', 'held', 'opted_out', 'deleted']);
const event = both(
  'RecordingEvent',
  z.enum(['kept', 'opted_out', 'opened', 'altered', 'refused', 'held', 'released', 'deleted']),
);

export const recordingsQuery = request(
  'RecordingsQuery',
  z.object({
    from: plainDate.optional(),
    until: plainDate.optional(),
    queue: id.optional(),
    state: state.optional(),
    ...cursorQuery,
  }),
);

const shape = {
  id,
  recorded_at: instant,
  seconds: z.number().int().nullable(),
  consent,
  direction: z.enum(['in', 'out']).nullable(),
  queue: z.string().nullable(),
  agents: z.array(z.string()),
  /** False: the exchange told nothing of this call. */
  has_call: z.boolean(),
  has_sound: z.boolean(),
  is_held: z.boolean(),
  is_complaint: z.boolean(),
  /** The day on which it goes unless it is held. */
  deleted_on: plainDate.nullable(),
  deleted_at: instant.nullable(),
};
export const recordings = reply(
  'Recordings',
  pageOf(reply('Recording', z.object(shape))).extend({
    /** Exchanges that record nothing, for want of room. */
    stopped: z.array(z.object({ name: z.string(), since: instant })),
  }),
);
export const recordingPage = reply(
  'RecordingPage',
  z.object({
    ...shape,
    hold_reason: z.string().nullable(),
    /** Of the file as the exchange wrote it, in hexadecimal. */
    sha256: z.string().nullable(),
    events: z.array(
      z.object({ id, at: instant, type: event, reason: z.string().nullable(), by: z.string().nullable() }),
    ),
  }),
);

export const listenBody = request('ListenToRecording', z.object({ reason: z.string().max(500) }));
export const listening = reply(
  'RecordingListening',
  z.object({
    /** altered: the file is not what it was, and is not played. */
    integrity: z.enum(['intact', 'altered', 'lost']),
    /** For `listening` of the sound's address. */
    listening_id: id.nullable(),
  }),
);
export const soundQuery = request('RecordingSoundQuery', z.object({ listening: id }));
