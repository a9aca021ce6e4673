import { HtmlValidate } from 'html-validate';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anOffice } from '../../../test/an-office.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { portalServer, visitor, type Answer } from '../../../test/portal-visitor.ts';
import type { Town } from '../../../test/town.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { inTransaction } from '../../store/database.ts';

// Without JavaScript these pages are read again by the clock, which is the one thing that the validator would not have.
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Formatting of templates: no reader notices.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attr-quotes': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'meta-refresh': 'off',
    'no-inline-style': 'error',
    'no-implicit-button-type': 'error',
    'prefer-native-element': 'off',
    'tel-non-breaking': 'off',
  },
});

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

async function expectSound(answer: Answer, status: number, language: string): Promise<void> {
  expect(answer.status).toBe(status);
  const report = await validator.validateString(answer.body);
  expect(
    report.results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
  ).toEqual([]);
  expect(answer.body.match(/<h1[\s>]/g)).toHaveLength(1);
  expect(answer.body).not.toMatch(/\sstyle=|undefined|\[object|portal\.\w+\.\w+/);
  expect(answer.body).toContain(`<html lang="${language === 'es' ? 'es-MX' : 'en'}">`);
}

/** An office that is open whenever somebody looks. */
async function aWaitingRoom(code: string): Promise<void> {
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '00:00', closes: '23:59' }));
  const [authority] = [...(await cityOf()).authorities.values()];
  const asSystem: Town['asSystem'] = (work) => inTransaction(city.app.database, { kind: 'system' }, work);
  const place = { asSystem, city_id: city.city_id, authorities: { iztapalapa: authority!.id } };
  await anOffice(place, { code, hours });
}

const cityOf = async () =>
  (await inTransaction(city.app.database, { kind: 'system' }, (tx) => cityConfiguration(tx, city.city_id)))!;

describe.each(['es', 'en'] as const)('in %s', (language) => {
  it('a waiting room, from its kiosk to the number of somebody', async () => {
    const code = `sala-${language}`;
    await aWaitingRoom(code);
    await expectSound(
      await visitor(server, new Map([['atiende_idioma', language]])).get('/turnos'),
      200,
      language,
    );
    const who = visitor(server, new Map([['atiende_idioma', language]]));
    // The first page leads there once there is an office.
    expect((await who.get('/')).body).toContain('href="/turnos"');
    for (const path of ['', '?buscar=bache', '?desde=telefono', '/pantalla', '/cita', '/llegada'])
      await expectSound(await who.get(`/turnos/${code}${path}`), 200, language);
    await who.get(`/turnos/${code}`);
    const taken = await who.send(`/turnos/${code}`, { fila: 'pagos', desde: 'quiosco' });
    expect(taken.status).toBe(303);
    await expectSound(await who.get(`/turnos/${code}/numero`), 200, language);
    await expectSound(await who.get(`/turnos/${code}/pantalla`), 200, language);
    await expectSound(await who.get('/turno'), 410, language);
    await who.get(`/turnos/${code}?desde=telefono`);
    const own = await who.send(`/turnos/${code}`, { fila: 'pagos', desde: 'telefono' });
    await who.get(own.location!);
    await expectSound(await who.get('/turno'), 200, language);
    expect((await who.send('/turno/mio/cancelar', {})).status).toBe(303);
    await expectSound(await who.get('/turno'), 200, language);
    await who.get(`/turnos/${code}/cita`);
    const untold = await who.send(`/turnos/${code}/cita`, { fila: 'pagos' });
    await expectSound(untold, 422, language);
  });
});
