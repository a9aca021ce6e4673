import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../test/one-city.ts';
import { s3Peer } from '../../test/s3-peer.ts';
import { openDatabase } from '../store/database.ts';
import { directoryFileStore } from '../store/file-store.ts';
import { s3FileStore } from '../store/s3-file-store.ts';
import { serveHealth, type Operations } from './health.ts';
import { buildServer } from './http.ts';
import { openLog, withoutValues } from './log.ts';
import { serveMetrics } from './metrics.ts';

let city: OneCity;
let owner: pg.Client;
beforeAll(async () => {
  city = await oneCity();
  owner = new pg.Client(city.owner_url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await city.drop();
});

const here = {
  ...{ pool: null, directories: [tmpdir()], works_queue: true, metrics_token: null },
  shares_files: false,
};

async function aServer(change: Partial<Operations> = {}, app = city.app) {
  const server = await buildServer({ app, trusted_proxies: [], log_level: 'silent' });
  const operations = { ...here, ...change };
  serveHealth(server, app, operations);
  serveMetrics(server, app, operations);
  return server;
}
const ready = async (change: Partial<Operations> = {}, app = city.app) => {
  const { statusCode, body } = await (await aServer(change, app)).inject('/readyz');
  return { statusCode, ...(JSON.parse(body) as { status: string; checks: Record<string, { ok: boolean }> }) };
};
const bad = (checks: Record<string, { ok: boolean }>) =>
  Object.keys(checks).filter((part) => checks[part]!.ok === false);

test('says part by part whether it can work', async () => {
  const well = await ready();
  expect(well).toMatchObject({ statusCode: 200, status: 'ok' });
  expect(Object.keys(well.checks)).toEqual(['database', 'migrations', 'queue', 'disk', 'files']);

  await owner.query(`delete from schema_migrations where name = '0001_configuration.sql'`);
  const behind = await ready();
  expect([behind.statusCode, bad(behind.checks)]).toEqual([503, ['migrations']]);
  await owner.query(`insert into schema_migrations (name) values ('0001_configuration.sql')`);

  const full = await ready({ directories: [tmpdir(), '/nowhere/at/all'] });
  expect([full.statusCode, bad(full.checks)]).toEqual([503, ['disk']]);

  const away = openDatabase('postgres://nobody@127.0.0.1:9/none', 1);
  const without = await ready({}, city.with({ database: away.database }));
  expect([without.statusCode, bad(without.checks)]).toEqual([503, ['database', 'migrations', 'queue']]);
  await away.pool.end();
});

test('a job that nobody begins is bad for who works the queue; doors alone stay open and say so', async () => {
  await owner.query(
    `select graphile_worker.add_job('sweep_expired', run_at := now() - interval '20 minutes')`,
  );
  const [worker, doors] = [await ready(), await ready({ works_queue: false })];
  expect([worker.statusCode, worker.status, bad(worker.checks)]).toEqual([503, 'unavailable', ['queue']]);
  expect([doors.statusCode, doors.status, bad(doors.checks)]).toEqual([200, 'degraded', ['queue']]);
  // One that failed and waits for its next turn is nobody's neglect.
  await owner.query(`update graphile_worker._private_jobs set run_at = now() + interval '1 hour'`);
  expect((await ready()).statusCode).toBe(200);
});

test('a bucket that is away or refuses us is said, and doors stay open; one look serves many', async () => {
  const bucket = await s3Peer();
  const app = city.with({ files: s3FileStore(bucket.settings) });
  const server = await aServer({ shares_files: true }, app);
  const asked = async () => {
    const { statusCode, body } = await server.inject('/readyz');
    return { statusCode, ...(JSON.parse(body) as { status: string; checks: { files: { ok: boolean } } }) };
  };
  const answers = await Promise.all([asked(), asked(), asked()]);
  expect(answers.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
  expect((await asked()).checks.files).toEqual({ ok: true });
  expect(bucket.asked.map((line) => line.split(' ')[0])).toEqual(['PUT', 'GET', 'DELETE']);
  expect(bucket.objects.size).toBe(0);

  await bucket.goAway();
  const away = await ready({ shares_files: true }, app);
  expect(away).toMatchObject({ statusCode: 200, status: 'degraded' });
  expect(away.checks['files']).toEqual({ ok: false, detail: 'ECONNREFUSED' });
  await bucket.comeBack();
  const wrong = s3FileStore({ ...bucket.settings, secret_access_key: 'otra' });
  const refused = await ready({ shares_files: true }, city.with({ files: wrong }));
  expect(refused.checks['files']).toEqual({ ok: false, detail: '403 SignatureDoesNotMatch' });
  await bucket.goAway();
});

test('a process that cannot write its own directory of files is not ready', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'atiende-files-'));
  // Nobody makes a folder in a file, not even who may do everything.
  await writeFile(join(folder, 'file'), '');
  const files = directoryFileStore(join(folder, 'file'));
  const closed = await ready({}, city.with({ files }));
  expect([closed.statusCode, closed.status, bad(closed.checks)]).toEqual([503, 'unavailable', ['files']]);
  expect(closed.checks['files']).toEqual({ ok: false, detail: 'ENOTDIR' });
  await rm(folder, { recursive: true });
});

