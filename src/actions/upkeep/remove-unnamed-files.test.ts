import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { s3Peer, type S3Peer } from '../../../test/s3-peer.ts';
import { reading } from '../../store/database.ts';
import { directoryFileStore, newStorageName } from '../../store/file-store.ts';
import { s3FileStore } from '../../store/s3-file-store.ts';
import type { App } from '../app.ts';
import { storeUpload } from '../files/store-upload.ts';
import { removeUnnamedFiles } from './remove-unnamed-files.ts';

const system = { kind: 'system' } as const;
const hour = 3_600_000;
let city: OneCity;
let bucket: S3Peer;
let folder: string;
beforeAll(async () => {
  [city, bucket] = [await oneCity(), await s3Peer()];
  folder = await mkdtemp(join(tmpdir(), 'atiende-unnamed-'));
});
afterAll(async () => {
  await bucket.goAway();
  await city.drop();
  await rm(folder, { recursive: true, force: true });
});

/** A store, and what a test does to it from outside. */
interface Place {
  readonly app: App;
  readonly age: (name: string, hours: number) => Promise<void>;
  readonly has: (name: string) => boolean;
}

const now = () => new Date().toISOString();
const inDirectory = (): Place => ({
  app: city.with({ now, files: directoryFileStore(folder) }),
  age: async (name, hours) => {
    const at = new Date(Date.now() - hours * hour);
    await utimes(join(folder, name), at, at);
  },
  has: (name) => existsSync(join(folder, name)),
});
const inBucket = (): Place => ({
  app: city.with({ now, files: s3FileStore(bucket.settings) }),
  age: async (name, hours) => void bucket.modified.set(name, new Date(Date.now() - hours * hour)),
  has: (name) => bucket.objects.has(name),
});
const places = [
  ['a directory', inDirectory],
  ['a bucket', inBucket],
] as const;

/** A file with its row. */
async function uploaded(app: App, background: string): Promise<string> {
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
    .png()
    .toBuffer();
  const given = { city_id: city.city_id, uploaded_kind: 'api' as const, declared_name: 'a.png' };
  const { file_id: id } = await storeUpload(app, system, { ...given, bytes });
  const [row] = await reading(app.database, system, (reader) =>
    reader.selectFrom('files').select('storage_name').where('id', '=', id).execute(),
  );
  return row!.storage_name;
}

test.each(places)('in %s, what a killed process left goes after a day, and nothing else', async (_, open) => {
  const { app, age, has } = open();
  const named = await uploaded(app, '#123');
  // Kept, and then no row came: the process was killed in between.
  const left = await app.files.put(Buffer.from('left'));
  const young = await app.files.put(Buffer.from('on its way'));
  await Promise.all([age(named, 25), age(left, 25), age(young, 23)]);
  expect(await removeUnnamedFiles(app)).toEqual({ kept: 2, removed: 1 });
  expect([named, left, young].map(has)).toEqual([true, false, true]);

  // A day later the young one would go too, had its row not come meanwhile.
  await age(young, 25);
  expect(await removeUnnamedFiles(app)).toEqual({ kept: 2, removed: 1 });
  expect(has(named)).toBe(true);
  await app.files.remove(named);
});

test.each(places)(
  'in %s, too many to be what deaths leave are left alone, and it is said',
  async (_, open) => {
    const { app, age, has } = open();
    const named = await uploaded(app, '#456');
    const others = await Promise.all(Array.from({ length: 21 }, () => app.files.put(Buffer.from('other'))));
    await Promise.all([named, ...others].map((name) => age(name, 48)));
    await expect(removeUnnamedFiles(app)).rejects.toMatchObject({ name: 'TooManyUnnamed', code: '21_of_22' });
    expect(others.every(has)).toBe(true);
    // One less, and they may be what deaths left.
    await app.files.remove(others[0]!);
    expect(await removeUnnamedFiles(app)).toEqual({ kept: 21, removed: 20 });
    expect([named, ...others].filter(has)).toEqual([named]);
    await app.files.remove(named);
  },
);

test('in a directory, the half of a file goes too, and what is not ours stays', async () => {
  const { app, age, has } = inDirectory();
  const whole = await app.files.put(Buffer.from('whole'));
  const near = whole.slice(0, 2);
  // As the process leaves it that is killed while it writes.
  const left = `${near}/${near}${newStorageName().slice(5)}.part`;
  await rename(join(folder, whole), join(folder, left));
  const notes = ['LEAME.txt', `${near}/nota.txt`];
  for (const name of notes) await writeFile(join(folder, name), 'de la casa');
  await Promise.all([left, ...notes].map((name) => age(name, 25)));
  expect(await removeUnnamedFiles(app)).toMatchObject({ removed: 1 });
  expect([left, ...notes].map(has)).toEqual([false, true, true]);
});

test('what a table names that this program does not know stays', async () => {
  const { app, age, has } = inDirectory();
  const [named, left] = [await app.files.put(Buffer.from('1')), await app.files.put(Buffer.from('2'))];
  await Promise.all([named, left].map((name) => age(name, 25)));
  const owner = new pg.Client(city.owner_url);
  await owner.connect();
  await owner.query('CREATE TABLE of_a_later_edition (storage_name text)');
  await owner.query('GRANT SELECT ON of_a_later_edition TO PUBLIC');
  await owner.query('INSERT INTO of_a_later_edition VALUES ($1)', [named]);
  await owner.end();
  expect(await removeUnnamedFiles(app)).toMatchObject({ removed: 1 });
  expect([named, left].map(has)).toEqual([true, false]);
});

test('a bucket is read page by page, and only what bears a name of ours', async () => {
  const { app, age } = inBucket();
  const ofThis = Array.from({ length: 1_001 }, (_, at) => `ab/ab${at.toString(16).padStart(38, '0')}`);
  for (const name of [...ofThis, 'ab/nota.txt', 'respaldos/2026.tar']) {
    bucket.objects.set(name, Buffer.alloc(0));
    await age(name, 25);
  }
  const found: string[] = [];
  for await (const names of app.files.putBefore(new Date(Date.now() - 24 * hour).toISOString())) {
    expect(names.length).toBeLessThanOrEqual(1_000);
    found.push(...names);
  }
  expect(found.sort()).toEqual(ofThis);
  const listings = bucket.asked.filter((one) => one.includes('prefix=ab%2F&continuation-token='));
  expect(listings).toHaveLength(1);
});
