import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, DatasetShape, Row } from '../../core/open-data/dataset.ts';
import { collect, growingFile, type WrittenFile } from './growing-file.ts';
import type { PieceKeeper } from './kept-pieces.ts';
import type { TableFiles } from './table-files.ts';

/** Rows that are in memory at once for each file. */
const group_rows = 2_000;

/** Months and the whole as Parquet, a group of rows at a time; a group cannot be shared, so these are written twice. */
export function parquetFiles(keeper: PieceKeeper, shape: DatasetShape): TableFiles {
  const written: WrittenFile[] = [];
  const whole = parquetFile(keeper, shape);
  let part: ReturnType<typeof parquetFile> | null = null;
  return {
    async write(rows) {
      if (rows.length === 0) return;
      if (shape.by_month) await (part ??= parquetFile(keeper, shape)).write(rows);
      await whole.write(rows);
    },
    async endPart(month) {
      if (part !== null && month !== null) written.push(await part.end(month));
      part = null;
    },
    end: async () => [...written, await whole.end(null)],
  };
}

function parquetFile(keeper: PieceKeeper, shape: DatasetShape) {
  const file = growingFile();
  const body = collect(keeper, (piece, bytes, rows) => file.add(piece, bytes, rows));
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({ writer, schema: schemaOf(shape), createdBy: 'atiende' });
  let waiting: Row[] = [];
  const handOn = async (rows: number) => {
    // A copy: the writer goes on in the same buffer.
    const bytes = Buffer.from(writer.getBytes());
    writer.index = 0;
    await body.write(bytes, rows);
  };
  const group = async () => {
    const rows = waiting;
    waiting = [];
    const columnData = shape.columns.map((column) => ({
      name: column.name,
      data: rows.map((row) => valueOf(column, row[column.name] ?? null)),
    }));
    await parquet.write({ columnData, rowGroupSize: group_rows });
    await handOn(rows.length);
  };
  return {
    async write(rows: readonly Row[]): Promise<void> {
      waiting.push(...rows);
      if (waiting.length >= group_rows) await group();
    },
    async end(month: string | null): Promise<WrittenFile> {
      if (waiting.length > 0) await group();
      await parquet.finish();
      await handOn(0);
      await body.end();
      return file.written({ dataset: shape.code, month, format: 'parquet' });
    },
  };
}

const parquetTypes: Readonly<Record<Column['type'], Pick<SchemaElement, 'type' | 'converted_type'>>> = {
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  yearmonth: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  date: { type: 'INT32', converted_type: 'DATE' },
};

function schemaOf({ columns }: DatasetShape): SchemaElement[] {
  const root = { name: 'root', num_children: columns.length };
  const leaves = columns.map(({ name, type, required }): SchemaElement => {
    const repetition_type = required === true ? 'REQUIRED' : 'OPTIONAL';
    return { name, repetition_type, ...parquetTypes[type] };
  });
  return [root, ...leaves];
}

const valueOf = ({ type }: Column, value: Cell): Cell | Date =>
  type === 'date' && typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : value;
