import { mkdirSync, copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyRing } from '../../src/store/encryption.ts';
import { accessKeyFor } from '../../src/store/secrets.ts';
import { readFileSync } from 'node:fs';
import { s3Peer, type S3Peer } from '../s3-peer.ts';
import { fileReport } from './filing-clients.ts';
import { ask, installCities, runningDatabase } from './installation.ts';
import { atiende, endEverything, scratchFolder, startProgram, type Folder, type Program } from './program.ts';

const [first, second] = [scratchFolder(), scratchFolder()];
const archive = join(second.path, 'respaldo.tar');
let bucket: S3Peer;
let other: S3Peer;
let api_key: string;
let program: Program;
let photo: Buffer;

beforeAll(async () => {
  [bucket, other] = [await s3Peer(), await s3Peer('otra-parte')];
  photo = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#642' } })
    .jpeg()
    .toBuffer();
  api_key = (await installCities(first, [{ pack: 'metepec' }]))['metepec']!;
  program = await startProgram(first, bucket.environment);
});
afterAll(async () => {
  endEverything();
  await Promise.all([bucket.goAway(), other.goAway(), first.remove(), second.remove()]);
});

function fileWithPhoto(name: string): Promise<Response> {
  const form = new FormData();
  const given = {
    ...{ api_key, service_code: 'alumbrado', description: 'Poste caído', 'attribute[lamps]': '1' },
    ...{ address_string: 'Calle 3', email: 'rosa@correo.example', first_name: 'Rosa' },
  };
  for (const [field, value] of Object.entries(given)) form.set(field, value);
  form.set('media', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'foto.jpg');
  const headers = { 'idempotency-key': name };
  return fetch(`${program.url}/open311/v2/requests.json`, { method: 'POST', body: form, headers });
}

const folioOf = async (response: Response) =>
  ((await response.json()) as [{ service_request_id: string }])[0].service_request_id;

interface Attachment {
  readonly id: string;
  readonly storage_name: string;
  readonly path: string;
  /** Of whoever opened the petition with its key. */
  readonly cookie: string;
}

/** The photograph of a petition, and the right to see it. */
async function attachmentOf(folder: Folder, folio: string): Promise<Attachment> {
  const sql = `select f.id, f.storage_name, p.id as petition_id from files f join petitions p on p.id = f.petition_id
    where p.folio = '${folio}'`;
  type Row = { id: string; storage_name: string; petition_id: string };
  const [row] = await ask<Row>(runningDatabase(folder).owner_url, sql);
  const master = readFileSync(join(first.path, 'keys', 'master.key'), 'utf8').trim();
  const key = accessKeyFor(keyRing(Buffer.from(master, 'base64')), row!.petition_id, 1);
  const opened = await fetch(`${program.url}/s/${folio}/${key}`, { redirect: 'manual' });
  const cookie = opened.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  return { ...row!, cookie, path: `/seguimiento/${folio}/archivos/${row!.id}` };
}

const download = ({ path, cookie }: Attachment, headers: Record<string, string> = { cookie }) =>
  fetch(`${program.url}${path}`, { headers });

let attachment: Attachment;
let folio: string;

test('what is uploaded is in the bucket under a random name, and is served here to whom it is for', async () => {
  const filed = await fileWithPhoto('una');
  expect(filed.status).toBe(200);
  folio = await folioOf(filed);
  attachment = await attachmentOf(first, folio);
  expect([...bucket.objects.keys()]).toEqual([attachment.storage_name]);
  expect(existsSync(join(first.path, 'files'))).toBe(false);

  const served = await download(attachment);
  const bytes = Buffer.from(await served.arrayBuffer());
  expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(bytes.equals(bucket.objects.get(attachment.storage_name)!)).toBe(true);
  expect((await download(attachment, {})).status).toBe(404);
});

test('while the store is away reports without a photograph go on; others wait, and nothing is lost', async () => {
  await bucket.goAway();
  expect((await fileReport({ url: program.url, api_key }, 1))?.status).toBe(200);
  const refused = await fileWithPhoto('dos');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  const page = await download(attachment);
  expect([page.status, await page.text()]).toEqual([503, expect.stringContaining('Nada se perdió')]);

  await bucket.comeBack();
  const again = await fileWithPhoto('dos');
  expect(again.status).toBe(200);
  const { owner_url } = runningDatabase(first);
  expect(await ask(owner_url, 'select count(*)::int as n from petitions')).toEqual([{ n: 3 }]);
  expect((await download(await attachmentOf(first, await folioOf(again)))).status).toBe(200);
});

test('a backup reads from the bucket, and goes into another one', async () => {
  await bucket.goAway();
  const failed = await atiende(first, ['backup', archive], bucket.environment);
  expect([failed.code, failed.said]).toEqual([
    1,
    expect.stringContaining('almacén de archivos no responde o no nos deja entrar (ECONNREFUSED)'),
  ]);
  expect(existsSync(archive)).toBe(false);
  await bucket.comeBack();
  const made = await atiende(first, ['backup', archive, '--json'], bucket.environment);
  expect([made.code, JSON.parse(made.out)]).toEqual([
    0,
    expect.objectContaining({ files: bucket.objects.size, files_missing: [] }),
  ]);
  mkdirSync(join(second.path, 'keys'));
  copyFileSync(join(first.path, 'keys', 'master.key'), join(second.path, 'keys', 'master.key'));
  const taken = await atiende(second, ['restore', archive], bucket.environment);
  expect([taken.code, taken.said]).toEqual([1, expect.stringContaining('Ya hay archivos')]);
  const restored = await atiende(second, ['restore', archive], other.environment);
  expect([restored.code, restored.said]).toEqual([0, expect.stringContaining('Listo:')]);
  expect(new Map([...other.objects].sort())).toEqual(new Map([...bucket.objects].sort()));
});

test('an object that somebody deleted by hand is said to be lost, and the page of the petition still opens', async () => {
  bucket.objects.delete(attachment.storage_name);
  const lost = await download(attachment);
  expect([lost.status, await lost.text()]).toEqual([404, expect.stringContaining('su contenido se perdió')]);
  const { cookie } = attachment;
  const page = await fetch(`${program.url}/seguimiento/${folio}`, { headers: { cookie } });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Poste caído')]);
  const made = await atiende(first, ['backup', join(second.path, 'sin-una.tar')], bucket.environment);
  expect([made.code, made.said]).toEqual([2, expect.stringContaining(attachment.storage_name)]);
});

test('the restored installation serves from its own bucket', async () => {
  await program.end('SIGTERM');
  program = await startProgram(second, other.environment);
  expect((await download(await attachmentOf(second, folio))).status).toBe(200);
  await program.end('SIGTERM');
});
