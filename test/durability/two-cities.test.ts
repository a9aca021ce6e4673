import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, installCities, runningDatabase } from './installation.ts';
import { endEverything, scratchFolder, startProgram, type Program } from './program.ts';

const folder = scratchFolder();
let program: Program;
let keys: Record<string, string>;

beforeAll(async () => {
  keys = await installCities(folder, [
    { pack: 'metepec' },
    { pack: 'chimichagua', host: 'pqrs.chimichagua.example' },
  ]);
  program = await startProgram(folder);
});
afterAll(async () => {
  endEverything();
  await folder.remove();
});

/** A page as a browser asks for it by that host name. */
function page(path: string, host = 'localhost'): Promise<{ status: number; html: string }> {
  const { port } = new URL(program.url);
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, headers: { host, accept: 'text/html' } },
      (response) => {
        let html = '';
        response.on('data', (chunk: Buffer) => (html += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, html }));
      },
    );
    asked.on('error', reject).end();
  });
}

test('the first page asks which city; each has its own under its prefix, and one by its host name too', async () => {
  const chooser = await page('/');
  expect(chooser.status).toBe(200);
  for (const code of ['metepec', 'chimichagua']) expect(chooser.html).toContain(`href="/c/${code}"`);

  const metepec = await page('/c/metepec');
  expect([metepec.status, /<html lang="([^"]+)"/.exec(metepec.html)?.[1]]).toEqual([200, 'es-MX']);
  expect(metepec.html).toContain('href="/c/metepec/temas"');
  const prefixed = await page('/c/chimichagua/temas');
  expect([prefixed.status, prefixed.html.includes('href="/c/chimichagua')]).toEqual([200, true]);

  const named = await page('/', 'pqrs.chimichagua.example');
  expect([named.status, /<html lang="([^"]+)"/.exec(named.html)?.[1]]).toEqual([200, 'es-CO']);
  expect(named.html).toContain('href="/temas"');
  expect((await page('/c/nadie')).status).toBe(404);
});

test('petitions of the two stay apart: folios, keys, lists', async () => {
  const file = async (pack: string, form: Record<string, string>) => {
    const body = new URLSearchParams({
      jurisdiction_id: pack,
      api_key: keys[pack]!,
      address_string: 'Calle 5',
      ...form,
    });
    const response = await fetch(`${program.url}/open311/v2/requests.json`, { method: 'POST', body });
    return { status: response.status, text: await response.text() };
  };
  const inMetepec = await file('metepec', {
    service_code: 'alumbrado',
    description: 'Sin luz',
    'attribute[lamps]': '1',
  });
  const services = (await (
    await fetch(`${program.url}/open311/v2/services.json?jurisdiction_id=chimichagua`)
  ).json()) as { service_code: string; metadata: boolean }[];
  const service_code = services.find(({ metadata }) => !metadata)?.service_code ?? '';
  const inChimichagua = await file('chimichagua', { service_code, description: 'Sin agua' });
  expect([inMetepec.status, inChimichagua.status, inMetepec.text, inChimichagua.text]).toEqual([
    200,
    200,
    expect.stringMatching(/"MET-\d{4}-000001-/),
    expect.stringMatching(/"CHIM-\d{4}-000001-/),
  ]);
  const foreign = await file('metepec', {
    service_code: 'alumbrado',
    description: 'Otra',
    api_key: keys['chimichagua']!,
  });
  expect(foreign.status).toBe(403);
  const cities = await ask(
    runningDatabase(folder).owner_url,
    `select c.code, count(*)::int as n from petitions p join cities c on c.id = p.city_id group by 1 order by 1`,
  );
  expect(cities).toEqual([
    { code: 'chimichagua', n: 1 },
    { code: 'metepec', n: 1 },
  ]);
});
