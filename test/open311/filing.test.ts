import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeApiKey } from '../../src/actions/open311/revoke-api-key.ts';
import { openContacts } from '../../src/store/people.ts';
import { inTransaction } from '../../src/store/database.ts';
import { get, post, postMultipart, type Reply } from './client.ts';
import { open311City, type Open311City } from './city.ts';

let city: Open311City;
let api_key: string;
beforeAll(async () => {
  city = await open311City();
  api_key = await city.key('cliente de prueba');
});
afterAll(() => city.drop());

const zocalo = { lat: '19.432608', long: '-99.133209' };
let count = 0;
/** A report that differs from every other. */
const aReport = (change: Record<string, string | string[]> = {}) => ({
  api_key,
  service_code: 'abierto',
  description: `Bache número ${(count += 1)}`,
  ...zocalo,
  ...change,
});
const send = (change?: Record<string, string | string[]>, format = 'json'): Promise<Reply> =>
  post(city.server, `requests.${format}`, aReport(change));
const without = (...names: string[]) => Object.fromEntries(names.map((name) => [name, '']));

interface Row extends Record<string, unknown> {
  readonly id: string;
}

async function petition(reply: Reply): Promise<Row> {
  const folio = reply.rows[0]!['service_request_id'];
  const found = await city.owner.query('select * from petitions where folio = $1', [folio]);
  return found.rows[0] as Row;
}

async function petitions(): Promise<number> {
  const found = await city.owner.query<{ n: number }>('select count(*)::int as n from petitions');
  return found.rows[0]!.n;
}

test('A5: without a key, or with a revoked one, 403 in the format asked for and nothing is written', async () => {
  const before = await petitions();
  for (const format of ['xml', 'json']) {
    const refused = await send({ api_key: '' }, format);
    expect([refused.status, refused.type.split(';')[0]]).toEqual([
      403,
      format === 'xml' ? 'text/xml' : 'application/json',
    ]);
    expect(Number(refused.rows[0]!['code'])).toBe(403);
  }
  const old = await city.key('se revoca');
  expect((await send({ api_key: old })).status).toBe(200);
  await revokeApiKey(city.app, { kind: 'system' }, { city_id: city.city_id, name: 'se revoca' });
  expect((await send({ api_key: old })).status).toBe(403);
  const onlyUpdates = await city.key('solo avances', ['update']);
  expect((await send({ api_key: onlyUpdates })).status).toBe(403);
  expect(await petitions()).toBe(before + 1);
});

test('A6: one full location is needed, and an empty argument is none', async () => {
  expect((await send({ long: '' })).status).toBe(400);
  expect((await send({ ...without('lat', 'long') })).status).toBe(400);
  expect((await send({ lat: '91' })).status).toBe(400);
  expect((await send({ lat: '19,43' })).status).toBe(400);
  const both = await send();
  expect([both.status, both.rows.length]).toEqual([200, 1]);
  expect(String(both.rows[0]!['service_request_id'])).toMatch(/^[A-Z0-9]{2,6}-2026-\d{6}-[0-9A-Z]$/);
  const written = await send({ ...without('lat', 'long'), address_string: 'Calle 5' });
  expect(written.status).toBe(200);
  expect(await petition(written)).toMatchObject({
    address_text: 'Calle 5',
    latitude: null,
    channel: 'open311',
  });
  const byId = await send({ ...without('lat', 'long'), address_id: '545483' });
  expect(await petition(byId)).toMatchObject({ address_text: '545483' });
  const outside = await send({ lat: '25.68', long: '-100.31' }, 'xml');
  expect([outside.status, outside.rows]).toEqual([
    400,
    [{ code: '400', description: 'El lugar está fuera de la ciudad.' }],
  ]);
});

test('A6: a place that the client only guesses is kept as such', async () => {
  const guessed = await send({ address_id: '#NOTPINPOINTED#' });
  expect(await petition(guessed)).toMatchObject({
    address_text: null,
    place_note: expect.any(String) as string,
  });
  const nowhere = await send({ ...without('lat', 'long'), address_id: '#NOTPINPOINTED#' });
  expect(nowhere.status).toBe(200);
});

test('service_code is needed, and must be one of the active services', async () => {
  expect((await send({ service_code: '' })).status).toBe(400);
  expect((await send({ service_code: 'nada' })).status).toBe(404);
});

