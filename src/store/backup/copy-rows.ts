import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/** Bytes of rows in one piece, before compression: what is in memory at a time. */
const piece_bytes = 4 * 1024 * 1024;
const newline = 0x0a;

/** A piece of a table: whole rows in the text format of COPY, compressed. The last one says how many rows there were. */
export interface Piece {
  readonly body: Buffer;
  readonly rows: number | null;
}

/**
 * Reads rows in pieces of about 4 MiB; a table without rows gives one empty piece.
 * @param what a table with its columns, or a query in parentheses
 */
export async function* copyOut(client: pg.Client, what: string): AsyncGenerator<Piece> {
  const stream = client.query(copyTo(`COPY ${what} TO STDOUT`));
  let parts: Buffer[] = [];
  let gathered = 0;
  // Counted here: the server's own count may come after the last row has been read.
  let rows = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    parts.push(part);
    rows += linesIn(part);
    gathered += part.length;
    if (gathered < piece_bytes) continue;
    const whole = Buffer.concat(parts);
    const end = whole.lastIndexOf(newline) + 1;
    if (end > 0) yield { body: await compress(whole.subarray(0, end)), rows: null };
    // A copy, so that the piece itself is let go.
    parts = [Buffer.from(whole.subarray(end))];
    gathered = whole.length - end;
  }
  yield { body: await compress(Buffer.concat(parts)), rows };
}

// Within a value a line break is written as \n, so a real one is the end of a row.
function linesIn(part: Buffer): number {
  let lines = 0;
  for (let at = part.indexOf(newline); at !== -1; at = part.indexOf(newline, at + 1)) lines += 1;
  return lines;
}

/**
 * Writes the rows of one piece.
 * @param into a table with its columns
 * @returns how many they were
 */
export async function copyIn(client: pg.Client, into: string, body: Buffer): Promise<number> {
  const stream = client.query(copyFrom(`COPY ${into} FROM STDIN`));
  await pipeline(Readable.from([await decompress(body)]), stream);
  return stream.rowCount ?? 0;
}
