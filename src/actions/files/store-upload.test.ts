import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import type { Actor } from '../../core/access/actor.ts';
import { publicPhotos } from '../../queries/files-that-open.ts';
import { openFile } from '../../queries/citizen/open-file.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { databaseActor } from '../app.ts';
import { moderatePetition } from '../petitions/moderate-petition.ts';
import type { Refused } from '../refused.ts';
import { removeUpload } from './remove-upload.ts';
import { storeUpload, type Upload } from './store-upload.ts';

let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

const nobody: Actor = { kind: 'public' };
const photo = (colour: string) =>
  sharp({ create: { width: 16, height: 9, channels: 3, background: colour } })
    .png()
    .toBuffer();

async function draft(change: { expires_at?: string } = {}): Promise<string> {
  const id = newId();
  await inTransaction(city.app.database, { kind: 'system' }, (tx) =>
    tx
      .insertInto('drafts')
      .values({
        ...{ id, secret_hash: randomBytes(32), city_id: city.city_id, data_cipher: Buffer.alloc(1) },
        ...{ updated_at: city.app.now(), expires_at: change.expires_at ?? '2026-10-01T00:00:00Z' },
      })
      .execute(),
  );
  return id;
}

async function send(actor: Actor, upload: Partial<Upload> & { bytes: Buffer }) {
  const whole = {
    city_id: city.city_id,
    uploaded_kind: 'citizen' as const,
    declared_name: 'lampara.png',
    ...upload,
  };
  return storeUpload(city.app, actor, whole);
}
const codeOf = (sent: Promise<unknown>) =>
  sent.then(
    () => null,
    (error: Refused) => error.code,
  );
const see = (actor: Actor, petition_id: string, file_id: string) =>
  reading(city.app.database, databaseActor(actor), (reader) =>
    openFile(reader, actor as never, { petition_id, file_id }),
  );

test('a photo of a draft becomes a photo of its petition, opened by key and by nobody else', async () => {
  const draft_id = await draft();
  const stored = await send(nobody, {
    bytes: await photo('#123456'),
    draft_id,
    alt_text: 'La lámpara',
    declared_name: 'lámpara de Núñez.png',
  });
  expect(stored).toMatchObject({
    display_name: 'lámpara de Núñez.jpg',
    media_type: 'image/jpeg',
    width: 16,
    height: 9,
  });
  const { petition_id } = await city.file({ draft_id });
  const own: Actor = { kind: 'citizen', petition_id };
  const found = await see(own, petition_id, stored.file_id);
  expect(found).toMatchObject({ display_name: 'lámpara de Núñez.jpg', bytes: stored.bytes });
  expect(found!.content_disposition).toBe(
    `attachment; filename="lampara de Nunez.jpg"; filename*=UTF-8''l%C3%A1mpara%20de%20N%C3%BA%C3%B1ez.jpg`,
  );
  const { stream } = await city.app.files.read(found!.storage_name);
  expect((await sharp(Buffer.concat(await stream.toArray())).metadata()).format).toBe('jpeg');
  expect(await see(nobody, petition_id, stored.file_id)).toBeNull();
  expect(await see({ kind: 'citizen', petition_id: newId() }, petition_id, stored.file_id)).toBeNull();
  expect(await see({ ...own, supporter_id: newId() }, petition_id, stored.file_id)).toBeNull();
});

test('the same photo sent twice is one file, and its second copy is not kept', async () => {
  const draft_id = await draft();
  const bytes = await photo('#abcdef');
  const [one, again] = [await send(nobody, { bytes, draft_id }), await send(nobody, { bytes, draft_id })];
  expect(again.file_id).toBe(one.file_id);
  const both = await Promise.all(
    [1, 2].map(async () => send(nobody, { bytes: await photo('#fedcba'), draft_id })),
  );
  expect(both[0]!.file_id).toBe(both[1]!.file_id);
});

