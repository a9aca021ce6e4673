import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly text: Iterable<string> | AsyncIterable<string>;
}

interface Written {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
}

// Sizes come after the bytes (bit 3), names are UTF-8 (bit 11).
const flags = 0x0808;
const deflated = 8;
const version = 20;
/** 1 January 1980, the first day that the format knows: the same list is the same file. */
const date = 0x0021;

/**
 * A ZIP archive as it is written, one entry after the other (PKWARE APPNOTE 6.3.10, sections 4.3 and 4.4): each text is
 * read only as fast as the archive is, so that what it holds in memory does not grow with it. Up to 4 GB.
 */
export async function* zipped(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer> {
  const written: Written[] = [];
  let offset = 0;
  for (const { name: text, text: chunks } of entries) {
    const name = Buffer.from(text, 'utf8');
    const head = localHeader(name);
    yield head;
    const told = { crc: 0, size: 0 };
    let packed = 0;
    for await (const chunk of deflate(chunks, told)) {
      packed += chunk.length;
      yield chunk;
    }
    const tail = descriptor({ ...told, packed });
    yield tail;
    written.push({ name, offset, packed, ...told });
    offset += head.length + packed + tail.length;
  }
  const directory = Buffer.concat(written.map(centralHeader));
  yield directory;
  yield endOf({ entries: written.length, size: directory.length, offset });
}

async function* deflate(chunks: ZipEntry['text'], told: { crc: number; size: number }) {
  const packing = createDeflateRaw();
  async function* counted() {
    for await (const chunk of chunks) {
      const bytes = Buffer.from(chunk, 'utf8');
      told.crc = crc32(bytes, told.crc);
      told.size += bytes.length;
      yield bytes;
    }
  }
  const fed = pipeline(Readable.from(counted(), { highWaterMark: 1 }), packing);
  // A reader who goes away ends it in the middle; that is no news.
  fed.catch(() => undefined);
  for await (const chunk of packing) yield chunk as Buffer;
  await fed;
}

/** Numbers of two (`[2, …]`) or four bytes, little end first. */
function numbers(...fields: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of fields) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

function localHeader(name: Buffer): Buffer {
  const how = numbers([4, 0x04034b50], [2, version], [2, flags], [2, deflated], [2, 0], [2, date]);
  const sizes = numbers([4, 0], [4, 0], [4, 0], [2, name.length], [2, 0]);
  return Buffer.concat([how, sizes, name]);
}

function descriptor({ crc, packed, size }: { crc: number; packed: number; size: number }): Buffer {
  return numbers([4, 0x08074b50], [4, crc], [4, packed], [4, size]);
}

function centralHeader({ name, offset, crc, packed, size }: Written): Buffer {
  const how = numbers(
    [4, 0x02014b50],
    [2, version],
    [2, version],
    [2, flags],
    [2, deflated],
    [2, 0],
    [2, date],
  );
  const sizes = numbers([4, crc], [4, packed], [4, size], [2, name.length], [2, 0], [2, 0]);
  return Buffer.concat([how, sizes, numbers([2, 0], [2, 0], [4, 0], [4, offset]), name]);
}

function endOf({ entries, size, offset }: { entries: number; size: number; offset: number }): Buffer {
  return numbers([4, 0x06054b50], [2, 0], [2, 0], [2, entries], [2, entries], [4, size], [4, offset], [2, 0]);
}
