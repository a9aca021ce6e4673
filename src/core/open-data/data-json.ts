import type { CatalogueEntry } from './catalogue.ts';

/**
 * `/data.json` in the schema of DCAT-US 1.1 (Project Open Data), which the data.json harvester of CKAN reads: it knows a
 * dataset by `identifier` and updates it when something of it differs.
 */
export function dataJson(catalogue: { url: string; entries: readonly CatalogueEntry[] }): object {
  return {
    '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
    '@id': `${catalogue.url}/data.json`,
    '@type': 'dcat:Catalog',
    conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
    describedBy: 'https://project-open-data.cio.gov/v1.1/schema/catalog.json',
    dataset: catalogue.entries.map(datasetOf),
  };
}

function datasetOf(entry: CatalogueEntry): object {
  const { city, months } = entry;
  return {
    '@type': 'dcat:Dataset',
    ...{ identifier: entry.iri, title: entry.title, description: entry.description },
    ...{ keyword: entry.keywords, landingPage: entry.page, accessLevel: 'public' },
    ...{ issued: entry.issued_at, modified: entry.modified_at, accrualPeriodicity: 'R/P1D' },
    ...{ license: city.licence.url, language: [city.language], spatial: city.name },
    ...(months === null ? {} : { temporal: `${months[0]}-01/${lastDayOf(months[1])}` }),
    publisher: { '@type': 'org:Organization', name: city.name },
    contactPoint: {
      ...{ '@type': 'vcard:Contact', fn: city.name },
      ...(city.email === null ? {} : { hasEmail: `mailto:${city.email}` }),
    },
    distribution: entry.distributions.map((one) => ({
      ...{ '@type': 'dcat:Distribution', title: one.title, downloadURL: one.url },
      ...{ mediaType: one.media_type, format: one.format, byteSize: one.bytes },
      ...{ modified: one.modified_at, license: city.licence.url },
      checksum: { algorithm: 'SHA256', checksumValue: one.sha256 },
    })),
  };
}

/** `2026-04` gives `2026-04-30`. */
export function lastDayOf(month: string): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return `${month}-${days[number - 1]}`;
}
