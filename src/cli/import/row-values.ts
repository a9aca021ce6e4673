import { fold } from './fold.ts';
import { columnsIn } from './mapping.ts';

/** One row of the file under its mapping: cells by the name of their column, nulls as null. */
export interface RowValues {
  readonly cell: (column: string | undefined) => string | null;
  /** The first of the columns that says anything. */
  readonly first: (columns: readonly string[] | undefined) => string | null;
  /** Parts whose columns are filled, joined by `between`; null where no part is. */
  readonly written: (parts: readonly string[] | undefined, between: string) => string | null;
}

/** Gives each row's cells by name; names are compared without accents, case and signs. */
export function rowReader(
  headers: readonly string[],
  nulls: readonly string[],
): (cells: readonly string[]) => RowValues {
  const places = new Map(headers.map((name, index) => [fold(name), index]));
  const nothing = new Set(nulls.map((text) => text.trim().toLowerCase()));
  return (cells) => {
    const cell = (column: string | undefined): string | null => {
      const place = column === undefined ? undefined : places.get(fold(column));
      const text = place === undefined ? '' : (cells[place] ?? '').replace(/\0/g, '').trim();
      return text === '' || nothing.has(text.toLowerCase()) ? null : text;
    };
    const first = (columns: readonly string[] | undefined) =>
      (columns ?? []).map(cell).find((text) => text !== null) ?? null;
    const part = (text: string): string | null => {
      const names = columnsIn(text);
      if (names.length > 0 && names.every((name) => cell(name) === null)) return null;
      const filled = text.replace(/\{([^{}]+)\}/g, (_, name: string) => cell(name.trim()) ?? '');
      return filled.replace(/[ \t]+/g, ' ').trim();
    };
    const written = (parts: readonly string[] | undefined, between: string): string | null => {
      const texts = (parts ?? []).map(part).filter((text) => text !== null && text !== '');
      return texts.length === 0 ? null : texts.join(between);
    };
    return { cell, first, written };
  };
}

/** Finds a value in a map of the mapping; a key that ends in `*` stands for whatever begins so. */
export function valueLookup<T>(values: Readonly<Record<string, T>>): (text: string) => T | undefined {
  const exact = new Map<string, T>();
  const prefixes: [string, T][] = [];
  for (const [key, value] of Object.entries(values)) {
    if (key.endsWith('*')) prefixes.push([fold(key), value]);
    else exact.set(fold(key), value);
  }
  prefixes.sort(([one], [other]) => other.length - one.length);
  return (text) => {
    const folded = fold(text);
    return exact.get(folded) ?? prefixes.find(([prefix]) => folded.startsWith(prefix))?.[1];
  };
}

/** What kind of value it is, for a report that must not show anybody's data. */
export function classOfValue(text: string | null): string {
  if (text === null || text.trim() === '') return 'empty';
  const value = text.trim();
  if (/^[=+@]|^-[^\d.,]/.test(value)) return 'formula';
  if (/^-?\d+$/.test(value)) return 'whole_number';
  if (/^-?\d+[.,]\d+$/.test(value)) return 'decimal_number';
  if (/^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(value)) return 'date';
  if (/^\d{1,2}:\d{2}/.test(value)) return 'time';
  return value.length > 1000 ? 'long_text' : 'text';
}

/** A coordinate with decimal point or comma. Coordinates have no thousands, so a comma is never ambiguous. */
export function readCoordinate(text: string): number | null {
  const match = /^([+-]?\d{1,3}(?:[.,]\d+)?)°?$/.exec(text.trim());
  return match === null ? null : Number(match[1]!.replace(',', '.'));
}
