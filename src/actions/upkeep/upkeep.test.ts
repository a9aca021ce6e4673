import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { requeueWaiting } from '../delivery/requeue-waiting.ts';
import { storeUpload } from '../files/store-upload.ts';
import { forgetExpired, sweepExpired } from './sweep-expired.ts';

const system = { kind: 'system' } as const;
let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

async function draftWithPhoto(expires_at: string) {
  const draft_id = newId();
  await inTransaction(city.app.database, system, (tx) =>
    tx
      .insertInto('drafts')
      .values({
        ...{
          id: draft_id,
          secret_hash: randomBytes(32),
          city_id: city.city_id,
          data_cipher: Buffer.alloc(1),
        },
        ...{ updated_at: city.app.now(), expires_at },
      })
      .execute(),
  );
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#123' } })
    .png()
    .toBuffer();
  const where = {
    city_id: city.city_id,
    draft_id,
    uploaded_kind: 'citizen' as const,
    declared_name: 'a.png',
  };
  const { file_id } = await storeUpload(city.app, { kind: 'public' }, { ...where, bytes });
  return { draft_id, file_id, storage_name: await storageOf(file_id) };
}

const storageOf = (file_id: string) =>
  reading(city.app.database, system, async (reader) => {
    const row = await reader
      .selectFrom('files')
      .select('storage_name')
      .where('id', '=', file_id)
      .executeTakeFirst();
    return row?.storage_name ?? '';
  });
const isKept = (storage_name: string) =>
  city.app.files.read(storage_name).then(
    ({ stream }) => (stream.destroy(), true),
    () => false,
  );

test('a draft past its end goes with its photos; what was filed and what is still written stays', async () => {
  const over = await draftWithPhoto('2026-09-20T00:00:00Z');
  const filed = await draftWithPhoto('2026-09-20T00:00:00Z');
  const going = await draftWithPhoto('2026-10-20T00:00:00Z');
  await city.file({ draft_id: filed.draft_id });
  const later = city.with({ now: () => '2026-10-01T09:00:00.000Z' });
  // One at a time goes as far as all at once.
  expect(await sweepExpired(later, 1)).toEqual({ drafts: 2, files: 1 });
  expect(await Promise.all([over, filed, going].map(({ storage_name }) => isKept(storage_name)))).toEqual([
    false,
    true,
    true,
  ]);
  expect(await storageOf(over.file_id)).toBe('');
  expect(await sweepExpired(later)).toEqual({ drafts: 0, files: 0 });
});

test('keys of idempotency live 30 days, and the pages of Open311 one', async () => {
  const rows = [
    ['x', 'old', '2026-09-01T08:00:00Z'],
    ['x', 'young', '2026-09-01T10:00:00Z'],
    ['open311-pages', 'old', '2026-09-30T08:00:00Z'],
    ['open311-pages', 'young', '2026-09-30T10:00:00Z'],
  ].map(([scope, key, created_at]) => ({
    ...{ scope: scope!, key: key!, fingerprint: Buffer.alloc(1), result: '{}', created_at: created_at! },
  }));
  await inTransaction(city.app.database, system, (tx) =>
    tx.insertInto('idempotency_keys').values(rows).execute(),
  );
  await sweepExpired(city.with({ now: () => '2026-10-01T09:00:00.000Z' }));
  const left = await reading(city.app.database, system, (reader) =>
    reader
      .selectFrom('idempotency_keys')
      .select(['scope', 'key'])
      .where('scope', 'in', ['x', 'open311-pages'])
      .orderBy('scope')
      .execute(),
  );
  expect(left).toEqual([
    { scope: 'open311-pages', key: 'young' },
    { scope: 'x', key: 'young' },
  ]);
});

test('sessions, links and tries at signing in go after 30 days, a few at a time', async () => {
  const users = await inTransaction(city.app.database, system, (tx) =>
    tx.selectFrom('users').select('id').limit(1).execute(),
  );
  const ends = ['2026-08-30', '2026-08-31', '2026-09-20'].map((day) => `${day}T08:00:00.000Z`);
  const secret = () => ({ id: newId(), token_hash: randomBytes(32) });
  await inTransaction(city.app.database, system, async (tx) => {
    const user_id = users[0]!.id;
    for (const end of ends) {
      const session = { ...secret(), user_id, expires_at: end };
      await tx.insertInto('sessions').values(session).execute();
      const token = { ...secret(), purpose: 'recover_folio', expires_at: end };
      await tx.insertInto('one_time_tokens').values(token).execute();
      const tried = { email_hash: randomBytes(32), address_hash: randomBytes(32), succeeded: false };
      await tx
        .insertInto('sign_in_attempts')
        .values({ id: newId(), ...tried, at: end })
        .execute();
    }
  });
  const left = () =>
    reading(city.app.database, system, async (reader) => [
      (await reader.selectFrom('sessions').select('expires_at as end').orderBy('end').execute()).length,
      (await reader.selectFrom('one_time_tokens').select('expires_at as end').execute()).length,
      (await reader.selectFrom('sign_in_attempts').select('at as end').execute()).length,
    ]);
  const [sessions, tokens, tries] = await left();
  const later = city.with({ now: () => '2026-10-01T09:00:00.000Z' });
  expect((await forgetExpired(later, system, { at_most: 1 })).more).toBe(true);
  expect(await left()).toEqual([sessions! - 1, tokens! - 1, tries! - 1]);
  await sweepExpired(later, 1);
  expect(await left()).toEqual([sessions! - 2, tokens! - 2, tries! - 2]);
});

test('a message that waits without a job gets one; without a mail server it is kept', async () => {
  await inTransaction(city.app.database, system, async (tx) => {
    await tx.deleteFrom('outbox').execute();
  });
  await city.file();
  const later = { now: () => '2026-09-12T16:00:00.000Z' };
  // Its job is there: nothing to see to.
  expect(await requeueWaiting(city.with(later), system, {})).toEqual({ requeued: 0, kept: 0 });
  await inTransaction(city.app.database, system, (tx) =>
    tx.updateTable('outbox').set({ id: newId() }).where('state', '=', 'queued').execute(),
  );
  expect(await requeueWaiting(city.with(later), system, {})).toEqual({ requeued: 1, kept: 0 });
  expect(await requeueWaiting(city.with(later), system, {})).toEqual({ requeued: 0, kept: 0 });
  await inTransaction(city.app.database, system, (tx) =>
    tx.updateTable('outbox').set({ id: newId() }).where('state', '=', 'queued').execute(),
  );
  expect(await requeueWaiting(city.with({ ...later, sends_mail: false }), system, {})).toEqual({
    requeued: 0,
    kept: 1,
  });
});
