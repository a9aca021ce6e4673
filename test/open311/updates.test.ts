import { afterAll, beforeAll, expect, test } from 'vitest';
import { acceptPetition } from '../../src/actions/petitions/accept-petition.ts';
import { publishUpdate } from '../../src/actions/petitions/publish-update.ts';
import type { Actor } from '../../src/core/access/actor.ts';
import { permissions } from '../../src/core/access/permissions.ts';
import { requestUpdates } from '../../src/queries/public/open311/request-updates.ts';
import { cityConfiguration } from '../../src/store/city-configuration.ts';
import { reading } from '../../src/store/database.ts';
import { get, post, type Reply } from './client.ts';
import { open311City, type Open311City } from './city.ts';

let city: Open311City;
let api_key: string;
let trusted: string;
beforeAll(async () => {
  city = await open311City();
  api_key = await city.key('quien reporta');
  trusted = await city.key('sistema de la ciudad', ['report', 'update']);
});
afterAll(() => city.drop());

const at = '2026-09-11T16:00:00Z';
let count = 0;

async function file(service_code = 'abierto'): Promise<string> {
  const description = `Reporte ${(count += 1)}`;
  const place = { lat: '19.432608', long: '-99.133209' };
  const filed = await post(city.server, 'requests.json', { api_key, service_code, description, ...place });
  return String(filed.rows[0]!['service_request_id']);
}

const update = (change: Record<string, string>): Promise<Reply> =>
  post(city.server, 'servicerequestupdates.xml', {
    api_key: trusted,
    update_id: 'u1',
    status: 'OPEN',
    updated_datetime: at,
    description: 'Ya pasó la cuadrilla.',
    ...change,
  });

const feed = async (query: Record<string, string> = {}) =>
  (await get(city.server, 'servicerequestupdates.json', query)).rows;

async function messagesOf(folio: string) {
  const found = await city.owner.query(
    `select m.kind, m.audience, m.body from messages m join petitions p on p.id = m.petition_id
     where p.folio = $1 order by m.audience, m.body collate "C"`,
    [folio],
  );
  return found.rows as unknown[];
}

test('A17: one update_id is one public note, with the same id each time', async () => {
  const service_request_id = await file();
  const first = await update({ service_request_id });
  const again = await update({ service_request_id });
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.rows).toEqual(first.rows);
  const many = await Promise.all(
    Array.from({ length: 8 }, () => update({ service_request_id, update_id: 'u2', description: 'Otra' })),
  );
  expect(new Set(many.map((one) => one.rows[0]!['update_id'])).size).toBe(1);
  expect(await messagesOf(service_request_id)).toEqual([
    { kind: 'update', audience: 'public', body: 'Otra' },
    { kind: 'update', audience: 'public', body: 'Ya pasó la cuadrilla.' },
  ]);
  const listed = (await feed()).filter((row) => row['service_request_id'] === service_request_id);
  expect(listed.map((row) => row['update_id'])).toContain(first.rows[0]!['update_id']);
  expect(listed[0]).toEqual({
    update_id: expect.any(String) as string,
    service_request_id,
    status: 'open',
    description: expect.any(String) as string,
    updated_datetime: at,
    media_url: '',
  });
});

test('A17: what is wrong with an update is said, and nothing is written', async () => {
  const service_request_id = await file();
  const status = async (change: Record<string, string>) =>
    (await update({ service_request_id, ...change })).status;
  expect(await status({ status: 'PERDIDA' })).toBe(400);
  expect(await status({ status: '' })).toBe(400);
  expect(await status({ update_id: '' })).toBe(400);
  expect(await status({ updated_datetime: 'ayer' })).toBe(400);
  expect(await status({ updated_datetime: '' })).toBe(400);
  expect(await status({ service_request_id: 'NADA' })).toBe(404);
  expect(await status({ service_request_id: 'CDMX-2026-999999-X' })).toBe(404);
  expect(await status({ api_key: 'nada' })).toBe(403);
  expect(await messagesOf(service_request_id)).toEqual([]);
});

