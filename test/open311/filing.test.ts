import { afterAll, beforeAll, expect, test } from 'vitest';
import { revokeApiKey } from '../../src/actions/open311/revoke-api-key.ts';
import { openContacts } from '../../src/store/people.ts';
import { inTransaction } from '../../src/store/database.ts';
import { get, post, postWith } from './client.ts';
import { open311City, type Open311City } from './city.ts';
import { reporter, without } from './reporter.ts';

let city: Open311City;
let at: ReturnType<typeof reporter>;
beforeAll(async () => {
  city = await open311City();
  at = reporter(city, await city.key('cliente de prueba'));
});
afterAll(() => city.drop());

test('A5: without a key, or with a revoked one, 403 in the format asked for and nothing is written', async () => {
  const before = await at.countPetitions();
  for (const format of ['xml', 'json']) {
    const refused = await at.send({ api_key: '' }, format);
    expect([refused.status, refused.type.split(';')[0]]).toEqual([
      403,
      format === 'xml' ? 'text/xml' : 'application/json',
    ]);
    expect(Number(refused.rows[0]!['code'])).toBe(403);
  }
  const old = await city.key('se revoca');
  expect((await at.send({ api_key: old })).status).toBe(200);
  await revokeApiKey(city.app, { kind: 'system' }, { city_id: city.city_id, name: 'se revoca' });
  expect((await at.send({ api_key: old })).status).toBe(403);
  const onlyUpdates = await city.key('solo avances', ['update']);
  expect((await at.send({ api_key: onlyUpdates })).status).toBe(403);
  expect(await at.countPetitions()).toBe(before + 1);
});

test('A6: one full location is needed, and an empty argument is none', async () => {
  expect((await at.send({ long: '' })).status).toBe(400);
  expect((await at.send({ ...without('lat', 'long') })).status).toBe(400);
  expect((await at.send({ lat: '91' })).status).toBe(400);
  expect((await at.send({ lat: '19,43' })).status).toBe(400);
  const both = await at.send();
  expect([both.status, both.rows.length]).toEqual([200, 1]);
  expect(String(both.rows[0]!['service_request_id'])).toMatch(/^[A-Z0-9]{2,6}-2026-\d{6}-[0-9A-Z]$/);
  const written = await at.send({ ...without('lat', 'long'), address_string: 'Calle 5' });
  expect(written.status).toBe(200);
  expect(await at.petition(written)).toMatchObject({
    address_text: 'Calle 5',
    latitude: null,
    channel: 'open311',
  });
  const byId = await at.send({ ...without('lat', 'long'), address_id: '545483' });
  expect(await at.petition(byId)).toMatchObject({ address_text: '545483' });
  const outside = await at.send({ lat: '25.68', long: '-100.31' }, 'xml');
  expect([outside.status, outside.rows]).toEqual([
    400,
    [{ code: '400', description: 'El lugar está fuera de la ciudad.' }],
  ]);
});

test('A6: a place that the client only guesses is kept as such', async () => {
  const guessed = await at.send({ address_id: '#NOTPINPOINTED#' });
  expect(await at.petition(guessed)).toMatchObject({
    address_text: null,
    place_note: expect.any(String) as string,
  });
  const nowhere = await at.send({ ...without('lat', 'long'), address_id: '#NOTPINPOINTED#' });
  expect(nowhere.status).toBe(200);
});

test('service_code is needed, and must be one of the active services', async () => {
  expect((await at.send({ service_code: '' })).status).toBe(400);
  expect((await at.send({ service_code: 'nada' })).status).toBe(404);
});

