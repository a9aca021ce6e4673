import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { App } from '../app.ts';
import { directoryFileStore } from '../../store/file-store.ts';
import { openSound } from '../../store/recordings-sound.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { listRecordings, recordingPage, soundToPlay } from '../../queries/staff/recordings.ts';
import { aPetition } from '../../../test/builders.ts';
import { aQueue, aQueueCall } from '../../../test/queue-calls.ts';
import { aWave, leaveCall } from '../../../test/recorded-sound.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { Refused } from '../refused.ts';
import { collectRecordings } from './collect-recordings.ts';
import { bindRecordings, deleteRecordings } from './delete-recordings.ts';
import { holdRecording, releaseRecording } from './hold-recording.ts';
import { listenToRecording } from './listen-to-recording.ts';
import { stopRecording } from './stop-recording.ts';

const place = mkdtempSync(join(tmpdir(), 'atiende-recordings-'));
const folder = mkdtempSync(join(tmpdir(), 'atiende-monitor-'));
const wave = aWave(6);
const system = { kind: 'system' } as const;
let town: Town;
let app: App;
let queue: Awaited<ReturnType<typeof aQueue>>;
let next = 100;

beforeAll(async () => {
  town = await aTown();
  app = { ...town.app, files: directoryFileStore(place) };
  queue = await aQueue(town);
});
beforeEach(() => town.on('2026-04-29'));
afterAll(async () => {
  await town.drop();
  for (const one of [place, folder]) rmSync(one, { recursive: true });
});

/** A call of the queue that is over, with what the exchange left of it; taken in. */
async function aRecording(given: { mark?: 'announced' | 'opted-out'; sound?: Buffer } = {}) {
  const linked_id = `1695839374.${(next += 1)}`;
  const { user_id } = town.staff['julian']!;
  const made = {
    queued_at: '2026-04-29T15:00:00.000Z',
    wait_s: 5,
    parts: [{ user_id, talk_s: 60 }],
    linked_id,
  };
  const call_id = await aQueueCall(town, queue, made);
  leaveCall(folder, linked_id, { at: '2026-04-29T15:02:00Z', sound: wave, mark: 'announced', ...given });
  await collectRecordings(app, folder);
  const row = await rowOf(linked_id);
  return { linked_id, call_id, id: row.id };
}

const rowOf = (linked_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('recordings').selectAll().where('linked_id', '=', linked_id).executeTakeFirstOrThrow(),
  );
const eventsOf = (id: string) =>
  town.asSystem((tx) =>
    tx
      .selectFrom('recording_events')
      .select(['type', 'user_id', 'reason'])
      .where('recording_id', '=', id)
      .orderBy('at')
      .orderBy('id')
      .execute(),
  );
const asking = async (name: string) => ({
  actor: town.staff[name]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const why = 'Queja por el trato en la llamada';
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no refusal',
    (problem: unknown) => (problem instanceof Refused ? problem.code : String(problem)),
  );

it('takes a recording in, sealed, and leaves nothing of it in the folder', async () => {
  const { id, linked_id, call_id } = await aRecording();
  const row = await rowOf(linked_id);
  expect(row).toMatchObject({ call_id, consent: 'announced', seconds: 6, bytes: wave.length });
  expect(readdirSync(folder)).toEqual([]);
  const stored = readFileSync(join(place, row.storage_name!));
  expect(stored.includes(wave.subarray(0, 64))).toBe(false);
  expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['kept']);
});

it('waits for a call that lasts, for a file that is being written, and leaves alone what is no sound', async () => {
  const linked_id = '1695839374.7';
  leaveCall(folder, linked_id, { at: '2026-04-29T15:59:55Z', sound: wave });
  expect(await collectRecordings(app, folder)).toMatchObject({ kept: 0, waiting: 1 });
  // Its call is known to nobody: it is taken in an hour later, without one.
  town.on('2026-04-29T16:30:00.000Z');
  expect(await collectRecordings(app, folder)).toMatchObject({ kept: 0, waiting: 1 });
  town.on('2026-04-29T17:00:00.000Z');
  expect(await collectRecordings(app, folder)).toMatchObject({ kept: 1 });
  expect(await rowOf(linked_id)).toMatchObject({ call_id: null, consent: 'unknown' });
  writeFileSync(join(folder, '1695839374.8.wav'), '<html>');
  town.on('2027-04-29');
  expect(await collectRecordings(app, folder)).toMatchObject({ kept: 0, waiting: 1 });
  rmSync(join(folder, '1695839374.8.wav'));
});