test('measures requests by pattern, what was filed, what waits; for this machine or for the token', async () => {
  const server = await aServer();
  const metrics = (headers = {}, remoteAddress = '127.0.0.1') =>
    server.inject({ url: '/metrics', headers, remoteAddress });
  await city.file();
  await server.inject('/readyz');
  const { body } = await metrics();
  for (const line of [
    /^atiende_request_seconds_count\{method="GET",route="\/readyz",status="2xx"\} 1$/m,
    /^atiende_petitions_filed_total\{channel="portal"\} [1-9]/m,
    /^atiende_messages_queued [1-9]/m,
    /^atiende_jobs_oldest_seconds \d+$/m,
    /^atiende_database_up 1$/m,
    /^nodejs_eventloop_lag_seconds /m,
  ])
    expect(body).toMatch(line);
  expect((await metrics({}, '203.0.113.7')).statusCode).toBe(404);
  expect((await metrics({ 'x-forwarded-for': '203.0.113.7' })).statusCode).toBe(404);

  const token = 'una-palabra-bastante-larga';
  const closed = await aServer({ metrics_token: token });
  const asked = async (authorization?: string) =>
    (
      await closed.inject({
        ...{ url: '/metrics', remoteAddress: '203.0.113.7' },
        headers: authorization === undefined ? {} : { authorization },
      })
    ).statusCode;
  expect([await asked(), await asked('Bearer otra'), await asked(`Bearer ${token}`)]).toEqual([
    404, 404, 200,
  ]);
});

test('a request keeps the id of the proxy where it is one, and gives it back', async () => {
  const server = await aServer();
  const id = async (given: string) =>
    (await server.inject({ url: '/livez', headers: { 'x-request-id': given } })).headers['x-request-id'];
  const uuid = '0198f3a1-7c44-7d2a-9f21-6a1c0d7e55aa';
  expect(await id(uuid)).toBe(uuid);
  for (const nonsense of ['rosa@example.mx', 'x'.repeat(500), '1\u00e9', ''])
    expect(await id(nonsense)).toMatch(/^[0-9a-f-]{13}$/);
});

test('the log names patterns, codes and places in the code, and nothing that somebody typed', async () => {
  const lines: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = openLog('trace', sink);
  const server = await buildServer({ app: city.app, trusted_proxies: [], log_level: 'trace', log });
  server.get('/personas/:nombre', async (request) => {
    const { nombre } = request.params as { nombre: string };
    const cause = new Error(`no hay ${nombre}`);
    throw Object.assign(new Error(`falló ${nombre}`, { cause }), { detail: nombre, table: 'people' });
  });
  const failed = await server.inject('/personas/Xochiquetzal?correo=xochi@example.mx');
  expect(failed.statusCode).toBe(500);
  expect((await server.inject('/no/existe/Xochiquetzal')).statusCode).toBe(404);
  const text = lines.join('');
  expect(text).not.toMatch(/xochi/i);
  expect(text).not.toContain('127.0.0.1');
  expect(text).toContain('/personas/:nombre');
  expect(text).toContain('health.test.ts');
  expect(text).toContain(JSON.parse(failed.body).error.request_id);
  expect(withoutValues(Object.assign(new Error('Rosa'), { code: '23514' }))).toMatchObject({ code: '23514' });
});
