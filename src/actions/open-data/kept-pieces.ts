import { createHash } from 'node:crypto';
import type { FileStore } from '../../store/file-store.ts';
import { newId } from '../../store/ids.ts';

/** Bytes in the file store, by their content. */
export interface Piece {
  readonly id: string;
  readonly storage_name: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Keeps bytes and says under which piece; the same bytes, now or in an earlier publication, are one piece. */
export interface PieceKeeper {
  keep(bytes: Buffer): Promise<Piece>;
  /** Those that were not there before. */
  readonly made: readonly Piece[];
}

export function pieceKeeper(files: FileStore, known: readonly Piece[]): PieceKeeper {
  const by_hash = new Map(known.map((piece) => [piece.sha256, piece]));
  const made: Piece[] = [];
  return {
    made,
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const there = by_hash.get(sha256);
      if (there !== undefined) return there;
      const piece = { id: newId(), storage_name: await files.put(bytes), bytes: bytes.length, sha256 };
      by_hash.set(sha256, piece);
      made.push(piece);
      return piece;
    },
  };
}