it('keeps the call of who opted out with a note and no file', async () => {
  const { id, linked_id } = await aRecording({ mark: 'opted-out' });
  expect(await rowOf(linked_id)).toMatchObject({
    consent: 'opted_out',
    storage_name: null,
    key_cipher: null,
  });
  expect(readdirSync(folder)).toEqual([]);
  expect((await eventsOf(id)).map(({ type }) => type)).toEqual(['opted_out']);
  const page = await recordingPage(app, await asking('marta'), id);
  expect(page).toMatchObject({ has_call: true, has_sound: false, consent: 'opted_out' });
});

it('takes a recording away when the no comes after it', async () => {
  const { linked_id } = await aRecording();
  const { storage_name } = await rowOf(linked_id);
  leaveCall(folder, linked_id, { at: '2026-04-29T15:03:00Z', mark: 'opted-out' });
  await collectRecordings(app, folder);
  expect(await rowOf(linked_id)).toMatchObject({ consent: 'opted_out', storage_name: null });
  expect(existsSync(join(place, storage_name!))).toBe(false);
});

it('plays it to who says why, and writes that down', async () => {
  const { id } = await aRecording();
  const { integrity, listening_id } = await listenToRecording(app, town.staff['marta']!, {
    ...{ recording_id: id, reason: why },
  });
  expect(integrity).toBe('intact');
  const asked = { recording_id: id, listening_id: listening_id! };
  const sound = (await soundToPlay(app, await asking('marta'), asked))!;
  const { stream } = await app.files.read(sound.storage_name);
  const part = await buffer(
    openSound(sound.key, stream, { bytes: sound.bytes, first: 70_000, last: 70_099 }),
  );
  expect(part.equals(wave.subarray(70_000, 70_100))).toBe(true);
  expect((await eventsOf(id)).at(-1)).toEqual({
    ...{ type: 'opened', user_id: town.staff['marta']!.user_id, reason: why },
  });
  // To nobody else, and not for ever.
  expect(await soundToPlay(app, await asking('supervisor.iztapalapa'), asked)).toBeNull();
  town.on('2026-04-29T20:00:01.000Z');
  expect(await soundToPlay(app, await asking('marta'), asked)).toBeNull();
});

it('asks for a reason', async () => {
  const { id } = await aRecording();
  const refused = listenToRecording(app, town.staff['marta']!, { recording_id: id, reason: '  x ' });
  expect(await codeOf(refused)).toBe('invalid_input');
});

it('plays nothing to who may not listen, and writes that down', async () => {
  const { id } = await aRecording();
  const julian = town.staff['julian']!;
  const refused = listenToRecording(app, julian, { recording_id: id, reason: why });
  expect(await codeOf(refused)).toBe('forbidden');
  expect((await eventsOf(id)).at(-1)).toEqual({ type: 'refused', user_id: julian.user_id, reason: null });
  const elsewhere = listenToRecording(app, town.staff['supervisor.coyoacan']!, {
    ...{ recording_id: id, reason: why },
  });
  expect(await codeOf(elsewhere)).toBe('not_found');
  const seen = await listRecordings(app, await asking('supervisor.coyoacan'), {});
  expect(seen!.items).toEqual([]);
});

it('shows that a file is not what it was, and does not play it', async () => {
  const { id, linked_id } = await aRecording();
  const path = join(place, (await rowOf(linked_id)).storage_name!);
  const bytes = readFileSync(path);
  bytes[5_000]! ^= 1;
  writeFileSync(path, bytes);
  const asked = { recording_id: id, reason: why };
  expect(await listenToRecording(app, town.staff['marta']!, asked)).toEqual({
    ...{ integrity: 'altered', listening_id: null },
  });
  expect((await eventsOf(id)).at(-1)).toMatchObject({ type: 'altered', reason: why });
  rmSync(path);
  expect(await listenToRecording(app, town.staff['marta']!, asked)).toMatchObject({ integrity: 'lost' });
});