test('A7: answers are checked, lists kept whole, and what is not asked is taken', async () => {
  const asked = { service_code: 'con-preguntas' };
  const missing = await at.send(asked, 'xml');
  expect(missing.status).toBe(400);
  expect(missing.rows[0]!['description']).toContain('attribute[what]');
  const wrong = await at.send({
    ...asked,
    'attribute[what]': 'x',
    'attribute[size]': 'xxl',
    'attribute[many]': '10',
  });
  expect([wrong.status, wrong.rows.length]).toEqual([400, 2]);
  const conditional = await at.send({ ...asked, 'attribute[what]': 'x', 'attribute[danger]': 'yes' });
  expect(conditional.rows[0]!['description']).toContain('attribute[who]');
  const good = await at.send({
    ...asked,
    'attribute[what]': 'Un hoyo',
    'attribute[seen][]': ['s', 'm', 'l'],
    'attribute[since]': '2026-09-01T00:00:00-06:00',
    'attribute[ninguna]': 'de más',
    'attribute[size]': '',
  });
  expect(good.status).toBe(200);
  expect(good.rows[0]).toMatchObject({ service_notice: 'Se revisa en cinco días.' });
  expect((await at.petition(good))['answers']).toMatchObject([
    { question: 'what', value: 'Un hoyo' },
    { question: 'since', value: '2026-09-01' },
    { question: 'seen', value: ['s', 'm', 'l'] },
  ]);
});

test('A8: 4,000 characters are taken and 4,001 are not; markup is text', async () => {
  expect((await at.send({ description: 'a'.repeat(4000) })).status).toBe(200);
  const long = await at.send({ description: 'a'.repeat(4001) });
  expect([long.status, long.rows.length]).toEqual([400, 1]);
  const text = `<script>alert("1")</script> & 'así'\r\nsegunda línea\u0000\u0007`;
  const filed = await at.send({ description: text });
  const kept = `<script>alert("1")</script> & 'así'\nsegunda línea`;
  expect(await at.petition(filed)).toMatchObject({ description: kept });
  await at.publish(filed);
  const folio = String(filed.rows[0]!['service_request_id']);
  const asXml = await get(city.server, `requests/${folio}.xml`);
  expect(asXml.text).toContain('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; ');
  const asJson = await get(city.server, `requests/${folio}.json`);
  expect(asJson.rows[0]!['description']).toBe(kept);
});

test('A9: a batch service gives a token, a realtime one an id, a blackbox one neither', async () => {
  const batch = await at.send({ service_code: 'por-lote' });
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
  expect(Object.keys((await at.send()).rows[0]!)).toEqual(['service_request_id']);
  const black = await at.send({ service_code: 'sin-numero' }, 'xml');
  expect([black.status, black.rows]).toEqual([200, ['']]);
});

test('A10: twenty copies at once are one petition, whatever shows that they are one', async () => {
  const before = await at.countPetitions();
  const report = at.report();
  const twenty = await Promise.all(
    Array.from({ length: 20 }, () => post(city.server, 'requests.json', report)),
  );
  expect(new Set(twenty.map((reply) => reply.rows[0]!['service_request_id'])).size).toBe(1);
  expect(await at.countPetitions()).toBe(before + 1);
  const headers = { 'idempotency-key': 'la misma' };
  const keyed = await Promise.all(
    Array.from({ length: 20 }, () =>
      postWith(city.server, 'requests.xml', { fields: { ...report, phone: '5512345678' }, headers }),
    ),
  );
  expect(new Set(keyed.map((reply) => reply.rows[0]!['service_request_id'])).size).toBe(1);
  expect(await at.countPetitions()).toBe(before + 2);
  const other = await postWith(city.server, 'requests.json', { fields: at.report(), headers });
  expect([other.status, other.rows.length]).toEqual([400, 1]);
  const first = await at.send({ 'attribute[fixmystreet_id]': '77', description: 'Primera versión' });
  const again = await at.send({ 'attribute[fixmystreet_id]': '77', description: 'Versión corregida' });
  expect(again.rows).toEqual(first.rows);
});

test('A10: the same words after ten minutes are another report, and another key is another sender', async () => {
  const report = at.report();
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
  const report = at.report({ service_code: 'por-lote' });
  const first = await post(city.server, 'requests.json', report);
  expect((await post(city.server, 'requests.json', report)).rows).toEqual(first.rows);
});

test('a name makes the petition a named one, a dash is no name, and an e-mail alone can be answered', async () => {
  const identity = async (fields: Record<string, string>) => {
    const row = await at.petition(await at.send(fields));
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
  expect((await at.send({ email: 'no es correo' })).status).toBe(400);
});
