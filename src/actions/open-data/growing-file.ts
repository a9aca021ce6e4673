import { createHash } from 'node:crypto';
import type { Piece, PieceKeeper } from './kept-pieces.ts';

/** A published file: the pieces it is made of, in order. */
export interface WrittenFile {
  readonly dataset: string;
  readonly month: string | null;
  readonly format: string;
  readonly rows: number;
  readonly bytes: number;
  /** Hexadecimal, of all of it. */
  readonly sha256: string;
  readonly piece_ids: readonly string[];
}

/** A file that grows piece by piece and is never in memory as a whole. */
export interface GrowingFile {
  add(piece: Piece, bytes: Buffer, rows?: number): void;
  written(name: Pick<WrittenFile, 'dataset' | 'month' | 'format'>): WrittenFile;
}

export function growingFile(): GrowingFile {
  const hash = createHash('sha256');
  const piece_ids: string[] = [];
  let [length, count] = [0, 0];
  return {
    add(piece, bytes, rows = 0) {
      hash.update(bytes);
      piece_ids.push(piece.id);
      length += bytes.length;
      count += rows;
    },
    written: (name) => ({ ...name, rows: count, bytes: length, sha256: hash.digest('hex'), piece_ids }),
  };
}

/** Large enough that a file is few pieces, small enough that several are in memory at once. */
const piece_bytes = 1024 * 1024;

/** Collects what is written and hands it on as pieces of about a megabyte. */
export interface Collected {
  write(chunk: Buffer, rows: number): Promise<void>;
  /** What is left is a piece too. */
  end(): Promise<void>;
}

export function collect(
  keeper: PieceKeeper,
  give: (piece: Piece, bytes: Buffer, rows: number) => void,
): Collected {
  let [chunks, length, count]: [Buffer[], number, number] = [[], 0, 0];
  const flush = async () => {
    if (length === 0) return;
    const [bytes, rows] = [Buffer.concat(chunks, length), count];
    [chunks, length, count] = [[], 0, 0];
    give(await keeper.keep(bytes), bytes, rows);
  };
  return {
    async write(chunk, rows) {
      chunks.push(chunk);
      length += chunk.length;
      count += rows;
      if (length >= piece_bytes) await flush();
    },
    end: flush,
  };
}
