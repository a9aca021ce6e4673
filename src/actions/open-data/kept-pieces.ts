import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';

/** Bytes in the file store, by their content. */
export interface Piece {
  readonly id: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export interface StoredPiece extends Piece {
  readonly storage_name: string;
}

/** Keeps bytes and says under which piece; the same bytes, now or in an earlier publication, are one piece. */
export interface PieceKeeper {
  keep(bytes: Buffer): Promise<Piece>;
  /** The bytes of one that was kept or known. @throws FileMissing, FilesAway */
  read(piece_id: string): Promise<Buffer>;
  /** Those that were not there before. */
  readonly made: readonly Piece[];
}

/** Writes down a piece whose bytes are stored. Until a publication uses it, it is to go like one that was replaced. */
export const keepPiece = defineAction({
  name: 'keep-piece',
  permission: 'system',
  input: z.object({
    ...{ id: z.uuid(), city_id: z.uuid(), storage_name: z.string(), bytes: z.number().int().min(0) },
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  async run({ tx, input, now }): Promise<null> {
    const row = { ...input, sha256: Buffer.from(input.sha256, 'hex'), unused_since: now };
    await tx.insertInto('open_data_pieces').values(row).execute();
    return null;
  },
});

/**
 * Each new piece has its row as soon as its bytes are stored: whoever is killed in the middle of publishing leaves nothing
 * that no row names, and whoever publishes next finds what is done already.
 */
export function pieceKeeper(app: App, city_id: string, known: readonly StoredPiece[]): PieceKeeper {
  const by_hash = new Map<string, Piece>(known.map((piece) => [piece.sha256, piece]));
  const names = new Map(known.map(({ id, storage_name }) => [id, storage_name]));
  const made: Piece[] = [];
  return {
    made,
    read: async (piece_id) => buffer((await app.files.read(names.get(piece_id)!)).stream),
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const there = by_hash.get(sha256);
      if (there !== undefined) return there;
      const piece = { id: newId(), bytes: bytes.length, sha256 };
      const storage_name = await app.files.put(bytes);
      await keepPiece(app, { kind: 'system' }, { ...piece, city_id, storage_name });
      by_hash.set(sha256, piece);
      names.set(piece.id, storage_name);
      made.push(piece);
      return piece;
    },
  };
}
