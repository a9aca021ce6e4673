import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { fillIn, portalServer, sendIt, textOf, visitor } from '../../../test/portal-visitor.ts';
import { inTransaction } from '../../store/database.ts';

let city: OneCity;
let server: FastifyInstance;
beforeAll(async () => {
  city = await oneCity();
  server = await portalServer(city.app);
});
afterAll(async () => {
  await server.close();
  await city.drop();
});

const open = async (url: string, headers: Record<string, string> = {}) =>
  server.inject({ url, headers: { accept: 'text/html', ...headers } });

it('changes the language of the page and of its dates, and comes back to the same page', async () => {
  const rosa = visitor(server);
  await fillIn(rosa);
  const { folio, receipt } = await sendIt(rosa);
  expect(receipt.body).toMatch(/<a href="\?lang&#61;en"\s+hreflang="en"\s+lang="en"[^>]*>\s*English/);
  expect((await rosa.get(`/seguimiento/${folio}?lang=en`)).location).toBe(`/seguimiento/${folio}`);
  const english = await rosa.follow();
  expect(english.body).toContain('<html lang="en">');
  expect(textOf(english.body)).toContain('Monday September 21, 2026');
  expect(english.body).toMatch(/<h1\s+lang="es-MX"/);
  await rosa.get(`/seguimiento/${folio}?lang=es`);
  expect(textOf((await rosa.follow()).body)).toContain('lunes 21 de septiembre de 2026');
});

it('keeps the rest of the address, and never leads to another site', async () => {
  const found = await visitor(server).get('/buscar?q=b%C3%A1che+ya&lang=en');
  expect(found.location).toBe('/buscar?q=b%C3%A1che+ya');
  for (const path of ['//mala.example/', '/%5Cmala.example', '/c/cdmx/']) {
    const { location } = await visitor(server).get(`${path}?lang=en`);
    expect(location ?? '/').toMatch(/^\/(?![/\\])/);
  }
  expect((await visitor(server).get('/?lang=xx')).status).toBe(200);
});

/** What the city offers from now on. */
const offer = (languages: readonly string[]) =>
  inTransaction(city.app.database, { kind: 'system' }, (tx) =>
    tx
      .updateTable('cities')
      .set(({ eb }) => ({
        settings: eb.fn('jsonb_set', [
          'settings',
          eb.val('{languages}'),
          eb.cast(eb.val(JSON.stringify(languages)), 'jsonb'),
        ]) as never,
        configuration_version: eb('configuration_version', '+', 1),
      }))
      .execute(),
  );

it('takes the language of the browser only where the city offers it', async () => {
  const browser = { 'accept-language': 'fr;q=0.9, en-GB;q=0.8, es;q=0.2' };
  await offer(['es']);
  expect((await open('/', browser)).body).toContain('<html lang="es-MX">');
  await offer(['es', 'en']);
  expect((await open('/', browser)).body).toContain('<html lang="en">');
  expect((await open('/', { 'accept-language': 'es-MX, en;q=0.5' })).body).toContain('<html lang="es-MX">');
  const chosen = { ...browser, cookie: 'atiende_idioma=es' };
  expect((await open('/', chosen)).body).toContain('<html lang="es-MX">');
});

it('offers the other language only where the city speaks it, and leaves nobody in one that it does not', async () => {
  await offer(['es']);
  const spanish = await open('/', { cookie: 'atiende_idioma=en' });
  expect(spanish.body).toContain('<html lang="es-MX">');
  for (const { body } of [spanish, await open('/temas'), await open('/temas/nada')]) {
    expect(body).toContain('</footer>');
    expect(body).not.toContain('hreflang');
  }
  await offer(['es', 'en']);
  expect((await open('/temas')).body).toMatch(/hreflang="en"/);
});

it('speaks it where no city is found too', async () => {
  const lost = await open('/c/nowhere/', { cookie: 'atiende_idioma=en' });
  expect(lost.statusCode).toBe(404);
  expect(lost.body).toContain('<html lang="en">');
  expect(textOf(lost.body)).toContain('Español');
});
