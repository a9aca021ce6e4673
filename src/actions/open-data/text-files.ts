import type { DatasetShape, Row } from '../../core/open-data/dataset.ts';
import { csvHeader, csvLine, feature, jsonLine } from '../../core/open-data/written-row.ts';
import { collect, growingFile, type Collected, type GrowingFile, type WrittenFile } from './growing-file.ts';
import type { PieceKeeper } from './kept-pieces.ts';
import type { TableFiles } from './table-files.ts';

interface TextForm {
  readonly format: 'csv' | 'jsonl' | 'geojson';
  readonly head: string;
  readonly between: string;
  readonly tail: string;
  row(row: Row): string;
}

export const csvForm = (shape: DatasetShape): TextForm => ({
  ...{ format: 'csv', head: csvHeader(shape), between: '', tail: '' },
  row: (row) => csvLine(shape, row),
});

export const jsonLinesForm = (shape: DatasetShape): TextForm => ({
  ...{ format: 'jsonl', head: '', between: '', tail: '' },
  row: (row) => jsonLine(shape, row),
});

/** RFC 7946. */
export const geoJsonForm = (shape: DatasetShape): TextForm => ({
  ...{
    format: 'geojson',
    head: '{"type":"FeatureCollection","features":[\n',
    between: ',\n',
    tail: '\n]}\n',
  },
  row: (row) => feature(shape, row),
});

export interface TextFiles extends TableFiles {
  /** Pieces of the whole that hold rows, each of them whole rows, of the parts that have ended. */
  readonly row_pieces: readonly string[];
}

/** The files of one table in a form of text: the whole is made of the very pieces of its months. */
export function textFiles(keeper: PieceKeeper, shape: DatasetShape, form: TextForm): TextFiles {
  const dataset = shape.code;
  const written: WrittenFile[] = [];
  const row_pieces: string[] = [];
  const whole = growingFile();
  let isBegun = false;
  let part: { file: GrowingFile; body: Collected } | null = null;

  const fixed = async (text: string, files: readonly GrowingFile[]) => {
    if (text === '') return;
    const bytes = Buffer.from(text);
    const piece = await keeper.keep(bytes);
    for (const file of files) file.add(piece, bytes);
  };
  const begin = async () => {
    const file = growingFile();
    await fixed(form.head, [file]);
    await fixed(isBegun ? form.between : form.head, [whole]);
    isBegun = true;
    const body = collect(keeper, (piece, bytes, rows) => {
      file.add(piece, bytes, rows);
      whole.add(piece, bytes, rows);
      row_pieces.push(piece.id);
    });
    return { file, body };
  };
  return {
    row_pieces,
    async write(rows) {
      if (rows.length === 0) return;
      const joins = part !== null && form.between !== '';
      part ??= await begin();
      const text = rows.map((row) => form.row(row)).join(form.between);
      await part.body.write(Buffer.from(joins ? form.between + text : text), rows.length);
    },
    async endPart(month) {
      if (part === null) return;
      await part.body.end();
      await fixed(form.tail, [part.file]);
      if (month !== null) written.push(part.file.written({ dataset, month, format: form.format }));
      part = null;
    },
    async end() {
      if (!isBegun) await fixed(form.head, [whole]);
      await fixed(form.tail, [whole]);
      return [...written, whole.written({ dataset, month: null, format: form.format })];
    },
  };
}
