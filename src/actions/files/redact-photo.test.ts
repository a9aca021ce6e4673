import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import type { Actor } from '../../core/access/actor.ts';
import { openFile } from '../../queries/citizen/open-file.ts';
import { publicPhotos } from '../../queries/files-that-open.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { databaseActor } from '../app.ts';
import { moderatePetition } from '../petitions/moderate-petition.ts';
import type { Refused } from '../refused.ts';
import { coverPhoto } from './cover-photo.ts';
import { redactPhoto } from './redact-photo.ts';
import { removePetitionFile } from './remove-petition-file.ts';
import { storeUpload } from './store-upload.ts';

let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

const system = { kind: 'system' } as const;
const nobody: Asking = { kind: 'public' };
const plate = [{ x: 0.5, y: 0.5, width: 0.25, height: 0.3 }];

/** Noise, so that no pixel is black by chance in rows; with a place and a comment in its EXIF. */
const noise = (width = 203, height = 101) =>
  sharp({
    create: {
      ...{ width, height, channels: 3, background: '#fff' },
      noise: { type: 'gaussian', mean: 160, sigma: 30 },
    },
  })
    .withExif({ IFD0: { ImageDescription: 'Casa de Rosa' } })
    .jpeg({ quality: 95 })
    .toBuffer();

async function aPhoto() {
  const { petition_id } = await city.file();
  const own: Asking = { kind: 'citizen', petition_id };
  const sent = {
    city_id: city.city_id,
    petition_id,
    uploaded_kind: 'citizen',
    declared_name: 'a.jpg',
  } as const;
  const { file_id } = await storeUpload(city.app, own, { ...sent, bytes: await noise() });
  await inTransaction(city.app.database, system, (tx) =>
    tx.updateTable('petitions').set({ visibility: 'public' }).where('id', '=', petition_id).execute(),
  );
  return { petition_id, own, file_id };
}

type Asking = Extract<Actor, { kind: 'public' | 'citizen' }>;
const see = (actor: Asking, petition_id: string, file_id: string) =>
  reading(city.app.database, databaseActor(actor), (reader) =>
    openFile(reader, actor, { petition_id, file_id }),
  );
const photosOf = (petition_id: string) =>
  reading(city.app.database, { kind: 'public' }, async (reader) =>
    (await publicPhotos(reader, petition_id)).map(({ file_id }) => file_id),
  );
const publish = (petition_id: string, public_file_ids?: string[]) =>
  moderatePetition(city.app, system, {
    ...{ petition_id, decision: 'published' },
    ...(public_file_ids === undefined ? {} : { public_file_ids }),
  });
const codeOf = (done: Promise<unknown>) =>
  done.then(
    () => null,
    (error: Refused) => error.code,
  );

async function bytesOf(storage_name: string): Promise<Buffer> {
  const { stream } = await city.app.files.read(storage_name);
  return Buffer.concat(await stream.toArray());
}

/** The colours in a rectangle of pixels. */
async function coloursOf(bytes: Buffer, box: { left: number; top: number; width: number; height: number }) {
  const raw = await sharp(bytes).extract(box).raw().toBuffer();
  const colours = new Set<string>();
  for (let at = 0; at < raw.length; at += 3) colours.add(raw.subarray(at, at + 3).toString('hex'));
  return colours;
}

test('what the public gets has one colour where it was covered, no metadata, and the rest as it was', async () => {
  const { petition_id, own, file_id } = await aPhoto();
  const { file_id: copy } = await redactPhoto(city.app, system, {
    ...{ petition_id, file_id, areas: plate, alt_text: 'Un coche' },
  });
  expect(await photosOf(petition_id)).toEqual([]);
  await publish(petition_id);
  expect(await photosOf(petition_id)).toEqual([copy]);
  const bytes = await bytesOf((await see(nobody, petition_id, copy!))!.storage_name);
  const whole = await sharp(bytes).metadata();
  expect([whole.width, whole.height, whole.exif]).toEqual([203, 101, undefined]);
  const covered = { left: 101, top: 50, width: 52, height: 31 };
  expect([...(await coloursOf(bytes, covered))]).toEqual(['000000']);
  expect((await coloursOf(bytes, { left: 0, top: 0, width: 90, height: 40 })).size).toBeGreaterThan(500);
  // The person sees what the public sees; the photo itself is for staff.
  expect(await see(own, petition_id, copy!)).not.toBeNull();
  for (const actor of [nobody, own]) expect(await see(actor, petition_id, file_id)).toBeNull();
});

