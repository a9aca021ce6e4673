import { holdRecording, releaseRecording } from '../../../actions/recordings/hold-recording.ts';
import { listenToRecording } from '../../../actions/recordings/listen-to-recording.ts';
import { readRecording } from '../../../queries/recording-bytes.ts';
import { listRecordings, recordingPage, soundToPlay } from '../../../queries/staff/recordings.ts';
import { rangeOf } from '../../open-data/byte-range.ts';
import { actorOf, askerOf, orNotFound, orWrongCursor, type Handlers } from '../call.ts';

type Recordings =
  | 'list_recordings'
  | 'get_recording'
  | 'listen_to_recording'
  | 'get_recording_sound'
  | 'hold_recording'
  | 'release_recording';

export const recordingHandlers: Pick<Handlers, Recordings> = {
  async list_recordings(call) {
    return orWrongCursor(await listRecordings(call.app, await askerOf(call), call.query));
  },
  async get_recording(call) {
    return orNotFound(await recordingPage(call.app, await askerOf(call), call.params.id));
  },
  async listen_to_recording(call) {
    const { reason } = call.body;
    return listenToRecording(call.app, actorOf(call), { recording_id: call.params.id, reason });
  },
  async get_recording_sound(call) {
    const which = { recording_id: call.params.id, listening_id: call.query.listening };
    const sound = orNotFound(await soundToPlay(call.app, await askerOf(call), which));
    const range = rangeOf(call.request.headers.range, sound.bytes);
    void call.reply
      .type(sound.media_type)
      .headers({ 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' })
      .header('content-security-policy', "default-src 'none'; sandbox");
    if (range === 'unsatisfiable')
      return call.reply.status(416).header('content-range', `bytes */${sound.bytes}`).send();
    const { first, last } = range ?? { first: 0, last: sound.bytes - 1 };
    if (range !== null)
      void call.reply.status(206).header('content-range', `bytes ${first}-${last}/${sound.bytes}`);
    const played = await readRecording(call.app.files, sound, { first, last });
    return call.reply.header('content-length', last - first + 1).send(played);
  },
  async hold_recording(call) {
    const input = { recording_id: call.params.id, reason: call.body.reason };
    return holdRecording(call.app, actorOf(call), input, call.idempotency);
  },
  async release_recording(call) {
    const input = { recording_id: call.params.id, reason: call.body.reason };
    return releaseRecording(call.app, actorOf(call), input, call.idempotency);
  },
};
