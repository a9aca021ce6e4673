import { setImmediate as letOthersRun } from 'node:timers/promises';
import { ByteWriter, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import type { Cell, Column, DatasetShape, Row } from '../../core/open-data/dataset.ts';
import { collect, growingFile, type WrittenFile } from './growing-file.ts';
import type { PieceKeeper } from './kept-pieces.ts';
import type { TableFiles } from './table-files.ts';

/** Rows of a group: of a month, of which every table is written at once, and of the whole, one table after the other. */
const group_rows = { month: 2_000, whole: 10_000 } as const;

/**
 * Months and the whole as Parquet, a group of rows at a time; a group cannot be shared, so these are written twice. What
 * a file says of its groups stays in memory until it ends: the whole is written at the end, from its lines.
 * @param lines its pieces of JSON Lines, when all its parts have ended
 */
export function parquetFiles(
  keeper: PieceKeeper,
  shape: DatasetShape,
  lines: { readonly row_pieces: readonly string[] },
): TableFiles {
  const written: WrittenFile[] = [];
  let part: ReturnType<typeof parquetFile> | null = null;
  return {
    async write(rows) {
      if (rows.length === 0 || !shape.by_month) return;
      await (part ??= parquetFile(keeper, shape, group_rows.month)).write(rows);
    },
    async endPart(month) {
      if (part !== null && month !== null) written.push(await part.end(month));
      part = null;
    },
    async end() {
      const whole = parquetFile(keeper, shape, group_rows.whole);
      for (const piece of lines.row_pieces) {
        const text = (await keeper.read(piece)).toString().trimEnd();
        await whole.write(text.split('\n').map((line) => JSON.parse(line) as Row));
        await letOthersRun();
      }
      return [...written, await whole.end(null)];
    },
  };
}

function parquetFile(keeper: PieceKeeper, shape: DatasetShape, most_rows: number) {
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
    await parquet.write({ columnData, rowGroupSize: rows.length });
    await handOn(rows.length);
  };
  return {
    async write(rows: readonly Row[]): Promise<void> {
      waiting.push(...rows);
      if (waiting.length >= most_rows) await group();
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
