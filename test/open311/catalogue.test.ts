import { afterAll, beforeAll, expect, test } from 'vitest';
import { get, post, postWith, type Answered } from './client.ts';
import { open311City, type Open311City } from './city.ts';

let city: Open311City;
beforeAll(async () => {
  city = await open311City();
});
afterAll(() => city.drop());

const xml = 'text/xml; charset=utf-8';
const json = 'application/json; charset=utf-8';

test('A1: discovery names the endpoint, and its changeset grows when a service is edited', async () => {
  const first = await get(city.server, 'discovery.json');
  expect([first.status, first.type]).toEqual([200, json]);
  const { endpoints, ...about } = first.body as { endpoints: Answered[] } & Answered;
  expect(Object.keys(about)).toEqual(['changeset', 'contact', 'key_service']);
  expect(endpoints).toEqual([
    {
      specification: 'http://wiki.open311.org/GeoReport_v2',
      url: 'http://ciudad.example/open311/v2',
      changeset: about['changeset'],
      type: 'production',
      formats: ['text/xml', 'application/json'],
    },
  ]);
  expect((await get(city.server, 'discovery.json')).text).toBe(first.text);
  const asXml = await get(city.server, 'discovery.xml');
  expect(asXml.type).toBe(xml);
  const listed = asXml.body as { endpoints: { endpoint: Answered[] } };
  expect(listed.endpoints.endpoint[0]!['url']).toBe('http://ciudad.example/open311/v2');
  await city.owner.query(
    `update cities set changeset = now() + interval '1 minute', configuration_version = configuration_version + 1`,
  );
  const later = (await get(city.server, 'discovery.json')).body;
  expect(String(later['changeset']) > String(about['changeset'])).toBe(true);
});

test('A2: both formats list the same services, JSON as an array', async () => {
  const asJson = await get(city.server, 'services.json');
  const asXml = await get(city.server, 'services.xml');
  expect([asJson.status, asJson.type]).toEqual([200, json]);
  expect([asXml.status, asXml.type]).toEqual([200, xml]);
  expect(Array.isArray(JSON.parse(asJson.text))).toBe(true);
  expect(asXml.rows).toEqual(asJson.rows.map((row) => ({ ...row, metadata: String(row['metadata']) })));
  const codes = asJson.rows.map((row) => row['service_code']);
  expect(codes).toContain('alumbrado');
  expect(asJson.rows.find((row) => row['service_code'] === 'con-preguntas')).toEqual({
    service_code: 'con-preguntas',
    service_name: 'Con preguntas',
    description: 'Para las pruebas.',
    metadata: true,
    type: 'realtime',
    keywords: 'prueba  con coma',
    group: 'Calles y banquetas',
  });
  const hidden = asJson.rows.find((row) => row['service_code'] === 'reservado');
  expect(hidden).toMatchObject({ keywords: 'private' });
});

test('A3: a service has attributes exactly when it says so; order is 1..n and only lists have values', async () => {
  const services = (await get(city.server, 'services.json')).rows;
  for (const { service_code, metadata } of services) {
    const found = await get(city.server, `services/${String(service_code)}.json`);
    const { attributes } = found.body as { attributes: Answered[] };
    expect(metadata).toBe(attributes.length > 0);
    expect(attributes.map(({ order }) => order)).toEqual(attributes.map((_, index) => index + 1));
    for (const { datatype, values } of attributes) {
      expect(values !== undefined).toBe(/^(single|multi)valuelist$/.test(String(datatype)));
    }
  }
  const ours = (await get(city.server, 'services/con-preguntas.json')).body as { attributes: Answered[] };
  const short = ours.attributes.map((one) => [
    one['code'],
    one['datatype'],
    one['variable'],
    one['required'],
  ]);
  expect(short).toEqual([
    ['what', 'string', true, true],
    ['more', 'text', true, false],
    ['many', 'number', true, false],
    ['since', 'datetime', true, false],
    ['danger', 'singlevaluelist', true, false],
    ['size', 'singlevaluelist', true, false],
    ['seen', 'multivaluelist', true, false],
    ['advice', 'string', false, false],
    ['who', 'string', true, false],
  ]);
  expect(ours.attributes[0]!['description']).toBe('¿Qué es?');
  expect(ours.attributes[5]!['values']).toContainEqual({ key: 's', name: 'Chico & «feo»' });
  const asXml = (await get(city.server, 'services/con-preguntas.xml')).body as Answered;
  expect(asXml['attributes']).toMatchObject({ attribute: { length: 9 } });
});

