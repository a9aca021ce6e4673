import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { debianProgram } from '../../scripts/debian-programs.ts';
import { startEmbeddedDatabase, type EmbeddedDatabase } from '../../src/start/embedded-database.ts';
import { freePort } from '../../src/start/free-port.ts';
import { mailPeer, type MailPeer } from '../mail-peer.ts';
import { visitor } from '../portal-visitor.ts';
import { alternating } from './alternating.ts';
import { startBalancer } from './balancer.ts';
import { fileReport, hasEmail } from './filing-clients.ts';
import { addSupervisors, installCities, verified } from './installation.ts';
import {
  beginProgram,
  endEverything,
  scratchFolder,
  startProgram,
  until,
  type Process,
  type Program,
} from './program.ts';

const [folder, elsewhere] = [scratchFolder(), scratchFolder()];
let database: EmbeddedDatabase;
let peer: MailPeer;
let doors: Program[];
let worker: Process;
let operations: string;
let environment: Record<string, string>;
let api_key: string;

const openDoor = (port: string) =>
  startProgram(folder, { ...environment, WORKER: 'off', PORT: port, TRUSTED_PROXIES: '127.0.0.1' });
const startJobs = () => beginProgram(folder, { ...environment, WEB: 'off', OPERATIONS_PORT: operations });
const portOf = ({ url }: Program) => new URL(url).port;

beforeAll(async () => {
  database = await startEmbeddedDatabase({ data_directory: elsewhere.path, log: () => undefined });
  peer = await mailPeer();
  environment = {
    ...{ DATABASE_URL: database.url, DATABASE_OWNER_URL: database.owner_url },
    ...{ SMTP_URL: peer.url, MAIL_FROM: 'avisos@example.mx' },
  };
  api_key = (await installCities(folder, [{ pack: 'metepec' }], environment))['metepec']!;
  doors = [await openDoor(String(await freePort())), await openDoor(String(await freePort()))];
  operations = String(await freePort());
  worker = startJobs();
});
afterAll(async () => {
  endEverything();
  await peer.close();
  await database.stop();
  await Promise.all([folder.remove(), elsewhere.remove()]);
});

const receipts = (from: number, until_n: number) =>
  Array.from({ length: until_n - from }, (_, n) => from + n)
    .filter(hasEmail)
    .map((n) => `vecina${n}@correo.example`)
    .sort();
const taken = () => [...new Set(peer.taken.map(({ to }) => to.join()))].sort();

test('doors file, a worker apart sends; it opens no doors, and says how it is on a port of its own', async () => {
  const there = `http://127.0.0.1:${operations}`;
  await until(async () => (await fetch(`${there}/readyz`)).status === 200, worker);
  expect((await fetch(`${there}/`)).status).toBe(404);
  for (let n = 0; n < 6; n++) {
    const { url } = doors[n % 2]!;
    expect((await fileReport({ url, api_key }, n))?.folio).toMatch(/^MET-/);
  }
  await until(async () => taken().length === receipts(0, 6).length);
  expect(taken()).toEqual(receipts(0, 6));
  expect(await (await fetch(`${there}/metrics`)).text()).toMatch(/^atiende_jobs_total\{.*deliver_message/m);
  const [one] = doors;
  expect(await (await fetch(`${one!.url}/metrics`)).text()).not.toMatch(/^atiende_jobs_total\{/m);
});

test('a draft and its photo are at both doors', async () => {
  const rosa = visitor(alternating(doors.map(({ url }) => url)));
  await rosa.get('/solicitud?tema=alumbrado');
  await rosa.send('/solicitud', {});
  await rosa.follow();
  await rosa.send('/solicitud/que', { descripcion: 'La lámpara de la esquina no enciende.' });
  for (const _ of doors)
    expect((await rosa.get('/solicitud/que')).body).toContain('de la esquina no enciende');
  const picture = sharp({ create: { width: 64, height: 48, channels: 3, background: '#345' } });
  const bytes = await picture.jpeg().toBuffer();
  await rosa.get('/solicitud/fotos');
  const file = { field: 'archivos', name: 'poste.jpg', type: 'image/jpeg', bytes };
  const added = await rosa.send('/solicitud/fotos', { hacer: 'agregar' }, [file]);
  const address = /src="(\/solicitud\/archivos\/[^"]+)"/.exec(added.body)?.[1] ?? '';
  for (const _ of doors) expect((await rosa.get(address)).headers['content-type']).toBe('image/jpeg');
});

test('who signed in at one door is known at the other and hears there what happens; guesses are counted together', async () => {
  const password = 'una-frase-de-prueba-9';
  const email = 'elena@metepec.example';
  await addSupervisors(folder, [{ email, password }], environment);
  const [one, other] = doors.map(({ url }) => `${url}/api/v1`) as [string, string];
  const signIn = (door: string, body: object) =>
    fetch(`${door}/session`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json', 'x-atiende': '1' } },
      body: JSON.stringify(body),
    });
  const signed = await signIn(one, { email, password });
  const cookie = signed.headers.getSetCookie().join(';').split(';')[0]!;
  const petitions = (door: string) => fetch(`${door}/petitions`, { headers: { cookie } });
  expect([signed.status, (await petitions(other)).status]).toEqual([200, 200]);
  const feed = await fetch(`${other}/events`, { headers: { cookie } });
  const reader = feed.body!.pipeThrough(new TextDecoderStream()).getReader();
  await fileReport({ url: doors[0]!.url, api_key }, 70);
  for (let text = ''; !/event: petition/.test(text);) text += (await reader.read()).value ?? '';
  await reader.cancel();
  await fetch(`${other}/session`, { method: 'DELETE', headers: { cookie, 'x-atiende': '1' } });
  expect((await petitions(one)).status).toBe(401);
  const guesses = [];
  for (let n = 0; n < 10; n++)
    guesses.push((await signIn(n % 2 === 0 ? one : other, { email, password: 'no-es-esta' })).status);
  expect(guesses.slice(0, 8)).not.toContain(429);
  expect(guesses.slice(8)).toEqual([429, 429]);
});

test('a worker killed leaves its work to the next one', async () => {
  await worker.end('SIGKILL');
  for (let n = 100; n < 104; n++)
    expect((await fileReport({ url: doors[0]!.url, api_key }, n))?.status).toBe(200);
  worker = startJobs();
  await until(async () => receipts(100, 104).every((to) => taken().includes(to)), worker);
});

test.skipIf(debianProgram('nginx') === undefined)(
  'behind nginx the doors are restarted one after the other and no request fails',
  async () => {
    const balancer = await startBalancer(doors.map(portOf));
    const filing = { url: balancer.url, api_key };
    const state = { isOver: false, next: 1_000 };
    const answers: (number | undefined)[] = [];
    const client = async () => {
      while (!state.isOver) {
        answers.push((await fileReport(filing, state.next++))?.status);
        answers.push((await fetch(`${balancer.url}/`)).status);
        await pause(40);
      }
    };
    const clients = Promise.all(Array.from({ length: 4 }, client));
    for (const [at, door] of doors.entries()) {
      const before = answers.length;
      await until(async () => answers.length > before + 20);
      expect((await door.end('SIGTERM')).code).toBe(0);
      doors[at] = await openDoor(portOf(door));
    }
    state.isOver = true;
    await clients;
    await balancer.stop();
    expect(answers.filter((status) => status !== 200)).toEqual([]);
    expect(await verified(database.url)).toMatchObject({ problems: [] });
  },
);
