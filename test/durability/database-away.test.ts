import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { freePort } from '../../src/start/free-port.ts';
import { fileReport } from './filing-clients.ts';
import { ask, installCities } from './installation.ts';
import { beginProgram, endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
let port: number;
let database: EmbeddedDatabase;
let program: Program;
let api_key: string;

/** Stands for somebody's own PostgreSQL, which Atiende did not start and cannot bring back. */
const startDatabase = () =>
  startEmbeddedDatabase({ data_directory: elsewhere.path, port, log: () => undefined });

beforeAll(async () => {
  port = await freePort();
  database = await startDatabase();
  const environment = { DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url };
  program = await startProgram(folder, environment);
  // A first start on a database of one's own makes no demonstration.
  expect(program.said()).toContain('Todavía no hay ninguna ciudad');
  const found = await ask(
    database.owner_url,
    'select is_demo, (select count(*)::int from cities) as cities, (select count(*)::int from users) as users from installation',
  );
  expect(found).toEqual([{ is_demo: false, cities: 0, users: 0 }]);
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
});
afterAll(async () => {
  endEverything();
  await database.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

/** A browser without JavaScript: cookies, forms, no redirects followed by itself. */
function browser() {
  const cookies = new Map<string, string>();
  const go = async (path: string, form?: URLSearchParams | FormData) => {
    const response = await fetch(program.url + path, {
      redirect: 'manual',
      signal: AbortSignal.timeout(15_000),
      headers: { accept: 'text/html', cookie: [...cookies].map((pair) => pair.join('=')).join('; ') },
      ...(form === undefined ? {} : { method: 'POST', body: form }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const html = await response.text();
    const token = /name="_csrf"\s+value="([^"]*)"/.exec(html)?.[1] ?? '';
    return { status: response.status, headers: response.headers, html, token };
  };
  return { go };
}

const description = 'Llevamos tres noches sin luz; «la esquina» & el parque están a oscuras.';

test('with the database away every door says so at once in Spanish, and a form gives back what was typed', async () => {
  const { go } = browser();
  const start = await go('/solicitud?tema=alumbrado');
  const begun = await go('/solicitud', new URLSearchParams({ tema: 'alumbrado', _csrf: start.token }));
  expect([begun.status, begun.headers.get('location')]).toEqual([303, '/solicitud/que']);
  const { token } = await go('/solicitud/que');
  await database.stop();

  const health = async (path: string) => (await fetch(program.url + path)).status;
  expect([await health('/livez'), await health('/readyz')]).toEqual([200, 503]);

  const home = await go('/');
  expect([home.status, home.headers.get('retry-after')]).toEqual([503, '5']);
  expect(home.html).toContain('El servicio no está disponible en este momento');
  expect(home.html).toContain('<html lang="es">');

  const typed = new URLSearchParams({ _csrf: token, descripcion: description, hacer: 'seguir' });
  const refused = await go('/solicitud/que', typed);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  const kept = hiddenFields(refused.html);
  expect(Object.fromEntries(kept)).toEqual(Object.fromEntries(typed));
  expect(refused.html).toMatch(/<form[^>]*\baction="\/solicitud\/que"/);

  const api = await fetch(`${program.url}/api/v1/session`, { headers: { 'x-atiende': '1' } });
  // Nobody is signed in there: with a cookie the session is looked for.
  expect(api.status).toBe(401);
  const signIn = await fetch(`${program.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'x-atiende': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ana@metepec.example', password: 'no-importa-cual' }),
  });
  expect([signIn.status, signIn.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await signIn.json()).toMatchObject({
    error: { code: 'unavailable', message: expect.stringContaining('Nada se perdió') },
  });

  const report = await fileReport({ url: program.url, api_key }, 2);
  expect([report?.status, report?.retry_after]).toEqual([503, '5']);
  const xml = await fetch(`${program.url}/open311/v2/services.xml`);
  expect([xml.status, await xml.text()]).toEqual([503, expect.stringContaining('<code>503</code>')]);

  database = await startDatabase();
  await until(async () => (await health('/readyz')) === 200);
  const taken = await go('/solicitud/que', new URLSearchParams([...kept]));
  expect([taken.status, taken.headers.get('location')]).toEqual([303, '/solicitud/donde']);
  expect((await go('/solicitud/que')).html).toContain('Llevamos tres noches sin luz');
  expect((await fileReport({ url: program.url, api_key }, 2))?.folio).toMatch(/^MET-/);
});

test('a form with a photo gives back its words and says that the photo has to be chosen again', async () => {
  const { go } = browser();
  const start = await go('/solicitud?tema=alumbrado');
  await go('/solicitud', new URLSearchParams({ tema: 'alumbrado', _csrf: start.token }));
  const form = new FormData();
  form.set('_csrf', start.token);
  form.set('nota', 'La foto es de anoche');
  form.set('foto', new Blob([new Uint8Array(2000)], { type: 'image/jpeg' }), 'IMG_0001.jpg');
  await database.stop();
  const refused = await go('/solicitud/fotos', form);
  database = await startDatabase();
  expect(refused.status).toBe(503);
  expect(Object.fromEntries(hiddenFields(refused.html))).toMatchObject({ nota: 'La foto es de anoche' });
  expect(refused.html).toContain('tendrá que elegirlos otra vez');
  await until(async () => (await fetch(`${program.url}/readyz`)).status === 200);
});

test('a start while the database is away says which setting to look at and leaves with 1', async () => {
  const nowhere = `postgres://atiende_app:x@127.0.0.1:${await freePort()}/atiende`;
  const other = scratchFolder();
  const begun = beginProgram(other, { DATABASE_URL: nowhere });
  expect(await begun.ended).toMatchObject({ code: 1 });
  expect(begun.said()).toContain('No se puede llegar a la base de datos (ECONNREFUSED)');
  await other.remove();
});

/** The hidden fields of a page as a browser would send them again. */
function hiddenFields(page: string): [string, string][] {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"' } as Readonly<Record<string, string>>;
  const decode = (text: string) =>
    text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string, name: string) =>
      code === undefined ? (named[name] ?? '') : String.fromCodePoint(Number(code)),
    );
  const found = page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return [...found].map(([, name = '', value = '']) => [decode(name), decode(value)]);
}