test('A17: the window holds what it lists, to the second and at both ends', async () => {
  const service_request_id = await file();
  await city.owner.query(`update petitions set received_at = '2026-09-01T00:00:00Z' where folio = $1`, [
    service_request_id,
  ]);
  await update({ service_request_id, update_id: 'old', updated_datetime: '2026-09-05T10:00:00-06:00' });
  await update({ service_request_id, update_id: 'future', updated_datetime: '2027-01-01T00:00:00Z' });
  const within = async (start_date: string, end_date: string) =>
    (await feed({ start_date, end_date }))
      .filter((row) => row['service_request_id'] === service_request_id)
      .map((row) => row['updated_datetime']);
  expect(await within('2026-09-05T16:00:00Z', '2026-09-05T16:00:00Z')).toEqual(['2026-09-05T16:00:00Z']);
  expect(await within('2026-09-05T16:00:01Z', '2026-09-06T00:00:00Z')).toEqual([]);
  expect(await within('2026-09-11T16:00:00Z', '2026-09-11T16:00:00Z')).toEqual(['2026-09-11T16:00:00Z']);
  const wide = await get(city.server, 'servicerequestupdates.xml', {
    start_date: '2026-01-01T00:00:00Z',
    end_date: '2026-09-01T00:00:00Z',
  });
  expect(wide.status).toBe(400);
});

test('the key that filed adds a note that only it reads back; another key without the right is refused', async () => {
  const service_request_id = await file();
  const own = await update({
    api_key,
    service_request_id,
    status: 'FIXED',
    description: 'Ya lo arreglaron.',
  });
  expect(own.status).toBe(200);
  expect(await messagesOf(service_request_id)).toEqual([
    { kind: 'note', audience: 'citizen', body: 'Ya lo arreglaron.' },
    { kind: 'note', audience: 'staff', body: 'El otro sistema informó el estado «fixed».' },
  ]);
  const ofThis = (rows: Record<string, unknown>[]) =>
    rows.filter((row) => row['service_request_id'] === service_request_id);
  expect(ofThis(await feed())).toEqual([]);
  expect(ofThis(await feed({ api_key: trusted }))).toEqual([]);
  const [back] = ofThis(await feed({ api_key }));
  expect([back!['update_id'], back!['status']]).toEqual([own.rows[0]!['update_id'], 'open']);
  const stranger = await city.key('un tercero');
  expect((await update({ api_key: stranger, service_request_id })).status).toBe(403);
  const hidden = await file('reservado');
  expect((await update({ api_key: stranger, service_request_id: hidden })).status).toBe(404);
  expect((await update({ api_key: trusted, service_request_id: hidden })).status).toBe(404);
  expect((await update({ api_key, service_request_id: hidden })).status).toBe(200);
});

test('steps and published updates of staff are told, what is for the citizen alone is not', async () => {
  const folio = await file();
  const found = await city.owner.query<{ id: string; version: number }>(
    'select id, version from petitions where folio = $1',
    [folio],
  );
  const { id: petition_id } = found.rows[0]!;
  const staff = await somebody();
  await acceptPetition(city.app, staff, { petition_id });
  const later = { ...city.app, now: () => '2026-09-11T17:00:00.000Z' };
  await publishUpdate(later, staff, { petition_id, body: 'Mañana se repara.', audience: 'public' });
  await publishUpdate(later, staff, { petition_id, body: 'Le llamaremos.', audience: 'citizen' });
  city.setNow('2026-09-11T18:00:00.000Z');
  const rows = (await feed()).filter((row) => row['service_request_id'] === folio);
  expect(rows.map((row) => [row['status'], row['description']])).toEqual([
    ['in_progress', expect.stringContaining('aceptó la solicitud') as string],
    ['in_progress', 'Mañana se repara.'],
  ]);
});

test('a list that is cut off has the oldest of steps and messages together', async () => {
  const cut = (limit: number) =>
    reading(city.app.database, { kind: 'public' }, (reader) => cityConfiguration(reader, city.city_id)).then(
      (configuration) => {
        const window = { from: '2026-09-01T00:00:00Z', to: '2026-09-12T00:00:00Z', key_id: null, limit };
        return requestUpdates(city.app.database, configuration!, window);
      },
    );
  const all = await cut(1000);
  expect(new Set(all.map(({ what }) => what)).size).toBeGreaterThan(1);
  expect(all.map(({ at: when, id }) => `${when} ${id}`)).toEqual(
    all.map(({ at: when, id }) => `${when} ${id}`).toSorted(),
  );
  for (let limit = 1; limit <= all.length; limit += 1) expect(await cut(limit)).toEqual(all.slice(0, limit));
});

async function somebody(): Promise<Actor> {
  const { rows } = await city.owner.query<{ id: string }>('select id from authorities');
  const users = await city.owner.query<{ id: string }>(
    `insert into users (id, email, name) values (gen_random_uuid(), 'alguien@cdmx.example', 'Alguien') returning id`,
  );
  return {
    kind: 'staff',
    user_id: users.rows[0]!.id,
    name: 'Alguien',
    authority_ids: rows.map(({ id }) => id),
    grants: [
      { role_code: 'supervisor', permissions, city_id: city.city_id, authority_id: null, unit_ids: null },
    ],
  };
}