test('A4: what does not exist is 404 in the format asked for', async () => {
  const unknown = await get(city.server, 'services/NOPE.xml');
  expect([unknown.status, unknown.type]).toEqual([404, xml]);
  expect(unknown.rows).toEqual([{ code: '404', description: expect.stringContaining('NOPE') as string }]);
  const asJson = await get(city.server, 'services/NOPE.json');
  expect([asJson.status, asJson.type]).toEqual([404, json]);
  expect(asJson.rows).toEqual([{ code: 404, description: expect.stringContaining('NOPE') as string }]);
  for (const path of [
    'services.yaml',
    'services',
    'requests.',
    'services/alumbrado',
    'requests/a/b.xml',
    'x.xml',
  ]) {
    expect([path, (await get(city.server, path)).status]).toEqual([path, 404]);
  }
  expect((await get(city.server, 'services.xml', { jurisdiction_id: 'otra' })).status).toBe(404);
  expect((await get(city.server, 'services.xml', { jurisdiction_id: 'cdmx' })).status).toBe(200);
  expect((await get(city.server, 'services.xml', { jurisdiction_id: '' })).status).toBe(200);
});

test('A20: any origin may read and ask first; writing needs the key, not the origin', async () => {
  const headers = { origin: 'https://otro.example' };
  const read = await city.server.inject({ url: '/open311/v2/services.json', headers });
  expect(read.headers['access-control-allow-origin']).toBe('*');
  const missing = await city.server.inject({ url: '/open311/v2/nada.json', headers });
  expect(missing.headers['access-control-allow-origin']).toBe('*');
  const asked = await city.server.inject({
    method: 'OPTIONS',
    url: '/open311/v2/requests.json',
    headers: { ...headers, 'access-control-request-method': 'POST' },
  });
  expect(asked.statusCode).toBe(204);
  expect(asked.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': expect.stringContaining('POST') as string,
  });
  const report = { service_code: 'abierto', lat: '19.4326', long: '-99.1332', description: 'De otro origen' };
  const cross = { ...headers, 'sec-fetch-site': 'cross-site' };
  const sent = (fields: Record<string, string>) =>
    postWith(city.server, 'requests.json', { fields, headers: cross });
  expect((await sent(report)).status).toBe(403);
  const api_key = await city.key('otro origen');
  expect((await sent({ ...report, api_key })).status).toBe(200);
});

// Last: from here on the installation has two cities.
test('A4: with several cities the prefix or jurisdiction_id names one, and the key belongs to one', async () => {
  const api_key = await city.key('solo una ciudad');
  await city.addCity('template');
  const none = await get(city.server, 'services.xml');
  expect([none.status, none.type]).toEqual([400, xml]);
  expect((await get(city.server, 'services.json', { jurisdiction_id: 'nada' })).status).toBe(404);
  const byId = await get(city.server, 'services.json', { jurisdiction_id: 'template' });
  expect(byId.rows.map((row) => row['service_code'])).toEqual(['alumbrado', 'otro']);
  const byPrefix = await city.server.inject({ url: '/c/template/open311/v2/services.json' });
  expect(byPrefix.body).toBe(byId.text);
  const wrong = await city.server.inject({ url: '/c/nada/open311/v2/services.json' });
  expect([wrong.statusCode, wrong.headers['content-type']]).toEqual([404, json]);
  const crossed = await city.server.inject({
    url: '/c/template/open311/v2/services.json?jurisdiction_id=cdmx',
  });
  expect(crossed.statusCode).toBe(404);
  const report = { service_code: 'alumbrado', address_string: 'Calle 5', description: 'Oscuro', api_key };
  const other = await post(city.server, 'requests.json', { ...report, jurisdiction_id: 'template' });
  expect(other.status).toBe(403);
  const { endpoints } = (await get(city.server, 'discovery.json')).body as { endpoints: Answered[] };
  expect(endpoints.map(({ url }) => url)).toEqual([
    'http://ciudad.example/c/cdmx/open311/v2',
    'http://ciudad.example/c/template/open311/v2',
  ]);
});