test('A7: answers are checked, lists kept whole, and what is not asked is taken', async () => {
  const asked = { service_code: 'con-preguntas' };
  const missing = await send(asked, 'xml');
  expect(missing.status).toBe(400);
  expect(missing.rows[0]!['description']).toContain('attribute[what]');
  const wrong = await send({
    ...asked,
    'attribute[what]': 'x',
    'attribute[size]': 'xxl',
    'attribute[many]': '10',
  });
  expect([wrong.status, wrong.rows.length]).toEqual([400, 2]);
  const conditional = await send({ ...asked, 'attribute[what]': 'x', 'attribute[danger]': 'yes' });
  expect(conditional.rows[0]!['description']).toContain('attribute[who]');
  const good = await send({
    ...asked,
    'attribute[what]': 'Un hoyo',
    'attribute[seen][]': ['s', 'm', 'l'],
    'attribute[since]': '2026-09-01T00:00:00-06:00',
    'attribute[ninguna]': 'de más',
    'attribute[size]': '',
  });
  expect(good.status).toBe(200);
  expect(good.rows[0]).toMatchObject({ service_notice: 'Se revisa en cinco días.' });
  expect((await petition(good))['answers']).toMatchObject([
    { question: 'what', value: 'Un hoyo' },
    { question: 'since', value: '2026-09-01' },
    { question: 'seen', value: ['s', 'm', 'l'] },
  ]);
});

test('A8: 4,000 characters are taken and 4,001 are not; markup is text', async () => {
  expect((await send({ description: 'a'.repeat(4000) })).status).toBe(200);
  const long = await send({ description: 'a'.repeat(4001) });
  expect([long.status, long.rows.length]).toEqual([400, 1]);
  const text = `<script>alert("1")</script> & 'así'\r\nsegunda línea\u0000\u0007`;
  const filed = await send({ description: text });
  const kept = `<script>alert("1")</script> & 'así'\nsegunda línea`;
  expect(await petition(filed)).toMatchObject({ description: kept });
  await publish(filed);
  const folio = String(filed.rows[0]!['service_request_id']);
  const asXml = await get(city.server, `requests/${folio}.xml`);
  expect(asXml.text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ');
  const asJson = await get(city.server, `requests/${folio}.json`);
  expect(asJson.rows[0]!['description']).toBe(kept);
});

test('A9: a batch service gives a token, a realtime one an id, a blackbox one neither', async () => {
  const batch = await send({ service_code: 'por-lote' });
  expect(Object.keys(batch.rows[0]!)).toEqual(['token']);
  const token = String(batch.rows[0]!['token']);
  const found = await get(city.server, `tokens/${token}.xml`);
  expect(found.rows).toEqual([{ service_request_id: expect.stringMatching(/-2026-/) as string, token }]);
  expect((await get(city.server, 'tokens/nada.json')).status).toBe(404);
  await city.owner.query(
    `update open311_tokens set ready_at = now() + interval '10 years' where token = $1`,
    [token],
  );
  expect((await get(city.server, `tokens/${token}.json`)).rows).toEqual([{ service_request_id: '', token }]);
  expect(Object.keys((await send()).rows[0]!)).toEqual(['service_request_id']);
  const black = await send({ service_code: 'sin-numero' }, 'xml');
  expect([black.status, black.rows]).toEqual([200, ['']]);
});

test('A10: twenty copies at once are one petition, whatever shows that they are one', async () => {
  const before = await petitions();
  const report = aReport();
  const twenty = await Promise.all(
    Array.from({ length: 20 }, () => post(city.server, 'requests.json', report)),
  );
  expect(new Set(twenty.map((reply) => reply.rows[0]!['service_request_id'])).size).toBe(1);
  expect(await petitions()).toBe(before + 1);
  const headers = { 'idempotency-key': 'la misma' };
  const keyed = await Promise.all(
    Array.from({ length: 20 }, () =>
      post(city.server, 'requests.xml', { ...report, phone: '5512345678' }, headers),
    ),
  );
  expect(new Set(keyed.map((reply) => reply.rows[0]!['service_request_id'])).size).toBe(1);
  expect(await petitions()).toBe(before + 2);
  const other = await post(city.server, 'requests.json', aReport(), headers);
  expect([other.status, other.rows.length]).toEqual([400, 1]);
  const first = await send({ 'attribute[fixmystreet_id]': '77', description: 'Primera versión' });
  const again = await send({ 'attribute[fixmystreet_id]': '77', description: 'Versión corregida' });
  expect(again.rows).toEqual(first.rows);
});

test('A10: the same words after ten minutes are another report, and another key is another sender', async () => {
  const report = aReport();
  const first = await post(city.server, 'requests.json', report);
  const other = await post(city.server, 'requests.json', {
    ...report,
    api_key: await city.key('otro cliente'),
  });
  expect(other.rows).not.toEqual(first.rows);
  await city.owner.query(`update idempotency_keys set created_at = now() - interval '11 minutes'`);
  const later = await post(city.server, 'requests.json', report);
  expect(later.rows).not.toEqual(first.rows);
});

test('a batch report sent again gets the same token', async () => {
  const report = aReport({ service_code: 'por-lote' });
  const first = await post(city.server, 'requests.json', report);
  expect((await post(city.server, 'requests.json', report)).rows).toEqual(first.rows);
});

test('A15: media of every form are kept without their place, and a file that is none is refused', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(aReport())) form.append(name, value as string);
  const exif = { IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '19/1 25/1 57/1' } };
  for (const [index, name] of ['media[]', 'media[]', 'photo1', 'file_1'].entries()) {
    const photo = await picture(index, exif);
    form.append(name, new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), `${name}.jpg`);
  }
  const data = `data:image/jpeg;base64,${(await picture(9)).toString('base64')}`;
  form.append('media_url', 'https://127.0.0.1/a.jpg');
  const filed = await postMultipart(city.server, 'requests.json', form);
  expect(filed.status).toBe(200);
  const { id } = await petition(filed);
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
  const repeated = await send({ media_url: [data, data] });
  const kept = await city.owner.query('select 1 from files where petition_id = $1', [
    (await petition(repeated))['id'],
  ]);
  expect(kept.rows.length).toBe(1);
  const bad = new FormData();
  for (const [name, value] of Object.entries(aReport())) bad.append(name, value as string);
  bad.append('photo1', new Blob(['<script>']), 'foto.jpg');
  expect((await postMultipart(city.server, 'requests.json', bad)).status).toBe(400);
  const loose = await city.owner.query(
    `select 1 from files where uploaded_kind = 'api' and petition_id is null`,
  );
  expect(loose.rows).toEqual([]);
});

