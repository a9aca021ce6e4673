import { HtmlValidate } from 'html-validate';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishArticle } from '../src/actions/knowledge/publish-article.ts';
import { createArticle } from '../src/actions/knowledge/write-article.ts';
import { projectStatistics } from '../src/actions/statistics/project-statistics.ts';
import { publishReport } from '../src/actions/reports/publish-report.ts';
import { publishOpenData } from '../src/actions/open-data/publish-open-data.ts';
import { dogLicence } from './articles.ts';
import { aReport } from './a-report.ts';
import { cityConfiguration } from '../src/store/city-configuration.ts';
import { inTransaction } from '../src/store/database.ts';
import { leaveToken, subscriptionToken } from '../src/store/subscriptions.ts';
import { oneCity, type OneCity } from './one-city.ts';
import {
  fillIn,
  portalServer,
  sendIt,
  textOf,
  visitor,
  type Answer,
  type Visitor,
} from './portal-visitor.ts';

// Every page of the portal, empty, filled in and refused: valid HTML, one main heading, a title, and nothing that the
// content security policy would have to forbid.
const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    // Formatting of templates: no reader notices.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attr-quotes': 'off',
    'void-style': 'off',
    'doctype-style': 'off',
    'no-inline-style': 'error',
    'no-implicit-button-type': 'error',
    // Titles name the page and the city.
    'long-title': 'off',
    // A landmark with a heading is named by it.
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

const newestSubscription = () =>
  inTransaction(city.app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('subscriptions').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow(),
  );

/** An article whose days are over. */
async function anOldArticle(code: string): Promise<void> {
  const actor = { kind: 'system' } as const;
  const [unit] = [...(await cityOf()).units.values()];
  const contents = { ...dogLicence, services: [], valid_until: '2020-01-01' } as never;
  const owner = { authority_id: unit!.authority_id, unit_id: unit!.id };
  const made = await createArticle(city.app, actor, { city_id: city.city_id, code, ...owner, contents });
  await publishArticle(city.app, actor, { article_id: made.article_id });
}

const cityOf = async () =>
  (await inTransaction(city.app.database, { kind: 'system' }, (tx) => cityConfiguration(tx, city.city_id)))!;

const locales = { es: 'es-MX', en: 'en' } as const;
type Language = keyof typeof locales;

/** Somebody who chose a language. */
const reader = (language: Language) => visitor(server, new Map([['atiende_idioma', language]]));

async function expectSound(answer: Answer, status = 200, language: Language = 'es'): Promise<void> {
  expect(answer.status).toBe(status);
  const report = await validator.validateString(answer.body);
  const said = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, selector }) => `${ruleId}: ${message} (${selector ?? line})`),
  );
  expect(said).toEqual([]);
  expect(answer.body.match(/<h1[\s>]/g)).toHaveLength(1);
  expect(answer.body).not.toMatch(/\sstyle=|\son\w+=|javascript:|undefined|\[object|portal\.\w+\.\w+/);
  expect(answer.body).toContain(`<html lang="${locales[language]}">`);
  expect(Buffer.byteLength(answer.body)).toBeLessThan(200_000);
}

