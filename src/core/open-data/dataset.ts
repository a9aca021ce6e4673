export type ColumnType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'yearmonth';

/** One column; what it means is said in `open_data.column.<dataset>.<name>`. */
export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** Never empty. */
  readonly required?: true;
  /** All that it can be. */
  readonly values?: readonly string[];
}

export type Cell = string | number | boolean | null;
export type Row = Readonly<Record<string, Cell>>;

/** What a table is, from which every format and every catalogue is made. */
export interface DatasetShape {
  readonly code: string;
  readonly columns: readonly Column[];
  readonly primary_key: readonly string[];
  readonly foreign_keys: readonly {
    readonly columns: readonly string[];
    readonly dataset: string;
    readonly reference: readonly string[];
  }[];
  /** Whether it comes by month too; what has no date comes whole. */
  readonly by_month: boolean;
  /** Columns of latitude and longitude, where it has a place. */
  readonly point?: { readonly latitude: string; readonly longitude: string };
}

export const formats = ['csv', 'jsonl', 'geojson', 'parquet'] as const;
export type Format = (typeof formats)[number];

export const mediaTypes: Readonly<Record<Format, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  jsonl: 'application/jsonl; charset=utf-8',
  geojson: 'application/geo+json; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
};

export const formatsOf = ({ point }: DatasetShape): readonly Format[] =>
  formats.filter((format) => format !== 'geojson' || point !== undefined);

/** `solicitudes-2026-04.csv`; without a month the whole. */
export function fileNameOf(dataset: string, month: string | null, format: string): string {
  return month === null ? `${dataset}.${format}` : `${dataset}-${month}.${format}`;
}

/** The parts of such a name, or null. */
export function parseFileName(
  name: string,
): { dataset: string; month: string | null; format: string } | null {
  const [, dataset, month, format] = /^([a-z]+?)(?:-(\d{4}-\d{2}))?\.([a-z]+)$/.exec(name) ?? [];
  if (dataset === undefined || format === undefined) return null;
  return { dataset, month: month ?? null, format };
}
