// Writes that many rows of petitions in every format, each piece to a folder, and says how much memory that took at
// most: `node open-data-export.ts <folder> <rows>`. A process of its own, so that the kernel measures it alone.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetMetadata } from 'hyparquet';
import type { WrittenFile } from '../../src/actions/open-data/growing-file.ts';
import type { Piece, PieceKeeper } from '../../src/actions/open-data/kept-pieces.ts';
import { filesOf } from '../../src/actions/open-data/write-tables.ts';
import type { Row } from '../../src/core/open-data/dataset.ts';
import { petitions } from '../../src/queries/public/open-data/datasets/petitions.ts';

const [folder = '', wanted = '0'] = process.argv.slice(2);
const rows_a_month = 20_000;
const at_a_time = 200;

const made: Piece[] = [];
const keeper: PieceKeeper = {
  made,
  read: (piece_id) => readFile(join(folder, made[Number(piece_id)]!.sha256)),
  async keep(bytes) {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const piece = { id: String(made.length), bytes: bytes.length, sha256 };
    await writeFile(join(folder, sha256), bytes);
    made.push(piece);
    return piece;
  },
};

/** As long as a row of a big city, no two alike. */
function rowOf(n: number): Row {
  const name = createHash('sha256').update(String(n)).digest('hex').slice(0, 20);
  return Object.fromEntries(
    petitions.shape.columns.map(({ name: column, type }) => {
      if (type === 'integer') return [column, n % 97];
      if (type === 'number') return [column, 19 + (n % 100_003) / 1e6];
      if (type === 'boolean') return [column, n % 3 === 0];
      if (type === 'date') return [column, `2026-04-${String(1 + (n % 28)).padStart(2, '0')}`];
      if (type === 'yearmonth') return [column, '2026-04'];
      return [column, column === 'folio_publico' ? name : `${column} ${n % 211}`];
    }),
  );
}

const files = filesOf(keeper, petitions.shape);
const count = Number(wanted);
for (let from = 0, month = 0; from < count; from += rows_a_month, month += 1) {
  for (let n = from; n < Math.min(count, from + rows_a_month); n += at_a_time) {
    const rows = Array.from({ length: Math.min(at_a_time, count - n) }, (_, index) => rowOf(n + index));
    for (const file of files) await file.write(rows);
  }
  for (const file of files) await file.endPart(`2020-${String(month + 1).padStart(2, '0')}`);
}
const written: WrittenFile[] = [];
for (const file of files) written.push(...(await file.end()));
const peak = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
const wholes = written.filter(({ month }) => month === null);
const rows = wholes.map((file) => [file.format, file.rows]);
const { piece_ids } = wholes.find(({ format }) => format === 'parquet')!;
const { buffer } = new Uint8Array(Buffer.concat(await Promise.all(piece_ids.map((id) => keeper.read(id)))));
const groups = parquetMetadata(buffer).row_groups.length;
process.stdout.write(JSON.stringify({ peak_kb: Number(peak), rows: Object.fromEntries(rows), groups }));
