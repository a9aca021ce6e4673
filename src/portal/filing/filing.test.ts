import sharp from 'sharp';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { fillIn, portalServer, sendIt, textOf, visitor } from '../../../test/portal-visitor.ts';
import { placeOf } from '../../queries/citizen/draft-plan.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
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

const photo = () =>
  sharp({ create: { width: 640, height: 480, channels: 3, background: '#345' } })
    .jpeg()
    .toBuffer();

const asSystem = <T>(read: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(city.app.database, { kind: 'system' }, read);

/** A point on the line between boroughs, both of them, and another borough. */
async function onTheBorder() {
  const found = (await asSystem((tx) => cityConfiguration(tx, city.city_id)))!;
  const boroughs = [...found.zones.values()].filter(({ level }) => level === 'borough');
  const points = boroughs.flatMap(({ geometry }) => (geometry?.coordinates.flat(4) ?? []) as number[]);
  for (let at = 0; at < points.length; at += 2) {
    const [longitude, latitude] = [points[at]!, points[at + 1]!];
    const { on_border } = placeOf(found, { latitude, longitude });
    if (on_border.length < 2) continue;
    return {
      fields: { latitud: String(latitude), longitud: String(longitude) },
      sides: on_border.map((code) => found.zones.get(code)!),
      elsewhere: boroughs.find(({ code }) => !on_border.includes(code))!.code,
    };
  }
  throw new Error('No two boroughs touch');
}

describe('a petition filed without JavaScript', () => {
  it('shows before sending who gets it and until when, then gives folio, key and QR', async () => {
    const rosa = visitor(server);
    const review = await fillIn(rosa);
    const text = textOf(review.body);
    expect(text).toContain('Alcaldía Iztapalapa');
    // Filed on Friday 11 September 2026; the 16th is a holiday.
    expect(text).toContain('lunes 21 de septiembre de 2026');
    expect(text).toContain('Aviso de privacidad');
    const { folio, key, receipt } = await sendIt(rosa);
    expect(folio).toMatch(/^[A-Z0-9]{2,6}-2026-\d{6}-[0-9A-Z]$/);
    expect(key).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{6}$/);
    expect(receipt.body).toContain('<svg role="img"');
    expect(textOf(receipt.body)).toContain(`Folio ${folio}. Clave ${key}.`);
  });

  it('keeps a photo that was sent with the form, and files it', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/fotos');
    const file = { field: 'archivos', name: 'poste.jpg', type: 'image/jpeg', bytes: await photo() };
    const added = await rosa.send('/solicitud/fotos', { hacer: 'agregar' }, [file]);
    expect(added.status).toBe(200);
    const address = /src="(\/solicitud\/archivos\/[^"]+)"/.exec(added.body)?.[1] ?? '';
    const preview = await rosa.get(address);
    expect(await sharp(preview.raw).metadata()).toMatchObject({ format: 'jpeg', width: 480 });
    expect((await visitor(server).get(address)).status).toBe(404);
    await rosa.get('/solicitud/revisar');
    const { folio } = await sendIt(rosa);
    const page = await rosa.get(`/seguimiento/${folio}`);
    expect(page.body).toMatch(/<img\s+src="\/seguimiento\/[^"]+\/archivos\//);
  });

  it('gives one folio to two presses of the button, even at once', async () => {
    const rosa = visitor(server);
    const review = await fillIn(rosa);
    const token = /name="_csrf" value="([^"]+)"/.exec(review.body)?.[1] ?? '';
    const press = () => rosa.send('/solicitud/revisar', { _csrf: token, aviso: '1' });
    const pressed = await Promise.all([press(), press(), press()]);
    expect(pressed.map(({ location }) => location)).toEqual(Array(3).fill('/solicitud/acuse'));
    const filed = await asSystem((tx) =>
      tx
        .selectFrom('drafts')
        .select('filed_petition_id')
        .where('filed_petition_id', 'is not', null)
        .execute(),
    );
    const all = await asSystem((tx) => tx.selectFrom('petitions').select('id').execute());
    expect(all.length).toBe(filed.length);
  });

  it('keeps nobody where no name was wanted', async () => {
    const nobody = visitor(server);
    await fillIn(nobody, { who: { identidad: 'anonymous', para: 'me' } });
    const { folio, receipt } = await sendIt(nobody);
    expect(textOf(receipt.body)).toContain('sin su nombre');
    const row = await asSystem((tx) =>
      tx.selectFrom('petitions').select('person_id').where('folio', '=', folio).executeTakeFirstOrThrow(),
    );
    expect(row.person_id).toBeNull();
  });
});

