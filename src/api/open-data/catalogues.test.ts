import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataServer, openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { publishOpenData } from '../../actions/open-data/publish-open-data.ts';
import { formats } from '../../core/open-data/dataset.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';

let open: OpenDataTown;
let server: FastifyInstance;
beforeAll(async () => {
  open = await openDataTown();
  server = await openDataServer(open.town);
  await publishOpenData(open.town.app, open.town.city_id);
}, 120_000);
afterAll(async () => {
  await server.close();
  await open.town.drop();
});

const get = (url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> =>
  server.inject({ method: 'GET', url, headers });
const base = 'https://pueblo.example';

interface Catalogue {
  readonly dataset: { identifier: string; modified: string; distribution: { downloadURL: string }[] }[];
}

it('is harvested once: the same identifiers again, and after one edit one dataset that changed', async () => {
  const harvest = async () =>
    new Map(
      (await get('/data.json')).json<Catalogue>().dataset.map((one) => [one.identifier, JSON.stringify(one)]),
    );
  const first = await harvest();
  expect([...first.keys()]).toEqual(datasets.map(({ shape }) => `${base}/datos-abiertos#${shape.code}`));
  open.town.on('2026-04-30');
  await publishOpenData(open.town.app, open.town.city_id);
  expect(await harvest()).toEqual(first);
  const [id] = [...open.truth.keys()];
  await open.town.asSystem((tx) =>
    tx.updateTable('petitions').set({ supporters_count: 3 }).where('id', '=', id!).execute(),
  );
  await publishOpenData(open.town.app, open.town.city_id);
  const second = await harvest();
  const changed = [...second].filter(([name, told]) => told !== first.get(name)).map(([name]) => name);
  expect(changed).toEqual([`${base}/datos-abiertos#solicitudes`]);
  const unseen = await get('/data.json', {
    'if-none-match': (await get('/data.json')).headers.etag as string,
  });
  expect(unseen.statusCode).toBe(304);
});

it('lists files that are there under the addresses that the catalogue gives', async () => {
  const { dataset } = (await get('/data.json')).json<Catalogue>();
  const addresses = dataset.flatMap(({ distribution }) => distribution.map(({ downloadURL }) => downloadURL));
  expect(addresses.length).toBeGreaterThan(datasets.length * (formats.length - 1));
  for (const address of addresses) {
    expect(address.startsWith(base)).toBe(true);
    expect([address, (await get(address.slice(base.length))).statusCode]).toEqual([address, 200]);
  }
});

it('tells in DCAT-AP what is mandatory of each dataset and each file', async () => {
  const graph = (await get('/catalog.jsonld')).json<{ '@graph': Record<string, unknown>[] }>()['@graph'];
  const ofType = (type: string) => graph.filter((node) => node['@type'] === type);
  const [catalogue] = ofType('dcat:Catalog');
  for (const name of ['dct:title', 'dct:description', 'dct:publisher'])
    expect(catalogue).toHaveProperty([name]);
  const known = new Set(graph.map((node) => node['@id']));
  expect(ofType('dcat:Dataset')).toHaveLength(datasets.length);
  for (const one of ofType('dcat:Dataset')) {
    for (const name of ['dct:title', 'dct:description', 'dct:identifier', 'dcat:contactPoint'])
      expect(one).toHaveProperty([name]);
    const links = [one['dcat:distribution'], one['dct:publisher'], one['dcat:contactPoint']].flat();
    for (const link of links as { '@id': string }[]) expect(known.has(link['@id'])).toBe(true);
  }
  for (const one of ofType('dcat:Distribution')) {
    for (const name of ['dcat:accessURL', 'dcat:byteSize', 'dct:license', 'spdx:checksum'])
      expect(one).toHaveProperty([name]);
  }
  const [page] = ofType('hydra:PagedCollection');
  expect(page).not.toHaveProperty(['hydra:nextPage']);
  expect((await get('/catalog.jsonld?page=2')).statusCode).toBe(404);
});

it('says the same in Turtle, every statement closed and every name known', async () => {
  const answer = await get('/catalog.ttl');
  expect(answer.headers['content-type']).toBe('text/turtle; charset=utf-8');
  const [heads = '', ...blocks] = answer.body.trimEnd().split('\n\n');
  const known = new Set([...heads.matchAll(/^@prefix (\w+): <[^>]+> \.$/gm)].map(([, name]) => name));
  const statement =
    /^ {2}(\w+):\w+ (?:<[^<>"{}|^`\\\s]+>|_:[\w-]+|\w+:\w+|"(?:[^"\\\n]|\\.)*"(?:@\w+|\^\^(\w+):\w+)?) [;.]$/;
  for (const block of blocks) {
    const [subject, ...lines] = block.split('\n');
    expect(subject).toMatch(/^(<[^<>"{}|^`\\\s]+>|_:[\w-]+)$/);
    expect(lines.at(-1)).toMatch(/ \.$/);
    for (const line of lines) {
      expect(line).toMatch(statement);
      expect(known).toContain(statement.exec(line)![1]);
    }
  }
  const graph = (await get('/catalog.jsonld')).json<{ '@graph': object[] }>()['@graph'];
  expect(blocks).toHaveLength(graph.length);
});
