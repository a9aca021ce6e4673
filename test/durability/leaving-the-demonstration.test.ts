import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, expect, test } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connectToServe } from '../../src/start/connect.ts';
import { ask, runningDatabase, verified } from './installation.ts';
import { subscribeAt } from './subscribing.ts';
import { atiende, beginProgram, endEverything, scratchFolder, startProgram, until } from './program.ts';

const folder = scratchFolder();
afterAll(async () => {
  endEverything();
  await folder.remove();
});

const demo_user = 'administracion@cdmx.example';
let demo_password: string;

const signIn = (url: string, email: string, password: string) =>
  post(`${url}/api/v1/session`, { email, password });
const post = (address: string, body: object) =>
  fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-atiende': '1' },
    body: JSON.stringify(body),
  });

test('a first start that is killed again and again is made whole by the next, and the one after loads nothing', async () => {
  const first = beginProgram(folder);
  await first.says(/Se cargan las solicitudes de muestra/);
  await first.end('SIGKILL');
  const imported = beginProgram(folder);
  await until(async () => (await loaded()).petitions > (await loaded()).rows, imported);
  await imported.end('SIGKILL');

  const whole = await startProgram(folder);
  demo_password = /Contraseña de todos: (\S+)/.exec(whole.said())?.[1] ?? '';
  const signed = await signIn(whole.url, demo_user, demo_password);
  expect([signed.status, await signed.json()]).toEqual([
    200,
    expect.objectContaining({ state: 'signed_in' }),
  ]);
  const before = await loaded();
  expect(before).toEqual({ petitions: 71 + 9 + 15 + 5, rows: 71 });
  expect((await verified(runningDatabase(folder).url)).problems).toEqual([]);
  await whole.end('SIGTERM');

  const later = await startProgram(folder);
  expect(later.said()).not.toContain('Se carga');
  expect(await loaded()).toEqual(before);
  await later.end('SIGTERM');
});

/** How many petitions there are, and how many of them are rows of the sample; the others are the made-up story and those whose person said how it went. */
async function loaded(): Promise<{ petitions: number; rows: number }> {
  const [found] = await ask<{ petitions: number; rows: number }>(
    runningDatabase(folder).owner_url,
    'select (select count(*)::int from petitions) as petitions, (select count(*)::int from import_rows) as rows',
  );
  return found!;
}

test('leaving takes every row and file of the demonstration, and what comes after is the city alone', async () => {
  await useTheDemonstration();
  expect(
    readdirSync(join(folder.path, 'files'), { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    ).length,
  ).toBeGreaterThan(0);

  const asked = await atiende(folder, ['demo', 'leave']);
  expect(asked.code).toBe(1);
  const left = await atiende(folder, ['demo', 'leave', '--yes']);
  expect([left.code, left.said]).toEqual([0, expect.any(String)]);
  // What the migrations themselves put there: that it is an installation, and up to where changes are counted.
  expect(await rowsOfEveryTable()).toEqual({ installation: 1, statistics_progress: 1 });
  const files = readdirSync(join(folder.path, 'files'), { recursive: true, withFileTypes: true });
  expect(files.filter((one) => one.isFile())).toEqual([]);

  const loaded = await atiende(folder, ['pack', 'load', 'packs/metepec']);
  expect([loaded.code, loaded.said]).toEqual([0, expect.any(String)]);
  const given = [
    '--email',
    'ana@metepec.example',
    '--name',
    'Ana Prueba',
    '--role',
    'administrator',
    '--city',
    'metepec',
  ];
  const added = await atiende(folder, ['user', 'add', ...given]);
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^https?:\/\/\S+#\S+$/)]);

  const program = await startProgram(folder);
  expect(program.said()).not.toContain('demostración');
  expect(await (await fetch(`${program.url}/`)).text()).toContain('Metepec');
  expect((await signIn(program.url, demo_user, demo_password)).status).toBe(401);
  await useLink(program.url, added.out.split('#')[1] ?? '');
  await program.end('SIGTERM');
});

/** The one-time link sets a password, once, and that password lets its owner in. */
async function useLink(url: string, token: string): Promise<void> {
  const new_password = 'una frase larga de Ana 27';
  const set = () => post(`${url}/api/v1/password-resets`, { token, new_password });
  expect((await set()).status).toBe(200);
  expect((await set()).status).not.toBe(200);
  const signed = await signIn(url, 'ana@metepec.example', new_password);
  expect(signed.status).toBe(200);
}

/** Leaves something in as many tables as the doors of the demonstration write to. */
async function useTheDemonstration(): Promise<void> {
  const key = (await atiende(folder, ['api-key', 'add', 'cdmx', 'pruebas'])).out;
  const program = await startProgram(folder);
  await signIn(program.url, demo_user, demo_password);
  await signIn(program.url, demo_user, 'otra cosa');
  const form = new FormData();
  const report = {
    api_key: key,
    service_code: 'alumbrado',
    description: 'Lámpara apagada',
    lat: '19.432608',
    long: '-99.133209',
    'attribute[lamps]': '1',
    'attribute[state]': 'dark',
    email: 'rosa@correo.example',
  };
  for (const [name, value] of Object.entries(report)) form.set(name, value);
  const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#246' } })
    .jpeg()
    .toBuffer();
  form.set('media', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'foto.jpg');
  const filed = await fetch(`${program.url}/open311/v2/requests.json`, {
    method: 'POST',
    body: form,
    headers: { 'idempotency-key': 'una' },
  });
  expect([filed.status, await filed.text()]).toEqual([200, expect.stringContaining('service_request_id')]);
  const page = await fetch(`${program.url}/solicitud?tema=alumbrado`);
  const csrf = /name="_csrf"\s+value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
  const cookie = page.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const begun = await fetch(`${program.url}/solicitud`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams({ tema: 'alumbrado', _csrf: csrf }),
  });
  expect(begun.status).toBe(303);
  expect(await subscribeAt(program.url, 'vecina@correo.example')).toBe(200);
  const { owner_url } = runningDatabase(folder);
  await until(async () => (await ask(owner_url, 'select from seals limit 1')).length > 0);
  await program.end('SIGTERM');
}

/** Tables that hold anything, with their number of rows. */
async function rowsOfEveryTable(): Promise<Record<string, number>> {
  const connection = await connectToServe(readConfig({ DATA_DIRECTORY: folder.path }), () => undefined);
  const tables = await ask<{ name: string }>(
    connection.owner_url,
    `select relname as name from pg_class
     where relkind = 'r' and relnamespace = 'public'::regnamespace and relname <> 'schema_migrations'`,
  );
  const counted = await ask<{ name: string; n: number }>(
    connection.owner_url,
    tables.map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name}`).join(' union all '),
  );
  await connection.stop();
  return Object.fromEntries(counted.filter(({ n }) => n > 0).map(({ name, n }) => [name, n]));
}
