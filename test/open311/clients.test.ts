import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptPetition } from '../../src/actions/petitions/accept-petition.ts';
import { draftReply } from '../../src/actions/petitions/draft-reply.ts';
import { sendReply } from '../../src/actions/petitions/send-reply.ts';
import { confirmSolved } from '../../src/actions/petitions/confirm-solved.ts';
import { permissions } from '../../src/core/access/permissions.ts';
import type { Actor } from '../../src/core/access/actor.ts';
import { open311City, type Open311City } from './city.ts';
import { FixMyStreet } from './fixmystreet-peer.ts';

// The clients speak over a socket, as they do outside.
let city: Open311City;
let endpoint: string;
let images: string;
const pictures = createServer((_request, response) => {
  const canvas = { width: 60, height: 40, channels: 3, background: '#a52' } as const;
  void sharp({ create: canvas })
    .jpeg()
    .toBuffer()
    .then((bytes) => response.writeHead(200, { 'content-type': 'image/jpeg' }).end(bytes));
});

beforeAll(async () => {
  await promisify((done: () => void) => pictures.listen(0, '127.0.0.1', done))();
  images = `http://127.0.0.1:${(pictures.address() as AddressInfo).port}`;
  city = await open311City({ trusted_origins: [images] });
  endpoint = `${await city.server.listen({ port: 0, host: '127.0.0.1' })}/open311/v2`;
});
afterAll(async () => {
  await city.drop();
  await new Promise((done) => pictures.close(done));
});

async function petition(folio: string): Promise<{ id: string; description: string; longitude: number }> {
  const found = await city.owner.query('select * from petitions where folio = $1', [folio]);
  return found.rows[0] as { id: string; description: string; longitude: number };
}

const report = {
  service: 'abierto',
  title: 'Bache',
  detail: 'Hay un bache grande & hondo.',
  latitude: 19.43260812345,
  longitude: -99.13320998765,
};

test('A18: FixMyStreet imports the services with their questions', async () => {
  const fms = new FixMyStreet(endpoint, await city.key('fms servicios'), 'cdmx');
  const services = await fms.services();
  expect(services.length).toBeGreaterThan(40);
  for (const { name, fields } of services) {
    expect(name).toBe(name.trim());
    expect(fields.map(({ order }) => Number(order))).toEqual(fields.map((_, index) => index + 1));
  }
  expect(services.find(({ code }) => code === 'reservado')?.is_private).toBe(true);
  expect(services.find(({ code }) => code === 'con-preguntas')?.fields.length).toBe(9);
});

test('A18: a report goes out with its photographs, and a report that is sent again is the same petition', async () => {
  const fms = new FixMyStreet(endpoint, await city.key('fms envíos'), 'cdmx');
  const sent = {
    ...report,
    id: 1,
    name: 'Rosa',
    email: 'rosa@example.mx',
    images: [`${images}/1`, `${images}/2`],
  };
  const id = await fms.send(sent);
  expect(await fms.send(sent)).toBe(id);
  const row = await petition(id!);
  expect(row.description).toContain('title: Bache\n\ndetail: Hay un bache grande & hondo.');
  expect(row.longitude).toBe(-99.133209);
  const files = await city.owner.query('select media_type from files where petition_id = $1', [row.id]);
  expect(files.rows).toEqual([{ media_type: 'image/jpeg' }, { media_type: 'image/jpeg' }]);
});

test('A18: a token is exchanged for the id; a report that lacks an answer fails until it is there', async () => {
  const fms = new FixMyStreet(endpoint, await city.key('fms lotes'));
  expect(await fms.send({ ...report, id: 2, service: 'por-lote' })).toMatch(/-2026-/);
  const asking = { ...report, id: 3, service: 'con-preguntas' };
  expect(await fms.send(asking)).toBe(null);
  expect(await fms.send({ ...asking, extra: { what: 'Un hoyo' } })).toMatch(/-2026-/);
});