describe.each(['es', 'en'] as const)('in %s', (language) => {
  describe('pages that anybody opens', () => {
    it.each([
      '/',
      '/temas',
      '/temas?grupo=agua',
      '/temas/alumbrado',
      '/buscar',
      '/buscar?q=no+hay+luz',
      '/buscar?q=%3Cscript%3Exyzzy',
      '/solicitud?tema=alumbrado',
      '/buscar?q=cu%C3%A1nto+tardan+en+contestar',
      '/informacion',
      '/informacion/donde-presentar-una-solicitud',
      '/informacion/mis-datos-personales',
      '/seguimiento',
      '/recuperar',
      '/recuperar/abc',
      '/ayuda',
      '/accesibilidad',
      '/datos-abiertos',
      '/informes',
      '/encuestas',
      '/satisfaccion',
      '/satisfaccion?periodo=3m&por=canal&canal=portal',
      '/tablero',
      '/tablero?autoridad=iztapalapa&comparar=coyoacan&por=unidad',
      '/tablero?zona=iztapalapa&por=colonia&periodo=fechas&desde=2026-09-01&hasta=2026-09-30&orden=-resueltas',
      '/tablero/mapa',
      '/tablero/atenciones',
      '/tablero/atenciones?autoridad=iztapalapa&periodo=ano',
      '/tablero/mapa?zona=iztapalapa&tema=alumbrado&periodo=ano&vista=3,19.36,-99.06',
      '/tablero/solicitudes',
      '/tablero/solicitudes?q=nada&tema=alumbrado&zona=iztapalapa&estado=abiertas&desde=2026-09-01&hasta=2026-09-30&orden=espera',
      '/que-me-llamen',
      '/suscripcion',
      '/suscripcion?zona=iztapalapa&tema=alumbrado',
      '/textos/aviso-de-privacidad',
      '/textos/aviso-de-privacidad-simplificado',
      '/textos/medios-de-impugnacion',
    ])('%s', async (path) => {
      await expectSound(await reader(language).get(path), 200, language);
    });

    it('the board with something on it', async () => {
      for (let n = 0; n < 7; n += 1) await city.file();
      while ((await projectStatistics(city.app, { kind: 'system' }, {})).more);
      for (const question of [
        '',
        'por=canal',
        'por=zona',
        'zona=iztapalapa&por=tipo',
        'autoridad=iztapalapa&comparar=coyoacan',
      ]) {
        const board = await reader(language).get(`/tablero?${question}`);
        await expectSound(board, 200, language);
        expect(board.body).toContain('<svg');
      }
    });

    it('the list of petitions with some on it, and its pages', async () => {
      for (let n = 0; n < 27; n += 1) await city.file();
      const first = await reader(language).get('/tablero/solicitudes');
      await expectSound(first, 200, language);
      const next = /rel="next"\s+href="([^"]*)"/.exec(first.body)![1]!;
      await expectSound(await reader(language).get(textOf(next)), 200, language);
    });

    it('a call back that is asked for', async () => {
      const who = reader(language);
      await who.get('/que-me-llamen');
      await expectSound(await who.send('/que-me-llamen', { telefono: '12', cuando: 'x' }), 422, language);
      await expectSound(await who.send('/que-me-llamen', { telefono: '55 1234 5678' }), 200, language);
    });

    it('a subscription from its asking to its end', async () => {
      const who = reader(language);
      await who.get('/suscripcion');
      await expectSound(await who.send('/suscripcion', { correo: 'x', cada: '' }), 422, language);
      const asked = { correo: `${language}@correo.example`, cada: 'day' };
      await expectSound(await who.send('/suscripcion', asked), 200, language);
      const { id } = await newestSubscription();
      const open = (token: string) => who.get(`/suscripcion/abrir/${token}`);
      await open(leaveToken(city.app.keys, id));
      await expectSound(await who.follow(), 200, language);
      await open(subscriptionToken(city.app.keys, id));
      await expectSound(await who.follow(), 200, language);
      await who.send('/suscripcion/confirmar', {});
      await expectSound(await who.follow(), 200, language);
      await expectSound(await who.send('/suscripcion/cancelar', {}), 200, language);
      await expectSound(await who.get('/suscripcion/mia'), 410, language);
    });

    it('the open data, once there are some', async () => {
      await city.file();
      await publishOpenData(city.app, city.city_id);
      await expectSound(await reader(language).get('/datos-abiertos'), 200, language);
    });

    it('a report, once one is published', async () => {
      const report_id = await aReport(city.app, {
        city_id: city.city_id,
        authority_id: null,
        period: '2026-T2',
      });
      await publishReport(city.app, { kind: 'system' }, { report_id });
      for (const path of ['/informes', '/informes/2026-T2', '/informes/2026-T2?edicion=1'])
        await expectSound(await reader(language).get(path), 200, language);
    });

    it('information that helped, did not help, or is over', async () => {
      const who = reader(language);
      await who.get('/informacion/mis-datos-personales');
      for (const [code, said] of [
        ['mis-datos-personales', 'si'],
        ['como-seguir-mi-solicitud', 'no'],
      ] as const) {
        await who.send(`/informacion/${code}/sirvio`, { sirvio: said });
        await expectSound(await who.follow(), 200, language);
      }
      await anOldArticle(`a-${language}`);
      await expectSound(await who.get(`/informacion/a-${language}`), 410, language);
    });

    it('says so where there is nothing', async () => {
      for (const path of [
        '/nada',
        '/informes/2020',
        '/informes/nada',
        '/temas/nada',
        '/informacion/nada',
        '/informacion/que-debe-llevar-una-respuesta',
        '/textos/nada',
        '/seguimiento/XX-2026-000001-0',
      ]) {
        await expectSound(await reader(language).get(path), 404, language);
      }
    });
  });

  const steps = ['tema', 'que', 'donde', 'oficina', 'cercanas', 'detalles', 'fotos', 'quien', 'contacto'];

  describe('the questions of a filing', () => {
    it('are sound while empty', async () => {
      const who = reader(language);
      await who.get('/solicitud?tema=alumbrado');
      await who.send('/solicitud', {});
      for (const step of steps) await expectSound(await who.get(`/solicitud/${step}`), 200, language);
    });

    it('are sound filled in, up to the receipt and the petition', async () => {
      const who = reader(language);
      await fillIn(who);
      for (const step of [...steps, 'revisar'])
        await expectSound(await who.get(`/solicitud/${step}`), 200, language);
      await expectSound(await who.get('/'), 200, language);
      await who.get('/solicitud/revisar');
      const { folio, receipt } = await sendIt(who);
      await expectSound(receipt, 200, language);
      await soundPetition(who, folio, language);
    });

    it.each([
      ['que', { descripcion: '' }],
      ['donde', { direccion: '', zona: '' }],
      ['donde', { latitud: '0', longitud: '0' }],
      ['detalles', { mostradas: 'lamps state', 'r.lamps': 'muchas', 'r.state': '' }],
      ['quien', { identidad: '' }],
      ['contacto', { nombre: '', correo: 'x', telefono: '1' }],
      ['tema', { tema: 'no-hay' }],
    ])('%s is sound when it is refused', async (step, fields) => {
      const who = reader(language);
      await fillIn(who);
      await who.get(`/solicitud/${step}`);
      const refused = await who.send(`/solicitud/${step}`, fields);
      await expectSound(refused, 422, language);
      expect(refused.body).toContain('<title>Error: ');
    });

    it('an emergency is sound', async () => {
      const who = reader(language);
      await who.get('/solicitud?tema=alumbrado');
      await who.send('/solicitud', {});
      await who.follow();
      await who.send('/solicitud/que', { descripcion: 'Hay un incendio' });
      await expectSound(await who.follow(), 200, language);
    });
  });
});

async function soundPetition(who: Visitor, folio: string, language: Language): Promise<void> {
  for (const rest of ['', '/plazo/reply', '/plazo/resolve', '/retirar', '/clave', '/unirse']) {
    await expectSound(await who.get(`/seguimiento/${folio}${rest}`), 200, language);
  }
  await expectSound(await reader(language).get(`/seguimiento/${folio}`), 200, language);
  await who.get(`/seguimiento/${folio}/unirse`);
  await expectSound(await who.send(`/seguimiento/${folio}/unirse`, { correo: 'no' }), 422, language);
  await who.get('/seguimiento');
  await expectSound(await who.send('/seguimiento', { folio: 'IZTP-2026-1' }), 422, language);
  await who.get('/recuperar');
  await expectSound(await who.send('/recuperar', { correo: 'no' }), 422, language);
  const paper = await who.get(`/seguimiento/${folio}/acuse.pdf`);
  expect([paper.status, paper.raw.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
}
