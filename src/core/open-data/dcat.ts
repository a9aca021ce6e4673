import { say } from '../language/sentences.ts';
import type { CatalogueEntry, CataloguedCity, Distribution } from './catalogue.ts';
import { lastDayOf } from './data-json.ts';

/** What a statement says: another thing, a text, or a value with its type. */
export type Term =
  | { readonly iri: string }
  | { readonly text: string; readonly language?: string }
  | { readonly value: string; readonly type: string };

/** A thing and what is said of it; `_:` names one that has no address. */
export interface Node {
  readonly id: string;
  readonly says: readonly (readonly [predicate: string, object: Term])[];
}

export const prefixes: Readonly<Record<string, string>> = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  spdx: 'http://spdx.org/rdf/terms#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const eu = 'http://publications.europa.eu/resource/authority';
const countries: Readonly<Record<string, string>> = { MX: 'MEX', CO: 'COL' };
const languages = { es: 'SPA', en: 'ENG' } as const;

const is = (type: string): [string, Term] => ['rdf:type', { iri: type }];
const link = (predicate: string, iri: string): [string, Term] => [predicate, { iri }];
const at = (predicate: string, value: string): [string, Term] => [predicate, { value, type: 'xsd:dateTime' }];

export interface CataloguePage {
  /** Of the catalogue, the same on every page. */
  readonly iri: string;
  readonly url: string;
  /** The page of it for people. */
  readonly homepage: string;
  readonly number: number;
  readonly pages: number;
  readonly total: number;
  readonly cities: readonly CataloguedCity[];
  readonly entries: readonly CatalogueEntry[];
}

/**
 * A page of the catalogue as DCAT-AP 3 asks for it: catalogue, publishers, datasets with their series of files, and
 * the Hydra links by which the harvester of CKAN goes on to the next page.
 */
export function dcatNodes(page: CataloguePage): Node[] {
  return [
    catalogueNode(page),
    pagingNode(page),
    ...page.cities.flatMap(publisherNodes),
    ...documentNodes(page),
    ...page.entries.flatMap(datasetNodes),
  ];
}

/** Things elsewhere of which it must be said what they are: a validator does not fetch them. */
function documentNodes({ cities, entries, homepage }: CataloguePage): Node[] {
  const pages = new Set([homepage, ...entries.map(landingPage)]);
  const licences = new Set(cities.map(({ licence }) => licence.url));
  return [
    ...[...pages].map((id): Node => ({ id, says: [is('foaf:Document')] })),
    ...[...licences].map((id): Node => ({ id, says: [is('dct:LicenseDocument')] })),
  ];
}

const landingPage = ({ page }: CatalogueEntry): string => page.split('#', 1)[0]!;

const publisherOf = (city: CataloguedCity): string => `${city.url}/#publica`;

function catalogueNode({ iri, homepage, cities, entries }: CataloguePage): Node {
  const [first] = cities;
  const issued = entries.map((entry) => entry.issued_at).sort();
  const modified = entries.map((entry) => entry.modified_at).sort();
  const texts = (predicate: string, key: 'title' | 'description'): [string, Term][] =>
    cities.map(({ language, name }) => [
      predicate,
      { text: say(language, `open_data.catalogue.${key}`, { city: name }), language },
    ]);
  return {
    id: iri,
    says: [
      is('dcat:Catalog'),
      ...texts('dct:title', 'title'),
      ...texts('dct:description', 'description'),
      ...(first === undefined
        ? []
        : [link('dct:publisher', publisherOf(first)), link('dct:license', first.licence.url)]),
      link('foaf:homepage', homepage),
      link('dcat:themeTaxonomy', `${eu}/data-theme`),
      ...spatial(cities),
      ...(entries.length === 0 ? [] : [at('dct:issued', issued[0]!), at('dct:modified', modified.at(-1)!)]),
      ...[...new Set(cities.map(({ language }) => language))].map((language) =>
        link('dct:language', `${eu}/language/${languages[language]}`),
      ),
      ...entries.map((entry) => link('dcat:dataset', entry.iri)),
    ],
  };
}

const spatial = (cities: readonly CataloguedCity[]): [string, Term][] =>
  [...new Set(cities.flatMap(({ country }) => countries[country] ?? []))].map((code) =>
    link('dct:spatial', `${eu}/country/${code}`),
  );