test('A15: published photographs are listed and handed out as JPEG, and only those', async () => {
  const form = new FormData();
  for (const [name, value] of Object.entries(aReport())) form.append(name, value as string);
  for (const index of [1, 2])
    form.append('media[]', new Blob([new Uint8Array(await picture(index))]), 'a.jpg');
  const filed = await postMultipart(city.server, 'requests.json', form);
  const folio = String(filed.rows[0]!['service_request_id']);
  const hidden = await get(city.server, `requests/${folio}.json`, { extensions: 'true' });
  expect(hidden.rows[0]).toMatchObject({ media_url: '', media_urls: [] });
  await publish(filed);
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

test('a name makes the petition a named one, a dash is no name, and an e-mail alone can be answered', async () => {
  const identity = async (fields: Record<string, string>) => {
    const row = await petition(await send(fields));
    const [contact] = await inTransaction(city.app.database, { kind: 'system' }, (tx) =>
      openContacts(tx, city.app.keys, row.id),
    );
    return [row['identity'], contact?.name ?? null, contact?.email ?? null];
  };
  expect(await identity({ first_name: 'Rosa', last_name: '-', email: 'Rosa@example.mx' })).toEqual([
    'named',
    'Rosa',
    'rosa@example.mx',
  ]);
  expect(await identity({ first_name: '-', last_name: '-', email: 'do-not-reply@fms.example' })).toEqual([
    'anonymous',
    null,
    null,
  ]);
  expect(await identity({ email: 'sola@example.mx' })).toEqual([
    'named',
    'sola@example.mx',
    'sola@example.mx',
  ]);
  expect((await send({ email: 'no es correo' })).status).toBe(400);
});

async function picture(red: number, exif?: object): Promise<Buffer> {
  const made = sharp({
    create: { width: 40, height: 30, channels: 3, background: { r: red * 20, g: 90, b: 40 } },
  });
  return (exif === undefined ? made : made.withExif(exif)).jpeg().toBuffer();
}

/** As if staff had published it with its photographs. */
async function publish(reply: Reply): Promise<void> {
  const { id } = await petition(reply);
  await city.owner.query(`update petitions set moderation = 'published' where id = $1`, [id]);
  await city.owner.query(`update files set audience = 'public' where petition_id = $1`, [id]);
  await city.owner.query(
    `insert into petition_events (id, petition_id, seq, type, at, actor_kind, audience, payload, hash)
     values (gen_random_uuid(), $1, 99, 'moderated', $2, 'staff', 'staff', '{"decision":"published"}', '\\x00')`,
    [id, city.app.now()],
  );
}
