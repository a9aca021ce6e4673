import PostalMime from 'postal-mime';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailPeer, type MailPeer } from '../../../test/mail-peer.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { portalServer, textOf, visitor } from '../../../test/portal-visitor.ts';
import { startWorker } from '../../jobs/worker.ts';

let city: OneCity;
let peer: MailPeer;
let server: FastifyInstance;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  [city, peer] = await Promise.all([oneCity(), mailPeer()]);
  server = await portalServer(city.app);
  const mail = { url: peer.url, from: 'Atiende <avisos@ciudad.example>' };
  stopWorker = await startWorker(city.app, { url: city.url, mail });
});
afterAll(async () => {
  await stopWorker();
  await server.close();
  await peer.close();
  await city.drop();
});

/** The link of the recovery mail that arrived, as a path. */
async function linkThatArrived(): Promise<string> {
  const letters = async () => {
    const mails = await Promise.all(peer.taken.map(({ raw }) => PostalMime.parse(raw)));
    return mails.flatMap(
      ({ text }) => /http:\/\/localhost:3000(\/\S*\/recuperar\/[\w-]+)/.exec(text ?? '')?.[1] ?? [],
    );
  };
  await expect.poll(letters, { timeout: 60_000 }).toHaveLength(1);
  return (await letters())[0]!;
}

it('sends a link that opens the petitions once, whoever looks at it before', async () => {
  const { folio } = await city.file();
  const rosa = visitor(server);
  await rosa.get('/recuperar');
  const asked = await rosa.send('/recuperar', { correo: 'Rosa@Example.mx' });
  expect(textOf(asked.body)).toContain('Revise su correo');
  const link = await linkThatArrived();
  // A mail scanner follows links, twice and without a browser's cookies.
  for (const scanner of [visitor(server), visitor(server)])
    expect((await scanner.get(link)).status).toBe(200);
  await rosa.get(link);
  const opened = await rosa.send(link, {});
  expect(opened.status).toBe(303);
  expect((await rosa.follow()).body).toContain(folio);
  expect(textOf((await rosa.get(`/seguimiento/${folio}`)).body)).toContain('Retirar la solicitud');
  const other = visitor(server);
  await other.get(link);
  expect((await other.send(link, {})).status).toBe(410);
});

it('answers the same for an e-mail that nobody left', async () => {
  const before = peer.taken.length;
  const who = visitor(server);
  await who.get('/recuperar');
  const asked = await who.send('/recuperar', { correo: 'nadie@example.mx' });
  expect([asked.status, textOf(asked.body).includes('Revise su correo')]).toEqual([200, true]);
  expect(peer.taken).toHaveLength(before);
});
