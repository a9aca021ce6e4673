import type { FastifyInstance } from 'fastify';
import jsonld from 'jsonld';
import { sql } from 'kysely';
import { Parser, Store, type Quad } from 'n3';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import Validator from 'rdf-validate-shacl';
import { Table } from 'tableschema';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataServer, openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { publishOpenData } from '../../actions/open-data/publish-open-data.ts';

// What others wrote to read such catalogues and files reads ours.
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

const get = async (url: string): Promise<string> => (await server.inject({ method: 'GET', url })).body;
const shapes = readFileSync(join(import.meta.dirname, '../../../test/dcat-ap-3.shacl.ttl'), 'utf8');

async function fromTurtle(): Promise<Quad[]> {
  return new Parser().parse(await get('/catalog.ttl'));
}

async function fromJsonLd(): Promise<Quad[]> {
  const document = JSON.parse(await get('/catalog.jsonld')) as object;
  const text = (await jsonld.toRDF(document, { format: 'application/n-quads' })) as string;
  return new Parser({ format: 'N-Quads' }).parse(text);
}

async function problemsOf(quads: readonly Quad[]): Promise<string[]> {
  const { results } = await new Validator(new Store(new Parser().parse(shapes))).validate(
    new Store([...quads]),
  );
  return results.map(({ focusNode, path, message, severity }) =>
    [
      severity?.value.split('#')[1],
      focusNode?.value,
      JSON.stringify(path),
      message.map(({ value }) => value),
    ].join(' '),
  );
}

it('violates nothing that DCAT-AP 3 asks for, and leaves out nothing that it recommends', async () => {
  for (const quads of [await fromTurtle(), await fromJsonLd()]) {
    expect(quads.length).toBeGreaterThan(500);
    expect(await problemsOf(quads)).toEqual([]);
  }
});

it('would be found at fault without what is mandatory', async () => {
  const quads = await fromTurtle();
  for (const lost of [
    'dc/terms/publisher',
    'dcat#accessURL',
    'dc/terms/description',
    'terms#checksumValue',
  ]) {
    const left = quads.filter(({ predicate }) => !predicate.value.endsWith(lost));
    expect([lost, left.length < quads.length, (await problemsOf(left)).length > 0]).toEqual([
      lost,
      true,
      true,
    ]);
  }
});

it('says in JSON-LD what it says in Turtle', async () => {
  const canonical = async (quads: readonly Quad[]) => {
    const text = quads.map(({ subject, predicate, object }) => [subject, predicate, object]);
    return new Set(
      text
        .filter((terms) => terms.every(({ termType }) => termType !== 'BlankNode'))
        // Each of the two is paged at its own address.
        .filter(([subject]) => !subject!.value.includes('?page='))
        .map((terms) =>
          terms.map((term) => `${term.value}${'language' in term ? `@${term.language}` : ''}`).join(' '),
        ),
    );
  };
  expect(await canonical(await fromJsonLd())).toEqual(await canonical(await fromTurtle()));
});

it('says the licence that the city chose, wherever a licence is said', async () => {
  const { title, url } = { title: 'Libre Uso MX', url: 'https://datos.gob.mx/libreusomx' };
  await open.town.asSystem(async (tx) => {
    await sql`update cities set settings = settings || '{"open_data_licence":"libre-uso-mx"}',
      configuration_version = configuration_version + 1`.execute(tx);
  });
  const said = JSON.parse(await get('/datos-abiertos/datapackage.json')) as { licenses: object[] };
  expect(said.licenses).toEqual([{ name: 'libre-uso-mx', title, path: url }]);
  const licences = (await fromTurtle()).filter(({ predicate }) => predicate.value.endsWith('terms/license'));
  expect(new Set(licences.map(({ object }) => object.value))).toEqual(new Set([url]));
  expect(await problemsOf(await fromTurtle())).toEqual([]);
  const told = JSON.parse(await get('/data.json')) as { dataset: { license: string }[] };
  expect(new Set(told.dataset.map(({ license }) => license))).toEqual(new Set([url]));
  expect(await get('/datos-abiertos')).toContain(`href="${url}"`);
});

interface Package {
  readonly resources: readonly { readonly name: string; readonly path: string; readonly schema: object }[];
}

it('has tables that the Table Schema reader of Frictionless takes, each cell and each key', async () => {
  const { resources } = JSON.parse(await get('/datos-abiertos/datapackage.json')) as Package;
  const read = async (text: string, schema: object): Promise<number> => {
    const table = await Table.load(Readable.from([text]), { schema, strict: true });
    return (await table.read()).length;
  };
  for (const { name, path, schema } of resources) {
    const text = await get(`/datos-abiertos/${path}`);
    expect([name, await read(text, schema)]).toEqual([name, (await open.rows(name)).length]);
  }
  const units = resources.find(({ name }) => name === 'unidades')!;
  const text = await get(`/datos-abiertos/${units.path}`);
  const twice = text + text.slice(text.indexOf('\r\n') + 2);
  await expect(read(twice, units.schema)).rejects.toThrow();
});
