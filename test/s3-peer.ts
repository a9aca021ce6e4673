import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { S3Settings } from '../src/store/s3-file-store.ts';

/** A bucket on this machine that speaks S3 as its documentation says it, and lets nobody in without a right signature. */
export interface S3Peer {
  readonly settings: S3Settings;
  readonly environment: Readonly<Record<string, string>>;
  /** What is in it. */
  readonly objects: Map<string, Buffer>;
  /** When each was put; what has no entry, now. */
  readonly modified: Map<string, Date>;
  /** Requests it was asked, in order: method and path. */
  readonly asked: string[];
  /** What it does to the next requests instead of answering them. */
  readonly faults: ('slow_down' | 'hang_up')[];
  /** Refuses connections until it is opened again. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

const secrets: Readonly<Record<string, string>> = { MUNICIPIO: 'una/clave+de prueba' };

export async function s3Peer(bucket = 'archivos'): Promise<S3Peer> {
  const objects = new Map<string, Buffer>();
  const modified = new Map<string, Date>();
  const [asked, faults]: [string[], S3Peer['faults']] = [[], []];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const fault = faults.shift();
    if (fault === 'hang_up') return void request.socket.destroy();
    if (fault === 'slow_down') return say(response, 503, 'SlowDown');
    void answer({ bucket, objects, modified }, request, response);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const settings = {
    ...{ endpoint: `http://127.0.0.1:${port}`, bucket, region: 'mx-1' },
    ...{ access_key_id: 'MUNICIPIO', secret_access_key: secrets['MUNICIPIO']! },
  };
  return {
    ...{ settings, objects, modified, asked, faults },
    environment: {
      FILES_S3_ENDPOINT: settings.endpoint,
      FILES_S3_BUCKET: bucket,
      FILES_S3_REGION: settings.region,
      FILES_S3_ACCESS_KEY_ID: settings.access_key_id,
      FILES_S3_SECRET_ACCESS_KEY: settings.secret_access_key,
    },
    goAway: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
    comeBack: () => listen(port),
  };
}

interface Bucket {
  readonly bucket: string;
  readonly objects: Map<string, Buffer>;
  readonly modified: Map<string, Date>;
}

async function answer(
  { bucket, objects, modified }: Bucket,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await buffer(request);
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
  const refused = refusalOf(request, body);
  if (refused !== null) return say(response, 403, refused);
  const [, found, ...rest] = pathname.split('/');
  if (found !== bucket) return say(response, 404, 'NoSuchBucket');
  const key = rest.join('/');
  if (key === '') return void response.end(listOf({ bucket, objects, modified }, searchParams));
  if (request.method === 'PUT') {
    if (request.headers['content-length'] === undefined) return say(response, 411, 'MissingContentLength');
    objects.set(key, body);
    modified.set(key, new Date());
    return void response.end();
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    return void response.writeHead(204).end();
  }
  const object = objects.get(key);
  if (object === undefined) return say(response, 404, 'NoSuchKey');
  response.writeHead(200, { 'content-length': object.length }).end(object);
}

/** ListObjectsV2: a page of the keys with one prefix, and a token (opaque, with signs that XML and addresses mind) for the next. */
function listOf({ objects, modified }: Bucket, asked: URLSearchParams): string {
  const from = asked.get('continuation-token')?.replace(/^<&>/, '') ?? '';
  const all = [...objects.keys()].filter((one) => one.startsWith(asked.get('prefix') ?? '') && one > from);
  const keys = all.sort().slice(0, Math.min(1000, Number(asked.get('max-keys') ?? 1000)));
  const listed = keys.map((one) => {
    const at = (modified.get(one) ?? new Date()).toISOString();
    return `<Contents><Key>${one}</Key><LastModified>${at}</LastModified></Contents>`;
  });
  const more = keys.length < all.length;
  const next = more ? `<NextContinuationToken>&lt;&amp;&gt;${keys.at(-1)}</NextContinuationToken>` : '';
  return `<ListBucketResult><KeyCount>${keys.length}</KeyCount><IsTruncated>${more}</IsTruncated>${next}${listed.join('')}</ListBucketResult>`;
}

function say(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

const hash = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

function refusalOf(request: IncomingMessage, body: Buffer): string | null {
  if (request.headers['x-amz-content-sha256'] !== hash(body)) return 'XAmzContentSHA256Mismatch';
  const given = request.headers.authorization ?? '';
  const [, key = '', , , , names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d+)\/([^/]+)\/(s3)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      given,
    ) ?? [];
  const secret = secrets[key];
  if (secret === undefined) return 'InvalidAccessKeyId';
  const credential = /Credential=[^/]+\/([^,]+),/.exec(given)![1]!;
  const { method = '', url = '', headers } = request;
  const expected = signatureOf({ method, url, headers, names: names.split(';'), credential, secret });
  return expected === signature ? null : 'SignatureDoesNotMatch';
}

/**
 * Signature Version 4 as "Authenticating Requests: Using the Authorization Header" of the Amazon S3 API reference has it.
 * @param credential its scope: date, region, service and `aws4_request`
 */
export function signatureOf(given: {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly names: readonly string[];
  readonly credential: string;
  readonly secret: string;
}): string {
  const { method, url, headers, names, credential, secret } = given;
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    ...[method, path, query.split('&').sort().join('&')],
    ...names.map((name) => `${name}:${String(headers[name]).trim()}`),
    ...['', names.join(';'), String(headers['x-amz-content-sha256'])],
  ].join('\n');
  const told = ['AWS4-HMAC-SHA256', String(headers['x-amz-date']), credential, hash(canonical)].join('\n');
  const key = credential
    .split('/')
    .reduce<Buffer | string>((one, word) => createHmac('sha256', one).update(word).digest(), `AWS4${secret}`);
  return createHmac('sha256', key).update(told).digest('hex');
}
