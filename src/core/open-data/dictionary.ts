import type { Language } from '../language/sentences.ts';
import type { DatasetShape } from './dataset.ts';
import { columnMeaning, diverse, diversityWords, typeWord } from './described.ts';
import type { Diversity } from './diversity.ts';
import { csvHeader, csvLine } from './written-row.ts';

const shape: DatasetShape = {
  ...{ code: 'diccionario', by_month: false, primary_key: ['tabla', 'columna'], foreign_keys: [] },
  columns: [
    { name: 'tabla', type: 'string', required: true },
    { name: 'columna', type: 'string', required: true },
    { name: 'tipo', type: 'string', required: true },
    { name: 'obligatoria', type: 'boolean', required: true },
    { name: 'valores', type: 'string' },
    { name: 'descripcion', type: 'string', required: true },
  ],
};

/** The dictionary of a table as CSV: each column, its type, what it can be, what it means, and how varied what it tells is. */
export function dictionaryOf(
  { code, columns }: DatasetShape,
  language: Language,
  diversity: Diversity | null = null,
): string {
  const varied = diversityWords(language, diversity);
  const isVaried = (name: string) => code === diverse.dataset && name === diverse.column;
  const lines = columns.map((column) =>
    csvLine(shape, {
      ...{ tabla: code, columna: column.name, tipo: typeWord(language, column) },
      ...{ obligatoria: column.required === true, valores: column.values?.join(' | ') ?? null },
      descripcion: [columnMeaning(language, code, column), isVaried(column.name) ? varied : null]
        .filter(Boolean)
        .join(' '),
    }),
  );
  return csvHeader(shape) + lines.join('');
}
