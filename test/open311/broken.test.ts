import { afterAll, beforeAll, expect, test } from 'vitest';
import { get } from './client.ts';
import { open311City, type Open311City } from './city.ts';

// What broken, careless or hostile senders send: always a no of the specification, in its form, and never a 500.
let city: Open311City;
let key: string;
beforeAll(async () => {
  city = await open311City();
  key = await city.key('descuidado');
});
afterAll(() => city.drop());

async function send(path: string, type: string | null, body: string | Buffer) {
  const headers = type === null ? {} : { 'content-type': type };
  const answered = await city.server.inject({
    method: 'POST',
    url: `/open311/v2/${path}`,
    headers,
    payload: body,
  });
  return { status: answered.statusCode, type: answered.headers['content-type'], text: answered.body };
}

const form = 'application/x-www-form-urlencoded';
const report = (description: string) =>
  `api_key=${key}&service_code=abierto&lat=19.432608&long=-99.133209&description=${description}`;

test('a body that cannot be read is 400 in the format asked for', async () => {
  const bodies: [string | null, string][] = [
    ['multipart/form-data; boundary=x', 'zzz'],
    ['multipart/form-data', 'zzz'],
    ['multipart/form-data; boundary=x', '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\ncut'],
    ['text/xml', '<a/>'],
    ['application/json', '{"api_key":'],
    [`${form}; charset=nada`, 'api_key=1'],
    [null, 'api_key=1'],
  ];
  for (const [type, body] of bodies) {
    for (const path of ['requests.json', 'servicerequestupdates.json']) {
      const { status, text } = await send(path, type, body);
      expect([type, status]).toEqual([type, 400]);
      expect(JSON.parse(text)).toEqual([
        { code: 400, description: expect.stringContaining('cuerpo') as string },
      ]);
    }
    const { status, type: answered, text } = await send('requests.xml', type, body);
    expect([status, answered]).toEqual([400, 'text/xml; charset=utf-8']);
    expect(text).toContain('<errors><error><code>400</code><description>No se pudo leer');
  }
});

test('a form beyond a megabyte is 400, and nothing of it is kept', async () => {
  const { status, text } = await send('requests.json', form, report('x'.repeat(1_100_000)));
  expect([status, JSON.parse(text)]).toEqual([
    400,
    [{ code: 400, description: expect.stringContaining('demasiado grande') as string }],
  ]);
});

test('an address that does not exist is told as Open311 tells it', async () => {
  for (const path of ['services', 'services/', 'nada.xml', '/services.xml', 'a/b/c/d.xml', 'services.XML']) {
    const { status, type, text } = await get(city.server, path);
    expect([path, status, type]).toEqual([path, 404, 'text/xml; charset=utf-8']);
    expect(text).toContain('<errors><error><code>404</code>');
  }
  const { status, body } = await get(city.server, 'nada.json');
  expect([status, body]).toEqual([404, [{ code: 404, description: expect.any(String) as string }]]);
});

test('instants that are none, or that nothing can be reckoned with, are 400', async () => {
  for (const instant of [
    ...['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00+99:00'],
    ...['10000-01-01T00:00:00Z', '-001-01-01T00:00:00Z', 'ayer', '1767225600'],
  ]) {
    for (const field of ['start_date', 'end_date', 'updated_after', 'updated_before']) {
      const { status, text } = await get(city.server, 'requests.json', { [field]: instant });
      expect([field, instant, status]).toEqual([field, instant, 400]);
      expect(text).toContain(field);
    }
    expect((await get(city.server, 'servicerequestupdates.xml', { start_date: instant })).status).toBe(400);
  }
  // «Always», as .NET, Java and others say it.
  const always = ['0001-01-01T00:00:00Z', '0000-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00'];
  for (const instant of [...always, '2024-02-29T24:00:00Z']) {
    for (const field of ['start_date', 'end_date', 'updated_after', 'updated_before'])
      expect((await get(city.server, 'requests.json', { [field]: instant })).status).toBe(200);
  }
});

test('a report in ISO-8859-1 is kept as it was meant', async () => {
  const reports: [string, string | Buffer][] = [
    [`${form}; charset=ISO-8859-1`, report('Ba%F1o+sin+luz+1')],
    [`${form}; charset=iso-8859-1`, Buffer.from(report('Baño sin luz 2'), 'latin1')],
    [form, report('Ba%F1o+sin+luz+3')],
    [`${form}; charset=utf-8`, report('Ba%C3%B1o+sin+luz+4')],
  ];
  for (const [type, body] of reports) expect((await send('requests.json', type, body)).status).toBe(200);
  const kept = await city.owner.query<{ description: string }>(
    `select description from petitions where description like '%sin luz%' order by description`,
  );
  expect(kept.rows.map(({ description }) => description)).toEqual(
    [1, 2, 3, 4].map((n) => `Baño sin luz ${n}`),
  );
});