test('the photo itself cannot be published beside its covered copy, and history tells of both', async () => {
  const { petition_id, file_id } = await aPhoto();
  await publish(petition_id, [file_id]);
  expect(await photosOf(petition_id)).toEqual([file_id]);
  const { file_id: copy } = await redactPhoto(city.app, system, { petition_id, file_id, areas: plate });
  // It was public already: the copy takes its place at once.
  expect(await photosOf(petition_id)).toEqual([copy]);
  expect(await codeOf(publish(petition_id, [file_id]))).toBe('not_found');
  expect(await codeOf(redactPhoto(city.app, system, { petition_id, file_id, areas: plate }))).toBe(
    'not_found',
  );
  const events = await inTransaction(city.app.database, system, (tx) =>
    tx
      .selectFrom('petition_events')
      .select(['type', 'audience', 'payload'])
      .where('petition_id', '=', petition_id)
      .where('type', '=', 'file_redacted')
      .execute(),
  );
  expect(events).toEqual([
    { type: 'file_redacted', audience: 'staff', payload: { file_id, new_file_id: copy } },
  ]);
});

test('taking the copy off gives the photo back to the person, not to the public', async () => {
  const { petition_id, own, file_id } = await aPhoto();
  const { file_id: copy } = await redactPhoto(city.app, system, { petition_id, file_id, areas: plate });
  const { file_id: second } = await redactPhoto(city.app, system, {
    ...{ petition_id, file_id: copy!, areas: [{ x: 0, y: 0, width: 0.1, height: 0.1 }] },
  });
  const remove = (id: string) =>
    removePetitionFile(city.app, system, { petition_id, file_id: id, reason: 'Se tapó de más' });
  await publish(petition_id, [second!]);
  expect(await photosOf(petition_id)).toEqual([second]);
  await remove(second!);
  expect(await see(own, petition_id, copy!)).not.toBeNull();
  expect(await see(own, petition_id, file_id)).toBeNull();
  await remove(copy!);
  expect(await see(own, petition_id, file_id)).not.toBeNull();
  expect(await photosOf(petition_id)).toEqual([]);
  expect(await codeOf(remove(copy!))).toBe('not_found');
});

test('a repeated call covers once and keeps one copy; nothing of a refused one is kept', async () => {
  const { petition_id, file_id } = await aPhoto();
  const kept = new Set<string>();
  const app = city.with({
    files: {
      ...city.app.files,
      put: async (bytes) => {
        const name = await city.app.files.put(bytes);
        kept.add(name);
        return name;
      },
      remove: async (name) => {
        kept.delete(name);
        await city.app.files.remove(name);
      },
    },
  });
  const cover = (version?: number) =>
    redactPhoto(
      app,
      system,
      { petition_id, file_id, areas: plate, ...(version === undefined ? {} : { version }) },
      version === undefined ? { idempotency_key: 'una-vez' } : {},
    );
  expect(await codeOf(cover(99))).toBe('version_conflict');
  expect(kept.size).toBe(0);
  const first = await cover();
  expect(await cover()).toEqual(first);
  expect(kept.size).toBe(1);
});

test('only photos of the petition are covered, by 1 to 20 boxes on the photo', async () => {
  const { petition_id, file_id } = await aPhoto();
  const text = await storeUpload(
    city.app,
    { kind: 'citizen', petition_id },
    {
      ...{ city_id: city.city_id, petition_id, uploaded_kind: 'citizen', declared_name: 'a.txt' },
      bytes: Buffer.from('El poste es el 24'),
    },
  );
  const cover = (change: object) =>
    codeOf(redactPhoto(city.app, system, { petition_id, file_id, areas: plate, ...change }));
  expect(await cover({ file_id: text.file_id })).toBe('not_found');
  expect(await cover({ petition_id: (await city.file()).petition_id })).toBe('not_found');
  expect(await cover({ areas: [] })).toBe('invalid_input');
  expect(await cover({ areas: Array(21).fill(plate[0]) })).toBe('invalid_input');
  expect(await cover({ areas: [{ ...plate[0], x: 1.2 }] })).toBe('invalid_input');
  expect(await codeOf(redactPhoto(city.app, nobody, { petition_id, file_id, areas: plate }))).toBe(
    'sign_in_needed',
  );
  expect(await see({ kind: 'citizen', petition_id }, petition_id, file_id)).not.toBeNull();
});

test.each([
  ['a corner over the edge', { x: 0.99, y: 0.99, width: 1, height: 1 }],
  ['less than a pixel', { x: 0.999, y: 0.5, width: 0.0001, height: 0.0001 }],
  ['everything', { x: 0, y: 0, width: 1, height: 1 }],
])('a box that is %s stays on the photo', async (_, area) => {
  const { bytes, width, height } = await coverPhoto(await noise(17, 33), [area]);
  expect([width, height]).toEqual([17, 33]);
  const at = { left: Math.floor(area.x * 17), top: Math.floor(area.y * 33), width: 1, height: 1 };
  expect([...(await coloursOf(bytes, at))]).toEqual(['000000']);
});