describe('what is wrong is said and nothing typed is lost', () => {
  it('says the error with a link to its field, in the title too', async () => {
    const rosa = visitor(server);
    await rosa.get('/solicitud?tema=alumbrado');
    await rosa.send('/solicitud', {});
    await rosa.follow();
    const refused = await rosa.send('/solicitud/que', { descripcion: '  ' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('<title>Error: ');
    expect(refused.body).toContain('href="#campo-descripcion"');
    expect(refused.body).toMatch(/<textarea[^>]*aria-describedby="[^"]*campo-descripcion-error"/);
  });

  it('keeps the place that was typed when the borough is missing', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/donde');
    const refused = await rosa.send('/solicitud/donde', { direccion: 'Calle «Ermita» <12>', zona: '' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('value="Calle «Ermita» &#60;12&#62;"');
  });

  it.each([
    ['outside the city', { latitud: '20.9', longitud: '-101.5' }, 'fuera de la ciudad'],
    ['half a point', { latitud: '19.4', longitud: '' }, 'Faltó una de las dos'],
    ['no number', { latitud: 'aquí', longitud: '-99' }, 'con números'],
  ])('says that a point is %s', async (_, point, words) => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/donde');
    const refused = await rosa.send('/solicitud/donde', point);
    expect(refused.status).toBe(422);
    expect(textOf(refused.body)).toContain(words);
  });

  it('asks which side a point on a border is on, and takes the answer', async () => {
    const point = await onTheBorder();
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/donde');
    const asked = await rosa.send('/solicitud/donde', { ...point.fields, zona: '' });
    expect(asked.status).toBe(422);
    for (const { name } of point.sides) expect(textOf(asked.body)).toContain(name);
    expect(asked.body).toContain(`value="${point.fields.latitud}"`);
    const wrong = await rosa.send('/solicitud/donde', { ...point.fields, zona: point.elsewhere });
    expect(wrong.status).toBe(422);
    const side = point.sides.at(-1)!;
    const taken = await rosa.send('/solicitud/donde', { ...point.fields, zona: side.code });
    expect(taken.status).toBe(303);
    expect(textOf((await rosa.get('/solicitud/revisar')).body)).toContain(side.name);
  });

  it('keeps the good photo beside whatever is refused, each by its name and with what to do', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/solicitud/fotos');
    const good = await photo();
    const files = [
      ['dos.jpg', good.subarray(0, good.length - 300)],
      ['tres.pdf', Buffer.from('%PDF-1.7\n1 0 obj\n<< /OpenAction << /S /JavaScript >> >>\nendobj\n%%EOF\n')],
      ['cuatro.jpg', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(60)])],
      ['cinco.jpg', Buffer.alloc(0)],
      ['seis.jpg', Buffer.alloc(27 * 1024 * 1024, 1)],
      ['siete.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
      ['uno.jpg', good],
    ] as const;
    const sent = files.map(([name, bytes]) => ({ field: 'archivos', name, type: 'image/jpeg', bytes }));
    const answer = await rosa.send('/solicitud/fotos', { hacer: 'agregar' }, sent);
    expect(answer.status).toBe(422);
    const text = textOf(answer.body);
    expect(text).toContain('«dos.jpg»: El archivo está dañado');
    expect(text).toContain('«tres.pdf»: El PDF lleva programas');
    expect(text).toContain('«cuatro.jpg» no es una foto');
    expect(text).toContain('«siete.jpg» no es una foto');
    expect(text).toContain('«cinco.jpg»: El archivo está vacío');
    expect(text).toContain('«seis.jpg» pesa demasiado');
    expect(answer.body.match(/class="file-row"/g)).toHaveLength(1);
    expect(text).toContain('uno.jpg');
  });

  it('refuses a form that this browser was not given', async () => {
    const rosa = visitor(server);
    await rosa.get('/solicitud?tema=alumbrado');
    const refused = await rosa.send('/solicitud', { _csrf: 'of-another-site' });
    expect(refused.status).toBe(403);
  });
});

