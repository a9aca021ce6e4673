import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aConsole, type Browser } from '../../../test/console.ts';
import { portalServer, sendIt, textOf, visitor, type Visitor } from '../../../test/portal-visitor.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';

let town: Town;
let server: FastifyInstance;
let console_: Awaited<ReturnType<typeof aConsole>>;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
  console_ = await aConsole(town.app);
});
afterAll(async () => {
  await server.close();
  await console_.server.close();
  await town.drop();
});

/** A complaint up to the question which office it is about. */
async function upToTheOffice(who: Visitor, zona = 'iztapalapa') {
  await who.get('/solicitud?tema=queja');
  await who.send('/solicitud', {});
  await who.follow();
  await who.send('/solicitud/que', { descripcion: 'Me pidieron dinero por cambiar la lámpara.' });
  await who.follow();
  await who.send('/solicitud/donde', { direccion: 'Ventanilla 3', zona });
  return who.follow();
}

async function upToTheReview(who: Visitor, oficina: string, documento = '') {
  await upToTheOffice(who);
  expect((await who.send('/solicitud/oficina', { oficina })).status).toBe(303);
  await who.follow();
  await who.send('/solicitud/fotos', {}, []);
  await who.follow();
  await who.send('/solicitud/quien', { identidad: 'named', para: 'me' });
  await who.follow();
  await who.send('/solicitud/contacto', { nombre: 'Rosa', aviso: 'none', documento });
  return who.follow();
}

const asJulian = (): Promise<Browser> => console_.as(town.staff['julian']!);

async function idOf(folio: string): Promise<string> {
  const row = await town.asSystem((tx) =>
    tx.selectFrom('petitions').select('id').where('folio', '=', folio).executeTakeFirstOrThrow(),
  );
  return row.id;
}

it('offers the offices that work, those of the place first, and «no lo sé»', async () => {
  const page = await upToTheOffice(visitor(server), 'coyoacan');
  const groups = [...page.body.matchAll(/<optgroup label="([^"]+)"/g)].map(([, label]) => label);
  expect(groups).toEqual(['Alcaldía Coyoacán', 'Alcaldía Iztapalapa']);
  expect(textOf(page.body)).toContain('No lo sé');
  expect(textOf(page.body)).not.toContain('Parques');
});

it('is asked of complaints alone', async () => {
  const who = visitor(server);
  await who.get('/solicitud?tema=luminaria');
  await who.send('/solicitud', {});
  await who.follow();
  await who.send('/solicitud/que', { descripcion: 'No prende.' });
  await who.follow();
  const next = await who.send('/solicitud/donde', { direccion: 'Calle 1', zona: 'iztapalapa' });
  expect(next.location).toBe('/solicitud/fotos');
});

it('is hidden from the office that it is about, as the review said', async () => {
  const rosa = visitor(server);
  const named = town.units['iztapalapa/alumbrado']!;
  const review = await upToTheReview(rosa, named);
  expect(textOf(review.body)).toContain('Alumbrado Público, Alcaldía Iztapalapa Esta oficina no la verá.');
  const { folio } = await sendIt(rosa);
  const id = await idOf(folio);
  expect(await petitionRow(town, id)).toMatchObject({ named_unit_id: named });
  const julian = await asJulian();
  expect((await julian('get_petition', { params: { id } })).status).toBe(404);
  const listed = await julian('list_petitions', { query: { q: folio } });
  expect([listed.status, JSON.stringify(listed.body).includes(folio)]).toEqual([200, false]);
  const triage = await console_.as(town.staff['supervisor.iztapalapa']!);
  expect((await triage('get_petition', { params: { id } })).status).toBe(200);
});

it('goes elsewhere where it is about the office that would sort it', async () => {
  const rosa = visitor(server);
  const named = town.units['iztapalapa/atencion']!;
  const review = await upToTheReview(rosa, named);
  expect(review.status).toBe(200);
  const { folio } = await sendIt(rosa);
  expect((await petitionRow(town, await idOf(folio))).unit_id).not.toBe(named);
});

it.each(['', 'no-hay', '00000000-0000-7000-8000-000000000000'])('names nobody for «%s»', async (oficina) => {
  const rosa = visitor(server);
  expect(textOf((await upToTheReview(rosa, oficina)).body)).toContain('No lo sé');
  const { folio } = await sendIt(rosa);
  expect((await petitionRow(town, await idOf(folio))).named_unit_id).toBeNull();
});