test('more photos than the city takes, a file too large and a draft that is over are refused', async () => {
  const draft_id = await draft();
  for (const colour of ['#111', '#222', '#333', '#444', '#555'])
    await send(nobody, { bytes: await photo(colour), draft_id });
  expect(await codeOf(send(nobody, { bytes: await photo('#666'), draft_id }))).toBe('too_many_files');
  expect(await codeOf(send(nobody, { bytes: Buffer.alloc(15_000_001), draft_id }))).toBe('too_large');
  const over = await draft({ expires_at: '2026-09-01T00:00:00Z' });
  expect(await codeOf(send(nobody, { bytes: await photo('#777'), draft_id: over }))).toBe('draft_expired');
  expect(await codeOf(send(nobody, { bytes: await photo('#888') }))).toBe('forbidden');
});

test('a file taken off a draft is gone, row and bytes; another draft cannot take it off', async () => {
  const [draft_id, other] = [await draft(), await draft()];
  const { file_id } = await send(nobody, { bytes: await photo('#0a0a0a'), draft_id });
  expect(await codeOf(removeUpload(city.app, nobody, { draft_id: other, file_id }))).toBe('not_found');
  const { storage_name } = await reading(city.app.database, { kind: 'system' }, (reader) =>
    reader.selectFrom('files').select('storage_name').where('id', '=', file_id).executeTakeFirstOrThrow(),
  );
  await removeUpload(city.app, nobody, { draft_id, file_id });
  await expect(city.app.files.read(storage_name)).rejects.toThrow();
});

test('a citizen adds to the own petition and history says so; a stranger and a supporter cannot', async () => {
  const { petition_id } = await city.file();
  const own: Actor = { kind: 'citizen', petition_id };
  const { file_id } = await send(own, { bytes: await photo('#010203'), petition_id });
  const events = await reading(city.app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('petition_events')
      .select(['type', 'payload'])
      .where('petition_id', '=', petition_id)
      .orderBy('seq')
      .execute(),
  );
  expect(events.at(-1)).toEqual({ type: 'file_added', payload: { file_id } });
  const bytes = await photo('#040506');
  const supporter: Actor = { ...own, supporter_id: newId() };
  expect(await codeOf(send(supporter, { bytes, petition_id }))).toBe('forbidden');
  expect(await codeOf(send({ kind: 'citizen', petition_id: newId() }, { bytes, petition_id }))).toBe(
    'not_found',
  );
  expect(await codeOf(send(nobody, { bytes, petition_id }))).not.toBeNull();
  expect(await codeOf(send(own, { bytes, petition_id, message_id: newId() }))).toBe('not_found');
});

test('the public sees the photos that staff chose at the publication, and none that came later', async () => {
  const { petition_id } = await city.file();
  const own: Actor = { kind: 'citizen', petition_id };
  const chosen = await send(own, { bytes: await photo('#a1a1a1'), petition_id });
  const left = await send(own, { bytes: await photo('#c3c3c3'), petition_id });
  await publish(petition_id, [chosen.file_id]);
  const after = await send(own, { bytes: await photo('#b2b2b2'), petition_id });
  expect(await see(nobody, petition_id, chosen.file_id)).not.toBeNull();
  expect(await see(nobody, petition_id, left.file_id)).toBeNull();
  expect(await see(own, petition_id, left.file_id)).not.toBeNull();
  expect(await see(nobody, petition_id, after.file_id)).toBeNull();
  const shown = await reading(city.app.database, { kind: 'public' }, (reader) =>
    publicPhotos(reader, petition_id),
  );
  expect(shown.map(({ file_id }) => file_id)).toEqual([chosen.file_id]);
});

/** Shown to everybody, with those photos. */
async function publish(petition_id: string, public_file_ids: string[]): Promise<void> {
  await inTransaction(city.app.database, { kind: 'system' }, (tx) =>
    tx.updateTable('petitions').set({ visibility: 'public' }).where('id', '=', petition_id).execute(),
  );
  const decision = { petition_id, decision: 'published', public_file_ids } as const;
  await moderatePetition(city.app, { kind: 'system' }, decision);
}