test('A18: what others reported is fetched once, with the updates and the state that follow', async () => {
  const mine = new FixMyStreet(endpoint, await city.key('fms uno', ['report', 'update']));
  const other = new FixMyStreet(endpoint, await city.key('fms dos'));
  const id = (await mine.send({ ...report, id: 10, name: 'Ana Paz' }))!;
  const now = new Date(city.app.now());
  expect(await other.fetchReports(now)).toContain(id);
  expect(await mine.fetchReports(now)).not.toContain(id);
  expect(await other.fetchReports(now)).toEqual([]);
  const posted = await mine.sendUpdate({
    id: 20,
    external_id: id,
    text: 'Sigue igual',
    at: now,
    name: 'Ana',
  });
  expect(await mine.sendUpdate({ id: 20, external_id: id, text: 'Sigue igual', at: now })).toBe(posted);
  expect(await mine.fetchUpdates(now)).toBe(0);
  expect(await other.fetchUpdates(now)).toBe(1);
  expect(other.problems.get(id)!.comments).toEqual([{ external_id: posted, text: 'Sigue igual' }]);
  const { id: petition_id } = await petition(id);
  await resolve(petition_id);
  const later = new Date(+now + 60_000);
  city.setNow(later.toISOString());
  expect(await other.fetchUpdates(later)).toBe(3);
  expect(await other.fetchUpdates(later)).toBe(0);
  expect(other.problems.get(id)!.state).toBe('fixed - council');
  const [closed] = (await (await fetch(`${endpoint}/requests/${id}.json?extensions=true`)).json()) as Record<
    string,
    unknown
  >[];
  expect(closed).toMatchObject({ status: 'closed', status_notes: 'Atendida' });
});

async function resolve(petition_id: string): Promise<void> {
  const staff = await somebody();
  await acceptPetition(city.app, staff, { petition_id });
  const reply = {
    ...{ outcome_code: 'resolved', body: 'Se reparó.', reasons: 'Había un bache.' },
    ...{ next_step: 'Ninguno.', means_of_appeal: 'Recurso de inconformidad.' },
  };
  await draftReply(city.app, staff, { petition_id, ...reply });
  const drafted = await city.owner.query<{ id: string }>('select id from replies where petition_id = $1', [
    petition_id,
  ]);
  await sendReply(city.app, staff, { petition_id, reply_id: drafted.rows[0]!.id });
  await confirmSolved(city.app, { kind: 'citizen', petition_id }, { petition_id });
}

async function somebody(): Promise<Actor> {
  const { rows } = await city.owner.query<{ id: string }>('select id from authorities');
  const users = await city.owner.query<{ id: string }>(
    `insert into users (id, email, name) values (gen_random_uuid(), 'alguien@cdmx.example', 'Alguien') returning id`,
  );
  return {
    ...{
      kind: 'staff',
      user_id: users.rows[0]!.id,
      name: 'Alguien',
      authority_ids: rows.map(({ id }) => id),
    },
    grants: [{ role_code: 'todo', permissions, city_id: city.city_id, authority_id: null, unit_ids: null }],
  };
}

test('the JSON clients: discovery to endpoint, jurisdiction in the address, form in the body, media as one file', async () => {
  const discovery = (await (await fetch(`${endpoint}/discovery.json`)).json()) as {
    endpoints: { specification: string; type: string; url: string; formats: string[] }[];
  };
  const found = discovery.endpoints.find(
    ({ specification, type }) =>
      specification === 'http://wiki.open311.org/GeoReport_v2' && type === 'production',
  );
  expect(found?.formats).toContain('application/json');
  // node-open311: the jurisdiction stays in the query string of a POST.
  const api_key = await city.key('cliente json');
  const fields = { service_code: 'abierto', address_string: 'Calle 5', description: 'Desde Node', api_key };
  const body = new URLSearchParams(fields);
  const posted = await fetch(`${endpoint}/requests.json?jurisdiction_id=cdmx`, { method: 'POST', body });
  expect(posted.status).toBeLessThan(300);
  const [made] = (await posted.json()) as { service_request_id: string }[];
  const both = await fetch(`${endpoint}/requests.json?service_request_id=${made!.service_request_id},NADA`);
  expect(await both.json()).toMatchObject([
    { service_request_id: made!.service_request_id, service_code: 'abierto' },
  ]);
  // three: the photograph is a file called media, names are apart, dates in seconds with Z.
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, first_name: 'Zach', last_name: 'Williams' }))
    form.append(name, value);
  const photo = await fetch(images);
  form.append('media', await photo.blob(), 'photo.png');
  const three = await fetch(`${endpoint}/requests.json`, { method: 'POST', body: form });
  const [withPhoto] = (await three.json()) as { service_request_id: string }[];
  const files = await city.owner.query('select 1 from files where petition_id = $1', [
    (await petition(withPhoto!.service_request_id)).id,
  ]);
  expect(files.rows.length).toBe(1);
  const window = 'start_date=2026-09-01T00:00:00Z&end_date=2026-09-30T00:00:00Z&page_size=5';
  const listed = (await (await fetch(`${endpoint}/requests.json?${window}`)).json()) as unknown[];
  expect(listed.length).toBe(5);
});
