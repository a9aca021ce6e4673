import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, postMultipart } from './client.ts';
import { open311City, type Open311City } from './city.ts';
import { reporter } from './reporter.ts';

let city: Open311City;
let at: ReturnType<typeof reporter>;
beforeAll(async () => {
  city = await open311City();
  at = reporter(city, await city.key('cliente con fotos'));
});
afterAll(() => city.drop());

test('A15: media of every form are kept without their place, and a file that is none is refused', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(at.report())) form.append(name, value as string);
  const exif = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '19/1 25/1 57/1' } };
  for (const [index, name] of ['media[]', 'media[]', 'photo1', 'file_1'].entries()) {
    const photo = await picture(index, exif);
    form.append(name, new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), `${name}.jpg`);
  }
  const data = `data:image/jpeg;base64,${(await picture(9)).toString('base64')}`;
  form.append('media_url', 'https://127.0.0.1/a.jpg');
  const filed = await postMultipart(city.server, 'requests.json', form);
  expect(filed.status).toBe(200);
  const { id } = await at.petition(filed);
  const files = await city.owner.query<{ storage_name: string }>(
    'select * from files where petition_id = $1 order by at, id',
    [id],
  );
  expect(files.rows.length).toBe(4);
  for (const { storage_name } of files.rows) {
    const { stream } = await city.app.files.read(storage_name);
    const { exif: left } = await sharp(Buffer.concat(await stream.toArray())).metadata();
    expect(left).toBeUndefined();
  }
  const notes = await city.owner.query('select body, audience from messages where petition_id = $1', [id]);
  expect(notes.rows).toEqual([
    { body: expect.stringContaining('https://127.0.0.1/a.jpg') as string, audience: 'staff' },
  ]);
  const repeated = await at.send({ media_url: [data, data] });
  const kept = await city.owner.query('select 1 from files where petition_id = $1', [
    (await at.petition(repeated))['id'],
  ]);
  expect(kept.rows.length).toBe(1);
  const bad = new FormData();
  for (const [name, value] of Object.entries(at.report())) bad.append(name, value as string);
  bad.append('photo1', new Blob(['<script>']), 'foto.jpg');
  expect((await postMultipart(city.server, 'requests.json', bad)).status).toBe(400);
  const loose = await city.owner.query(
    `select 1 from files where uploaded_kind = 'api' and petition_id is null`,
  );
  expect(loose.rows).toEqual([]);
});

test('A15: published photographs are listed and handed out as JPEG, and only those', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(at.report())) form.append(name, value as string);
  for (const index of [1, 2])
    form.append('media[]', new Blob([new Uint8Array(await picture(index))]), 'a.jpg');
  const filed = await postMultipart(city.server, 'requests.json', form);
  const folio = String(filed.rows[0]!['service_request_id']);
  const hidden = await get(city.server, `requests/${folio}.json`, { extensions: 'true' });
  expect(hidden.rows[0]).toMatchObject({ media_url: '', media_urls: [] });
  await at.publish(filed);
  const shown = await get(city.server, `requests/${folio}.json`, { extensions: 'true' });
  const urls = shown.rows[0]!['media_urls'] as string[];
  expect([urls.length, shown.rows[0]!['media_url']]).toEqual([2, urls[0]]);
  const photo = await city.server.inject({ url: urls[0]!.replace('http://ciudad.example', '') });
  expect([photo.statusCode, photo.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect((await sharp(photo.rawPayload).metadata()).format).toBe('jpeg');
  await city.owner.query(`update petitions set moderation = 'withheld' where folio = $1`, [folio]);
  expect((await city.server.inject({ url: urls[0]!.replace('http://ciudad.example', '') })).statusCode).toBe(
    404,
  );
});

async function picture(red: number, exif?: object): Promise<Buffer> {
  const made = sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: red * 20, g: 90, b: 40 } },
  });
  return (exif === undefined ? made : made.withExif(exif)).jpeg().toBuffer();
}
