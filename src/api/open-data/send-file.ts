import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PassThrough, pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { App } from '../../actions/app.ts';
import { fileNameOf, mediaTypes, type Format } from '../../core/open-data/dataset.ts';
import { guardedField } from '../../core/open-data/written-row.ts';
import type { FileInPieces } from '../../queries/public/open-data/publication.ts';
import { rangeOf } from './byte-range.ts';
import { readPieces } from './read-pieces.ts';

/** What everybody may keep for a little; it asks again with the tag. */
export const cacheControl = 'public, max-age=300, must-revalidate';

interface Sending {
  readonly app: App;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const headerOf = ({ headers }: FastifyRequest, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Whether the client has these very bytes already (RFC 9110, 13.1). */
export function isFresh(request: FastifyRequest, etag: string, modified_at: string): boolean {
  const tags = headerOf(request, 'if-none-match');
  if (tags !== undefined)
    return tags === '*' || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(headerOf(request, 'if-modified-since') ?? '');
  return !Number.isNaN(since) && Math.floor(Date.parse(modified_at) / 1000) * 1000 <= since;
}

/**
 * Hands a published file out: whole, compressed where that is asked for and no part of it, or from one byte to another,
 * so that a download that broke goes on where it was (`Range` with `If-Range`).
 */
export function sendFile(sending: Sending, file: FileInPieces): FastifyReply {
  const { app, request, reply } = sending;
  const { dataset, month, modified_at } = file;
  const format = file.format as Format;
  const modified = new Date(modified_at).toUTCString();
  const isPacked = format !== 'parquet' && wantsGzip(request);
  const etag = `"${file.sha256.slice(0, 32)}${isPacked ? '-gzip' : ''}"`;
  void reply
    .headers({ etag, 'last-modified': modified, 'cache-control': cacheControl, vary: 'accept-encoding' })
    .headers({ 'accept-ranges': 'bytes', 'repr-digest': `sha-256=:${base64(file.sha256)}:` })
    .type(mediaTypes[format]);
  if (isFresh(request, etag, modified_at)) return reply.status(304).send();
  void reply.header('content-disposition', `attachment; filename="${fileNameOf(dataset, month, format)}"`);
  const all = { first: 0, last: file.bytes - 1 };
  const condition = headerOf(request, 'if-range');
  const isSame = condition === undefined || condition === etag || condition === modified;
  const range = isSame ? rangeOf(headerOf(request, 'range'), file.bytes) : null;
  if (range === 'unsatisfiable')
    return reply.status(416).header('content-range', `bytes */${file.bytes}`).send();
  if (range === null && isPacked) {
    const packed = pipeline(readPieces(app.files, file.pieces, all), createGzip(), () => undefined);
    return reply.header('content-encoding', 'gzip').send(packed);
  }
  const { first, last } = range ?? all;
  if (range !== null) void reply.status(206).header('content-range', `bytes ${first}-${last}/${file.bytes}`);
  void reply.header('content-length', last - first + 1);
  return reply.send(readPieces(app.files, file.pieces, { first, last }));
}

const base64 = (hex: string): string => Buffer.from(hex, 'hex').toString('base64');

/** A part is always of the bytes as they are published, so that any part goes with any other. */
function wantsGzip(request: FastifyRequest): boolean {
  if (headerOf(request, 'range') !== undefined) return false;
  return (headerOf(request, 'accept-encoding') ?? '')
    .split(',')
    .some((one) => /^\s*gzip\s*(;\s*q=(1|0\.[1-9])\S*)?\s*$/.test(one));
}

/** A CSV as a spreadsheet takes it: with a byte order mark, and nothing in it that it would run as a formula. */
export function sendForExcel({ app, request, reply }: Sending, file: FileInPieces): FastifyReply {
  const etag = `"${file.sha256.slice(0, 32)}-excel"`;
  void reply.headers({ etag, 'cache-control': cacheControl }).type(mediaTypes.csv);
  if (isFresh(request, etag, file.modified_at)) return reply.status(304).send();
  const name = fileNameOf(file.dataset, file.month, 'csv').replace('.csv', '-excel.csv');
  void reply.header('content-disposition', `attachment; filename="${name}"`);
  const guarded = pipeline(
    readPieces(app.files, file.pieces, { first: 0, last: file.bytes - 1 }),
    parse({ on_record: (fields: string[]) => fields.map(guardedField) }),
    stringify({ record_delimiter: '\r\n', bom: true }),
    new PassThrough(),
    () => undefined,
  );
  return reply.send(guarded);
}