it('deletes on the ninety-first day, unless it is held or its call led to a complaint', async () => {
  const [plain, held, complained] = [await aRecording(), await aRecording(), await aRecording()];
  const marta = town.staff['marta']!;
  await holdRecording(app, marta, { recording_id: held.id, reason: 'Juicio de amparo 12/2026' });
  await tieToComplaint(complained.call_id);
  const { storage_name } = await rowOf(plain.linked_id);
  const isThere = async (one: { linked_id: string }) => (await rowOf(one.linked_id)).storage_name !== null;
  const there = async () => [await isThere(plain), await isThere(held), await isThere(complained)];
  // The last minute of the ninetieth day in the town, then the first of the next.
  town.on('2026-07-29T05:59:00.000Z');
  await deleteRecordings(app);
  expect(await there()).toEqual([true, true, true]);
  town.on('2026-07-29T06:00:00.000Z');
  await deleteRecordings(app);
  expect(await there()).toEqual([false, true, true]);
  expect(existsSync(join(place, storage_name!))).toBe(false);
  expect((await eventsOf(plain.id)).at(-1)).toMatchObject({ type: 'deleted', reason: 'time_over' });
  town.on('2026-10-27T06:00:00.000Z');
  await deleteRecordings(app);
  expect(await there()).toEqual([false, true, false]);
  await releaseRecording(app, marta, { recording_id: held.id, reason: 'El juicio terminó' });
  await deleteRecordings(app);
  expect(await there()).toEqual([false, false, false]);
  expect(await codeOf(holdRecording(app, marta, { recording_id: held.id, reason: why }))).toBe('not_found');
});

it('is erased with the person who called', async () => {
  const { id, linked_id, call_id } = await aRecording();
  const { petition_id } = await aPetition(town, {});
  const { person_id } = await town.asSystem((tx) =>
    tx.selectFrom('petitions').select('person_id').where('id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  await town.asSystem((tx) => tx.updateTable('calls').set({ person_id }).where('id', '=', call_id).execute());
  expect(await bindRecordings(app, system, {})).toEqual({ bound: 1 });
  expect(await bindRecordings(app, system, {})).toEqual({ bound: 0 });
  const asked = { recording_id: id, reason: why };
  expect(await listenToRecording(app, town.staff['marta']!, asked)).toMatchObject({ integrity: 'intact' });
  await town.asSystem((tx) =>
    tx
      .updateTable('persons')
      .set({ data_key: null, erased_at: app.now() })
      .where('id', '=', person_id!)
      .execute(),
  );
  expect(await listenToRecording(app, town.staff['marta']!, asked)).toMatchObject({ integrity: 'lost' });
  await deleteRecordings(app);
  expect(await rowOf(linked_id)).toMatchObject({ storage_name: null, key_cipher: null });
});

it('tells the exchange to record nothing where there is no room, and since when', async () => {
  const { exchange_id } = queue;
  await stopRecording(app, { exchange_id, folder, is_stopped: true });
  expect(readdirSync(folder)).toEqual(['no-recordings']);
  const told = await listRecordings(app, await asking('marta'), { limit: 1 });
  expect(told!.stopped).toEqual([{ name: 'Conmutador atencion', since: app.now() }]);
  // There is room on this disk: the next turn lets it go on.
  await collectRecordings(app, folder);
  const again = await listRecordings(app, await asking('marta'), { limit: 1 });
  expect([readdirSync(folder), again!.stopped]).toEqual([[], []]);
});

/** The call was attended, and the petition that it opened is a complaint. */
async function tieToComplaint(call_id: string): Promise<void> {
  const { petition_id } = await aPetition(town, {});
  const interaction_id = newId();
  const place = { city_id: town.city_id, authority_id: queue.authority_id };
  await town.asSystem(async (tx) => {
    await tx.updateTable('petitions').set({ kind_code: 'complaint' }).where('id', '=', petition_id).execute();
    await tx
      .insertInto('interactions')
      .values({
        ...{ id: interaction_id, ...place, channel: 'phone', kind: 'report', at: app.now() },
        user_id: town.staff['julian']!.user_id,
      })
      .execute();
    await tx
      .insertInto('interaction_petitions')
      .values({ interaction_id, petition_id, part: 'opened', at: app.now() })
      .execute();
    await tx.updateTable('calls').set({ interaction_id }).where('id', '=', call_id).execute();
  });
}
