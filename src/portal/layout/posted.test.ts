import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { fillIn, portalServer, sendIt, textOf, visitor, type Visitor } from '../../../test/portal-visitor.ts';
import { buildServer } from '../../server/http.ts';
import { portalRoutes } from '../portal.ts';
import { networkOf } from '../write-limit.ts';

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

/** Days later: the browser dropped the cookie that the page's token belongs to. */
const waitForDays = (who: Visitor) => who.cookies.delete('atiende_form');

const photo = { field: 'archivos', name: 'poste.jpg', type: 'image/jpeg', bytes: Buffer.from('…') };

describe('a page that was left open for days', () => {
  it.each([
    ['que', { descripcion: 'Lleva «tres» noches\nsin luz.' }, /«tres» noches\s+sin luz\.<\/textarea>/],
    ['donde', { direccion: 'Ermita 99', zona: 'tlalpan' }, /value="tlalpan"\s+selected/],
    ['detalles', { mostradas: 'lamps state', 'r.lamps': '7' }, /value="7"/],
    ['quien', { identidad: 'reserved', para_nombre: 'Ana' }, /value="Ana"/],
    ['contacto', { nombre: 'Rosa N.', correo: 'x' }, /value="Rosa N\."/],
    ['revisar', {}, /Enviar mi solicitud/],
  ])('comes back as it was typed, and is taken the second time: %s', async (step, typed, kept) => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get(`/solicitud/${step}`);
    waitForDays(rosa);
    const back = await rosa.send(`/solicitud/${step}`, typed);
    expect(back.status).toBe(403);
    expect(textOf(back.body)).toContain('Vuelva a enviar:');
    expect(back.body).toMatch(kept);
    expect((await rosa.send(`/solicitud/${step}`, typed)).status).not.toBe(403);
  });

  it('says that a photo has to be chosen again', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/fotos');
    waitForDays(rosa);
    const back = await rosa.send('/solicitud/fotos', { hacer: 'agregar' }, [photo]);
    expect(back.status).toBe(403);
    expect(textOf(back.body)).toContain('tendrá que elegirlos otra vez');
  });

  it('keeps the words of every act on a petition', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    const { folio } = await sendIt(rosa);
    for (const act of ['retirar', 'unirse']) {
      await rosa.get(`/seguimiento/${folio}/${act}`);
      waitForDays(rosa);
      const back = await rosa.send(`/seguimiento/${folio}/${act}`, { mensaje: 'Ya <no>', correo: 'a@b.mx' });
      expect(back.status).toBe(403);
      expect(back.body).toContain(act === 'retirar' ? 'Ya &#60;no&#62;</textarea>' : 'value="a@b.mx"');
    }
    for (const act of ['responder', 'archivo', 'confirmar']) {
      await rosa.get(`/seguimiento/${folio}`);
      waitForDays(rosa);
      const back = await rosa.send(`/seguimiento/${folio}/${act}`, {});
      expect([back.status, textOf(back.body).includes('Vuelva a enviar:')]).toEqual([403, true]);
      expect((await rosa.get(`/seguimiento/${folio}/${act}`)).location).toBe(`/seguimiento/${folio}`);
    }
  });

  it('keeps folio, key and e-mail', async () => {
    const who = visitor(server);
    await who.get('/seguimiento');
    waitForDays(who);
    expect((await who.send('/seguimiento', { folio: 'CDMX-1' })).body).toContain('value="CDMX-1"');
    await who.get('/recuperar');
    waitForDays(who);
    expect((await who.send('/recuperar', { correo: 'a@b.mx' })).body).toContain('value="a@b.mx"');
  });

  it('keeps what was typed when the draft is gone as well, and begins it again', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/que');
    rosa.cookies.clear();
    const back = await rosa.send('/solicitud/que', { descripcion: 'Sigue sin luz.' });
    expect(back.status).toBe(403);
    expect(back.body).toContain('Sigue sin luz.</textarea>');
    const taken = await rosa.send('/solicitud/que', { descripcion: 'Sigue sin luz.' });
    expect(taken.location).toBe('/solicitud/donde');
  });

  it('gives back an answer whose petition is no longer open in this browser', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    const { folio } = await sendIt(rosa);
    await rosa.get(`/seguimiento/${folio}/retirar`);
    rosa.cookies.delete('atiende_folios');
    const back = await rosa.send(`/seguimiento/${folio}/retirar`, { mensaje: 'Ya la arreglaron.' });
    expect(back.status).toBe(404);
    expect(back.body).toContain('<blockquote class="typed">Ya la arreglaron.</blockquote>');
  });

  it('is still refused where another site sends it', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/solicitud/que',
      headers: { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'descripcion=Ajeno&sobre=alumbrado',
    });
    expect(answer.statusCode).toBe(403);
    expect(answer.body).not.toContain('Ajeno');
    expect(answer.cookies.map(({ name }) => name)).not.toContain('atiende_borrador');
  });
});

describe('an address that sends too much', () => {
  const hasty = async () => {
    const limited = await buildServer({ app: city.app, trusted_proxies: [], log_level: 'silent' });
    await limited.register(portalRoutes(city.app, { writes: 3, uploads: 1 }));
    return limited;
  };

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8::7', '2001:db8:0:0'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ])('%s is counted as %s', (address, network) => expect(networkOf(address)).toBe(network));

  it('is asked to wait, calmly, with what was typed', async () => {
    const limited = await hasty();
    const who = visitor(limited);
    await who.get('/seguimiento');
    for (let sent = 0; sent < 3; sent += 1) await who.send('/seguimiento', { folio: 'x' });
    const refused = await who.send('/seguimiento', { folio: 'IZP 2026 000001' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.body).toContain('IZP 2026 000001');
    expect(refused.headers['content-type']).toContain('text/html');
    expect((await who.get('/')).status).toBe(200);
    await limited.close();
  });

  it('keeps the words of a form with files, and counts those by themselves', async () => {
    const limited = await hasty();
    const who = visitor(limited);
    await who.get('/solicitud?tema=alumbrado');
    await who.send('/solicitud', {});
    await who.get('/solicitud/fotos');
    await who.send('/solicitud/fotos', {}, []);
    const refused = await who.send('/solicitud/fotos', { 'alt.x': 'Un poste caído' }, [photo]);
    expect(refused.status).toBe(429);
    expect(refused.body).toContain('Un poste caído');
    expect(textOf(refused.body)).toContain('tendrá que elegirlos otra vez');
    expect((await who.send('/seguimiento', { folio: 'x' })).status).toBe(422);
    await limited.close();
  });
});
