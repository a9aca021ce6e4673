import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../test/one-city.ts';
import { readConfig } from '../config.ts';
import { serveEverything } from '../main.ts';

let city: OneCity;
let server: FastifyInstance;
beforeAll(async () => {
  city = await oneCity();
  server = await serveEverything(city.app, readConfig({ LOG_LEVEL: 'silent' }));
});
afterAll(async () => {
  await server.close();
  await city.drop();
});

const broken = ['%E0%A4%A', '%', '%zz', 'a%FFb'];
const ask = (url: string, accept: string, cookie = '') =>
  server.inject({ url, headers: { accept, cookie } }).then(({ statusCode, headers, body }) => {
    const type = String(headers['content-type']).split(';')[0];
    return { status: statusCode, type, policy: headers['content-security-policy'], body };
  });

test.each(broken)(
  'a person who asks for /%s gets our page, in their language and with our headers',
  async (path) => {
    for (const address of [`/${path}`, `/seguimiento/${path}`, `/temas/${path}?q=1`, `/c/cdmx/${path}`]) {
      const page = await ask(address, 'text/html');
      expect([address, page.status, page.type]).toEqual([address, 404, 'text/html']);
      expect(page.body).toContain('lang="es');
      expect(page.policy).toContain("default-src 'none'");
      expect(page.body).not.toContain('FST_ERR');
    }
    const english = await ask(`/c/cdmx/${path}`, 'text/html', 'atiende_idioma=en');
    expect(english.body).toContain('lang="en');
    expect((await ask(`/c/nowhere/${path}`, 'text/html')).status).toBe(404);
  },
);

test.each(broken)('a program that asks for %s gets what its door always answers', async (path) => {
  const staff = await ask(`/api/v1/petitions/${path}`, 'application/json');
  expect(staff.type).toBe('application/json');
  expect(Object.keys(JSON.parse(staff.body).error)).toEqual(
    expect.arrayContaining(['code', 'message', 'request_id']),
  );
  const open311 = await ask(`/open311/v2/requests/${path}.json`, 'application/json');
  expect([open311.status, open311.type]).toEqual([404, 'application/json']);
  expect(JSON.parse(open311.body)[0].code).toBe(404);
  const elsewhere = await ask(`/nada/${path}`, 'application/json');
  expect(JSON.parse(elsewhere.body).error.code).toBe('not_found');
});

test('what can be read is left as it is', async () => {
  expect((await ask('/buscar?q=100%25+%C3%B1', 'text/html')).status).toBe(200);
  expect((await ask('/buscar?q=100%', 'text/html')).status).toBe(200);
});