describe('an emergency', () => {
  it('is asked about before anything is typed', async () => {
    const gate = await visitor(server).get('/solicitud?tema=alumbrado');
    expect(gate.body).toContain('href="tel:911"');
    expect(gate.body).not.toContain('<textarea');
  });

  it('in the words stops the form once and can be passed', async () => {
    const rosa = visitor(server);
    await rosa.get('/solicitud?tema=alumbrado');
    await rosa.send('/solicitud', {});
    await rosa.follow();
    await rosa.send('/solicitud/que', { descripcion: 'No hay luz y huele a GAS.' });
    const stopped = await rosa.follow();
    expect(textOf(stopped.body)).toContain('Usted escribió «huele a gas»');
    const passed = await rosa.send('/solicitud/emergencia', {});
    expect(passed.location).toBe('/solicitud/donde');
  });
});

describe('a draft', () => {
  it('goes on after a restart, from the first page, where it was left', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    const restarted = await portalServer(city.app);
    const later = visitor(restarted, rosa.cookies);
    const home = await later.get('/');
    expect(textOf(home.body)).toContain('Tiene una solicitud sin terminar');
    const review = await later.get('/solicitud/revisar');
    expect(textOf(review.body)).toContain('La lámpara de la esquina no enciende.');
    await restarted.close();
  });

  it('is kept encrypted and is wiped when it is filed', async () => {
    const rosa = visitor(server);
    await fillIn(rosa, { description: 'Palabra secreta: chirimoya.' });
    const stored = await asSystem((tx) => tx.selectFrom('drafts').select('data_cipher').execute());
    expect(stored.some(({ data_cipher }) => data_cipher.toString('utf8').includes('chirimoya'))).toBe(false);
    await sendIt(rosa);
    expect((await rosa.get('/solicitud/que')).location).toBe('/solicitud/acuse');
  });

  it('can be thrown away', async () => {
    const rosa = visitor(server);
    await fillIn(rosa);
    await rosa.get('/');
    await rosa.send('/solicitud/descartar', {});
    expect((await rosa.get('/solicitud/revisar')).location).toBe('/temas');
  });
});

it('offers to join what was told near by, and files all the same', async () => {
  const point = { latitud: '19.3570', longitud: '-99.0905', direccion: 'Ermita 40' };
  const one = visitor(server);
  await fillIn(one, { place: point });
  const { folio } = await sendIt(one);
  const other = visitor(server);
  await fillIn(other, { place: { ...point, latitud: '19.3575' } });
  const near = await other.get('/solicitud/cercanas');
  expect(near.body).toContain(`/seguimiento/${folio}/unirse`);
  expect(textOf(near.body)).not.toContain('La lámpara de la esquina');
  await other.get('/solicitud/revisar');
  const own = await sendIt(other);
  expect(own.folio).not.toBe(folio);
  const third = visitor(server);
  await third.get(`/seguimiento/${folio}/unirse`);
  const joined = await third.send(`/seguimiento/${folio}/unirse`, { correo: 'vecina@example.mx' });
  expect(joined.status).toBe(200);
  expect(textOf((await third.get(`/seguimiento/${folio}`)).body)).toContain('1 persona se unió');
});

describe('the number of a document', () => {
  const named = { identidad: 'named', para: 'me', nombre: 'Rosa', aviso: 'none' };

  it('may be left out, and is read as people type it', async () => {
    const rosa = visitor(server);
    await fillIn(rosa, { who: named });
    const page = await rosa.get('/solicitud/contacto');
    expect(textOf(page.body)).toContain('CURP (opcional)');
    const wrong = await rosa.send('/solicitud/contacto', { ...named, documento: 'XEXX0101' });
    expect(wrong.status).toBe(422);
    expect(wrong.body).toContain('value="XEXX0101"');
    const taken = await rosa.send('/solicitud/contacto', { ...named, documento: 'xexx010101 hnexxxa4' });
    expect(taken.location).toBe('/solicitud/revisar');
    await rosa.follow();
    const { folio } = await sendIt(rosa);
    const kept = await asSystem((tx) =>
      tx
        .selectFrom('person_identities as i')
        .innerJoin('petitions as p', 'p.person_id', 'i.person_id')
        .select('i.kind')
        .where('p.folio', '=', folio)
        .execute(),
    );
    expect(kept.map(({ kind }) => kind)).toEqual(['document']);
  });

  it('is not asked of who keeps their name back', async () => {
    const who = visitor(server);
    await fillIn(who, { who: { ...named, identidad: 'reserved', correo: 'a@b.mx' } });
    expect((await who.get('/solicitud/contacto')).body).not.toContain('name="documento"');
  });
});
