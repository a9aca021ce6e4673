import { Readable } from 'node:stream';
import type { App } from '../../actions/app.ts';
import type { FileInPieces } from '../../queries/public/open-data/publication.ts';
import type { ByteRange } from './byte-range.ts';

/** The bytes of a file from one to another, a piece of it open at a time. */
export function readPieces(
  files: App['files'],
  pieces: FileInPieces['pieces'],
  { first, last }: ByteRange,
): Readable {
  async function* bytes(): AsyncGenerator<Buffer> {
    let begins = 0;
    for (const piece of pieces) {
      const [from, to] = [first - begins, last - begins];
      begins += piece.bytes;
      if (from >= piece.bytes || to < 0) continue;
      const { stream } = await files.read(piece.storage_name);
      let at = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        const part = chunk.subarray(Math.max(0, from - at), Math.max(0, to - at + 1));
        at += chunk.length;
        if (part.length > 0) yield part;
        if (at > to) break;
      }
    }
  }
  return Readable.from(bytes(), { objectMode: false });
}
