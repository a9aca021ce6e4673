import type { Language } from '../language/sentences.ts';
import { fileNameOf, type Column, type DatasetShape } from './dataset.ts';
import type { Licence } from './licences.ts';
import { columnMeaning, datasetWords } from './described.ts';
import { filesOfPart, type Publication, type PublishedFile } from './published-file.ts';

export interface PackageAsked {
  readonly language: Language;
  readonly shapes: readonly DatasetShape[];
  readonly publication: Publication;
  readonly name: string;
  readonly title: string;
  readonly homepage: string;
  readonly licence: Licence;
}

/**
 * `datapackage.json`, profile tabular-data-package of Frictionless Data (v1): one resource for each whole CSV, with its
 * schema and keys. Paths are relative to where it lies, so that a copy of the folder is a package too.
 */
export function dataPackage(asked: PackageAsked): object {
  const { publication, shapes } = asked;
  return {
    profile: 'tabular-data-package',
    ...{ name: asked.name, title: asked.title, homepage: asked.homepage },
    created: publication.snapshot_at,
    licenses: [licensed(asked.licence)],
    resources: shapes.flatMap((shape) =>
      filesOfPart(publication.files, { dataset: shape.code, month: null })
        .filter(({ format }) => format === 'csv')
        .map((file) => resourceOf(asked, shape, file)),
    ),
  };
}

const licensed = ({ code, title, url }: Licence) => ({
  ...(code === null ? {} : { name: code }),
  ...{ title, path: url },
});

function resourceOf({ language }: PackageAsked, shape: DatasetShape, file: PublishedFile): object {
  const { title, description } = datasetWords(language, shape.code);
  return {
    profile: 'tabular-data-resource',
    ...{ name: shape.code, title, description },
    path: `archivos/${fileNameOf(shape.code, null, 'csv')}`,
    ...{ format: 'csv', mediatype: 'text/csv', encoding: 'utf-8' },
    ...{ bytes: file.bytes, hash: `sha256:${file.sha256}` },
    dialect: {
      ...{ delimiter: ',', lineTerminator: '\r\n', quoteChar: '"', doubleQuote: true },
      ...{ header: true, skipInitialSpace: false, caseSensitiveHeader: true },
    },
    schema: {
      fields: shape.columns.map((column) => fieldOf(language, shape.code, column)),
      missingValues: [''],
      primaryKey: shape.primary_key,
      ...(shape.foreign_keys.length === 0 ? {} : { foreignKeys: shape.foreign_keys.map(foreignKey) }),
    },
  };
}

function fieldOf(language: Language, dataset: string, column: Column): object {
  const { name, type, required, values } = column;
  const constraints = {
    ...(required === true ? { required: true } : {}),
    ...(values === undefined ? {} : { enum: values }),
  };
  const isBound = Object.keys(constraints).length > 0;
  return {
    ...{ name, type, description: columnMeaning(language, dataset, column) },
    ...(isBound ? { constraints } : {}),
  };
}

const foreignKey = ({ columns, dataset, reference }: DatasetShape['foreign_keys'][number]) => ({
  fields: columns,
  reference: { resource: dataset, fields: reference },
});
