import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awkward, openDataServer, openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { publishOpenData } from '../../actions/open-data/publish-open-data.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';

let open: OpenDataTown;
let server: FastifyInstance;
beforeAll(async () => {
  open = await openDataTown();
  server = await openDataServer(open.town);
}, 120_000);
afterAll(async () => {
  await server.close();
  await open.town.drop();
});

const get = (url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
  server.inject({ method: 'GET', url, headers });
const file = (name: string, headers: Record<string, string> = {}) =>
  get(`/datos-abiertos/archivos/${name}`, headers);

it('says before the first publication that there is nothing yet', async () => {
  const page = await get('/datos-abiertos');
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('Todavía no hay datos publicados');
  expect((await file('solicitudes.csv')).statusCode).toBe(404);
  expect((await get('/datos-abiertos/datapackage.json')).statusCode).toBe(404);
  expect((await get('/data.json')).json<{ dataset: object[] }>().dataset).toEqual([]);
  expect((await get('/catalog.ttl')).body).toContain('dcat:Catalog');
  await publishOpenData(open.town.app, open.town.city_id);
});

it('hands out a file with its tag, its date and its digest, to anybody', async () => {
  const answer = await file('solicitudes.csv');
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'text/csv; charset=utf-8; header=present',
    'access-control-allow-origin': '*',
    'accept-ranges': 'bytes',
    'content-disposition': 'attachment; filename="solicitudes.csv"',
    'last-modified': 'Wed, 29 Apr 2026 16:00:00 GMT',
  });
  const digest = createHash('sha256').update(answer.rawPayload).digest('base64');
  expect(answer.headers['repr-digest']).toBe(`sha-256=:${digest}:`);
  expect(Number(answer.headers['content-length'])).toBe(answer.rawPayload.length);
  const head = await server.inject({ method: 'HEAD', url: '/datos-abiertos/archivos/solicitudes.csv' });
  expect([head.statusCode, head.headers['content-length'], head.body]).toEqual([
    ...[200, answer.headers['content-length'], ''],
  ]);
});

it('sends nothing again to whoever has it, until it changes', async () => {
  const { etag } = (await file('solicitudes.csv')).headers;
  const again = await file('solicitudes.csv', { 'if-none-match': etag as string });
  expect([again.statusCode, again.body]).toEqual([304, '']);
  const since = await file('solicitudes.csv', { 'if-modified-since': 'Wed, 29 Apr 2026 16:00:00 GMT' });
  expect(since.statusCode).toBe(304);
  expect((await file('solicitudes.csv', { 'if-none-match': '"other"' })).statusCode).toBe(200);
});

it('goes on with a download that broke, and begins anew where the file is another', async () => {
  const all = (await file('relojes.jsonl')).rawPayload;
  const { etag } = (await file('relojes.jsonl')).headers;
  const half = Math.floor(all.length / 2);
  const first = await file('relojes.jsonl', { range: `bytes=0-${half - 1}` });
  const rest = await file('relojes.jsonl', { range: `bytes=${half}-`, 'if-range': etag as string });
  expect([first.statusCode, rest.statusCode]).toEqual([206, 206]);
  expect(rest.headers['content-range']).toBe(`bytes ${half}-${all.length - 1}/${all.length}`);
  expect(Buffer.concat([first.rawPayload, rest.rawPayload])).toEqual(all);
  const tail = await file('relojes.jsonl', { range: 'bytes=-10' });
  expect(tail.rawPayload).toEqual(all.subarray(-10));
  const other = await file('relojes.jsonl', { range: `bytes=${half}-`, 'if-range': '"older"' });
  expect([other.statusCode, other.rawPayload.length]).toEqual([200, all.length]);
  const beyond = await file('relojes.jsonl', { range: `bytes=${all.length}-` });
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${all.length}`]);
});

it('reads a part across pieces', async () => {
  // Header, body and end of this one are pieces of their own.
  const all = (await file('solicitudes.geojson')).rawPayload;
  for (const [from, to] of [
    [30, 80],
    [all.length - 40, all.length - 1],
    [0, all.length - 1],
  ] as const) {
    const part = await file('solicitudes.geojson', { range: `bytes=${from}-${to}` });
    expect(part.rawPayload).toEqual(all.subarray(from, to + 1));
  }
});

it('compresses a whole file under a tag of its own, and never a part', async () => {
  const plain = await file('solicitudes.csv');
  const packed = await file('solicitudes.csv', { 'accept-encoding': 'gzip' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.rawPayload)).toEqual(plain.rawPayload);
  expect(packed.headers.etag).not.toBe(plain.headers.etag);
  const part = await file('solicitudes.csv', { 'accept-encoding': 'gzip', range: 'bytes=0-9' });
  expect([part.headers['content-encoding'], part.headers.etag]).toEqual([undefined, plain.headers.etag]);
  expect((await file('solicitudes.parquet', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(
    undefined,
  );
});

it('guards a spreadsheet in the copy for it, and only there', async () => {
  await open.town.asSystem((tx) =>
    tx
      .updateTable('units')
      .set({ name: '=HYPERLINK("http://mal.example")' })
      .where('id', '=', open.town.units['coyoacan/alumbrado']!)
      .execute()
      .then(() => tx.updateTable('cities').set({ configuration_version: 99 }).execute()),
  );
  await publishOpenData(open.town.app, open.town.city_id);
  const excel = (await file('unidades.csv?excel=1')).rawPayload;
  expect(excel.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const namesIn = (bytes: Buffer) =>
    (parse(bytes, { columns: true, bom: true }) as unknown as Record<string, string>[]).map(
      ({ nombre }) => nombre,
    );
  expect(namesIn(excel)).toContain(`'=HYPERLINK("http://mal.example")`);
  expect(namesIn(excel)).toContain(awkward);
  expect(namesIn((await file('unidades.csv')).rawPayload)).toContain('=HYPERLINK("http://mal.example")');
  // Longitudes are negative numbers and stay so.
  expect((await file('solicitudes.csv?excel=1')).body).not.toContain(`'-99`);
});

