import { say, type Language } from '../language/sentences.ts';
import { fileNameOf, mediaTypes, type DatasetShape, type Format } from './dataset.ts';
import { datasetWords, diverse, diversityWords } from './described.ts';
import type { Licence } from './licences.ts';
import { filesOfPart, type Publication, type PublishedFile } from './published-file.ts';

/** A city's part of the catalogue: what it is called, where it lies, what it published. */
export interface CataloguedCity {
  readonly code: string;
  readonly name: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  readonly language: Language;
  readonly email: string | null;
  /** Where its addresses begin, absolute. */
  readonly url: string;
  readonly publication: Publication;
  readonly licence: Licence;
}

export interface Distribution {
  readonly iri: string;
  readonly title: string;
  readonly url: string;
  readonly format: Format;
  readonly media_type: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly modified_at: string;
}

/** One dataset of one city as every catalogue tells it. `iri` never changes: harvesters know it by that. */
export interface CatalogueEntry {
  readonly iri: string;
  readonly page: string;
  readonly city: CataloguedCity;
  readonly title: string;
  readonly description: string;
  readonly keywords: readonly string[];
  readonly issued_at: string;
  readonly modified_at: string;
  /** First and last month with rows; null for what has no date. */
  readonly months: readonly [string, string] | null;
  readonly distributions: readonly Distribution[];
}

/** Every dataset that has a file, city by city. */
export function catalogueEntries(
  cities: readonly CataloguedCity[],
  shapes: readonly DatasetShape[],
): CatalogueEntry[] {
  return cities.flatMap((city) => shapes.flatMap((shape) => entryOf(city, shape) ?? []));
}

function entryOf(city: CataloguedCity, { code }: DatasetShape): CatalogueEntry | null {
  const { files } = city.publication;
  const whole = filesOfPart(files, { dataset: code, month: null });
  const [first] = whole;
  if (first === undefined) return null;
  const parts = files.filter(({ dataset, month }) => dataset === code && month !== null);
  const months = parts.flatMap(({ month }) => month ?? []).sort();
  const page = `${city.url}/datos-abiertos`;
  const { title, description } = datasetWords(city.language, code);
  const varied = code === diverse.dataset ? diversityWords(city.language, city.publication.diversity) : null;
  return {
    ...{ iri: `${page}#${code}`, page: `${page}#${code}`, city },
    description: [description, varied].filter(Boolean).join(' '),
    title: `${title} · ${city.name}`,
    keywords: say(city.language, 'open_data.catalogue.keywords').split(', '),
    issued_at: whole.map(({ issued_at }) => issued_at).sort()[0]!,
    modified_at: whole
      .map(({ modified_at }) => modified_at)
      .sort()
      .at(-1)!,
    months: months.length === 0 ? null : [months[0]!, months.at(-1)!],
    distributions: [...whole, ...parts].map((file) => distributionOf(city, title, file)),
  };
}

function distributionOf(city: CataloguedCity, title: string, file: PublishedFile): Distribution {
  const { bytes, sha256, modified_at, month } = file;
  const format = file.format as Format;
  const name = fileNameOf(file.dataset, month, format);
  const url = `${city.url}/datos-abiertos/archivos/${name}`;
  const named =
    month === null ? title : say(city.language, 'open_data.catalogue.part_month', { title, month });
  return {
    ...{ iri: url, url, format, bytes, sha256, modified_at },
    title: `${named} (${format === 'jsonl' ? 'JSON Lines' : format === 'geojson' ? 'GeoJSON' : format === 'csv' ? 'CSV' : 'Parquet'})`,
    media_type: mediaTypes[format].split(';', 1)[0]!,
  };
}