function pagingNode({ iri, url, number, pages, total }: CataloguePage): Node {
  const pageAt = (n: number) => `${url}?page=${n}`;
  return {
    id: pageAt(number),
    says: [
      is('hydra:PagedCollection'),
      link('hydra:itemsOf', iri),
      ['hydra:totalItems', { value: String(total), type: 'xsd:integer' }],
      link('hydra:firstPage', pageAt(1)),
      ...(number > 1 ? [link('hydra:previousPage', pageAt(number - 1))] : []),
      ...(number < pages ? [link('hydra:nextPage', pageAt(number + 1))] : []),
      link('hydra:lastPage', pageAt(pages)),
    ],
  };
}

function publisherNodes(city: CataloguedCity): Node[] {
  const contact = `_:contacto-${city.code}`;
  return [
    { id: publisherOf(city), says: [is('foaf:Agent'), ['foaf:name', { text: city.name }]] },
    {
      id: contact,
      says: [
        ...[is('vcard:Organization'), is('vcard:Kind')],
        ['vcard:fn', { text: city.name }],
        ...(city.email === null ? [] : [link('vcard:hasEmail', `mailto:${city.email}`)]),
      ],
    },
  ];
}

function datasetNodes(entry: CatalogueEntry): Node[] {
  const { city, months } = entry;
  const { language } = city;
  const period = `_:periodo-${city.code}-${entry.iri.split('#')[1]}`;
  const dataset: Node = {
    id: entry.iri,
    says: [
      is('dcat:Dataset'),
      ['dct:identifier', { text: entry.iri }],
      ['dct:title', { text: entry.title, language }],
      ['dct:description', { text: entry.description, language }],
      ...entry.keywords.map((text): [string, Term] => ['dcat:keyword', { text, language }]),
      link('dct:publisher', publisherOf(city)),
      link('dcat:contactPoint', `_:contacto-${city.code}`),
      link('dcat:landingPage', landingPage(entry)),
      link('dcat:theme', `${eu}/data-theme/GOVE`),
      link('dct:accrualPeriodicity', `${eu}/frequency/DAILY`),
      link('dct:language', `${eu}/language/${languages[language]}`),
      ...spatial([city]),
      ...(months === null ? [] : [link('dct:temporal', period)]),
      at('dct:issued', entry.issued_at),
      at('dct:modified', entry.modified_at),
      ...entry.distributions.map(({ iri }) => link('dcat:distribution', iri)),
    ],
  };
  return [
    dataset,
    ...(months === null ? [] : [periodNode(period, months)]),
    ...entry.distributions.flatMap((one) => distributionNodes(one, city)),
  ];
}

const periodNode = (id: string, [first, last]: readonly [string, string]): Node => ({
  id,
  says: [
    is('dct:PeriodOfTime'),
    ['dcat:startDate', { value: `${first}-01`, type: 'xsd:date' }],
    ['dcat:endDate', { value: lastDayOf(last), type: 'xsd:date' }],
  ],
});

const fileTypes: Readonly<Record<string, string>> = { csv: 'CSV', geojson: 'GEOJSON', jsonl: 'JSON' };

function distributionNodes(one: Distribution, { language, licence }: CataloguedCity): Node[] {
  const checksum = `_:suma-${one.sha256}`;
  const fileType = fileTypes[one.format];
  return [
    {
      id: one.iri,
      says: [
        is('dcat:Distribution'),
        ['dct:title', { text: one.title, language }],
        link('dcat:accessURL', one.url),
        link('dcat:downloadURL', one.url),
        link('dcat:mediaType', `https://www.iana.org/assignments/media-types/${one.media_type}`),
        ...(fileType === undefined ? [] : [link('dct:format', `${eu}/file-type/${fileType}`)]),
        link('dct:license', licence.url),
        link('dcatap:availability', `${eu}/planned-availability/STABLE`),
        ['dcat:byteSize', { value: String(one.bytes), type: 'xsd:nonNegativeInteger' }],
        link('spdx:checksum', checksum),
        at('dct:modified', one.modified_at),
      ],
    },
    {
      id: checksum,
      says: [
        is('spdx:Checksum'),
        link('spdx:algorithm', 'spdx:checksumAlgorithm_sha256'),
        ['spdx:checksumValue', { value: one.sha256, type: 'xsd:hexBinary' }],
      ],
    },
  ];
}