it('describes each file in a data package that holds what Frictionless asks for', async () => {
  const answer = await get('/datos-abiertos/datapackage.json');
  const pack = answer.json<{ profile: string; name: string; resources: Resource[]; licenses: object[] }>();
  expect(pack.profile).toBe('tabular-data-package');
  expect(pack.name).toMatch(/^[a-z0-9._-]+$/);
  expect(pack.resources.map(({ name }) => name)).toEqual(datasets.map(({ shape }) => shape.code));
  for (const resource of pack.resources) {
    expect(resource.path).not.toMatch(/^\/|\.\./);
    const { rawPayload } = await get(`/datos-abiertos/${resource.path}`);
    expect(resource.bytes).toBe(rawPayload.length);
    expect(resource.hash).toBe(`sha256:${createHash('sha256').update(rawPayload).digest('hex')}`);
    const rows = parse(rawPayload, { columns: true }) as unknown as Record<string, string>[];
    expect(parse(rawPayload)[0]).toEqual(resource.schema.fields.map(({ name }) => name));
    expectValid(resource, rows);
  }
  for (const { schema, name } of pack.resources)
    for (const { fields, reference } of schema.foreignKeys ?? [])
      await expectReferences([name, fields], [reference.resource, reference.fields]);
});

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema: {
    readonly primaryKey: readonly string[];
    readonly foreignKeys?: readonly {
      fields: readonly string[];
      reference: { resource: string; fields: readonly string[] };
    }[];
    readonly fields: readonly {
      name: string;
      type: string;
      description: string;
      constraints?: { required?: boolean; enum?: readonly string[] };
    }[];
  };
}

const shapeOf: Readonly<Record<string, RegExp>> = {
  string: /^[\s\S]*$/,
  integer: /^-?\d+$/,
  number: /^-?\d+(\.\d+)?$/,
  boolean: /^(true|false)$/,
  date: /^\d{4}-\d{2}-\d{2}$/,
  yearmonth: /^\d{4}-\d{2}$/,
};

function expectValid({ name, schema }: Resource, rows: readonly Record<string, string>[]): void {
  const keys = new Set(rows.map((row) => JSON.stringify(schema.primaryKey.map((key) => row[key]))));
  expect([name, keys.size]).toEqual([name, rows.length]);
  for (const field of schema.fields) {
    expect([field.name, field.description.length > 5]).toEqual([field.name, true]);
    for (const row of rows) {
      const value = row[field.name]!;
      const where = `${name}.${field.name}: ${value}`;
      if (value === '') expect([where, field.constraints?.required]).toEqual([where, undefined]);
      else expect(value).toMatch(shapeOf[field.type]!);
      const values = field.constraints?.enum;
      if (value !== '' && values !== undefined) expect(values).toContain(value);
    }
  }
}

async function expectReferences(
  [from, fields]: [string, readonly string[]],
  [to, keys]: [string, readonly string[]],
): Promise<void> {
  const there = new Set((await open.rows(to)).map((row) => JSON.stringify(keys.map((key) => row[key]))));
  for (const row of await open.rows(from)) {
    const own = fields.map((field) => row[field]);
    if (own.some((value) => value !== ''))
      expect([from, own, there.has(JSON.stringify(own))]).toEqual([from, own, true]);
  }
}

it('explains every column in both languages, in a dictionary of its own', async () => {
  for (const { shape } of datasets) {
    const [es, en] = [
      await get(`/datos-abiertos/diccionarios/${shape.code}.csv`),
      await get(`/datos-abiertos/diccionarios/${shape.code}.csv?idioma=en`),
    ];
    const columnsOf = (text: string) =>
      (parse(text, { columns: true }) as unknown as Record<string, string>[]).map(({ columna }) => columna);
    expect(columnsOf(es.body)).toEqual(shape.columns.map(({ name }) => name));
    expect(columnsOf(en.body)).toEqual(columnsOf(es.body));
    expect(en.body).not.toBe(es.body);
    expect(`${es.body}${en.body}`).not.toContain('open_data.');
  }
});

it('knows no other name', async () => {
  for (const name of [
    'personas.csv',
    'solicitudes-2020-01.csv',
    '../secret',
    'solicitudes.exe',
    'a%2f..%2fb.csv',
  ])
    expect([name, (await file(name)).statusCode]).toEqual([name, 404]);
});
