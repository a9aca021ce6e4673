import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../test/one-city.ts';
import { s3Peer, type S3Peer } from '../../test/s3-peer.ts';
import { storeUpload } from '../actions/files/store-upload.ts';
import { sweepExpired } from '../actions/upkeep/sweep-expired.ts';
import type { App } from '../actions/app.ts';
import { reading } from '../store/database.ts';
import { s3FileStore } from '../store/s3-file-store.ts';
import type { JobReport } from './log.ts';
import { startWorker } from './worker.ts';

const system = { kind: 'system' } as const;
let city: OneCity;
let bucket: S3Peer;
let app: App;
beforeAll(async () => {
  [city, bucket] = [await oneCity(), await s3Peer()];
  app = city.with({ files: s3FileStore(bucket.settings), sends_mail: false });
});
afterAll(async () => {
  await bucket.goAway();
  await city.drop();
});

test('what a bucket that was away kept is removed when it is back, and nothing else', async () => {
  const upload = async (background: string, by: App) => {
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background } })
      .png()
      .toBuffer();
    const given = { city_id: city.city_id, uploaded_kind: 'citizen' as const, declared_name: 'a.png' };
    return storeUpload(by, system, { ...given, bytes });
  };
  await upload('#123', app);
  await upload('#456', app);
  const later = { ...app, now: () => '2026-09-20T16:00:00.000Z' };
  const young = await upload('#789', later);
  expect(bucket.objects.size).toBe(3);

  await bucket.goAway();
  // Their rows go all the same, and nobody is told of a trouble that is not theirs.
  expect(await sweepExpired(later)).toMatchObject({ files: 2 });
  const reports: JobReport[] = [];
  const log = (report: JobReport) => void reports.push(report);
  const stop = await startWorker(app, { url: city.url, mail: null, log });
  try {
    const failed = () =>
      reports.filter(({ job, event }) => job === 'remove_file' && event === 'job_failed').length;
    await expect.poll(failed, { timeout: 25_000 }).toBeGreaterThan(0);
    await bucket.comeBack();
    await expect.poll(() => bucket.objects.size, { timeout: 40_000 }).toBe(1);
  } finally {
    await stop();
  }
  const kept = await reading(app.database, system, (reader) =>
    reader.selectFrom('files').select('storage_name').where('id', '=', young.file_id).execute(),
  );
  expect([...bucket.objects.keys()]).toEqual(kept.map(({ storage_name }) => storage_name));
}, 90_000);
