import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import {
  checkStorageName,
  FileMissing,
  FilesAway,
  isStorageName,
  mostListed,
  newStorageName,
  type FilePlace,
} from './file-store.ts';

export interface S3Settings {
  /** Address of the store, without the bucket: `https://s3.example`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly access_key_id: string;
  readonly secret_access_key: string;
}

interface Question {
  readonly method: 'GET' | 'PUT' | 'DELETE';
  /** Of the object; empty for the bucket. */
  readonly key: string;
  readonly query?: string;
  readonly body?: Buffer;
}

/** Until the answer begins; a photograph over a slow line is sent within it. */
const patience_ms = 20_000;
const tries = 3;

/**
 * A bucket of any store that speaks S3 (path style, Signature Version 4). The names are those of a directory, `ab/abcdef…`,
 * so the two can be copied into each other. Bytes go with their SHA-256, which the store compares.
 * Everything but a missing object is tried three times, then it is an outage (FilesAway).
 */
export function s3FileStore(settings: S3Settings): FilePlace {
  const ask = askerOf(settings);
  const putAs = async (name: string, body: Buffer) => {
    const answer = await ask({ method: 'PUT', key: checkStorageName(name), body });
    await finish(answer, 200);
  };
  return {
    putAs,
    async put(bytes) {
      const name = newStorageName();
      await putAs(name, bytes);
      return name;
    },
    async read(name) {
      const answer = await ask({ method: 'GET', key: checkStorageName(name) });
      if (answer.status === 404) return finish(answer, 404).then((said) => refuseMissing(said, name));
      if (answer.status !== 200 || answer.body === null) return finish(answer, 200).then(refuse);
      return {
        stream: Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]),
        bytes: Number(answer.headers.get('content-length')),
      };
    },
    async remove(name) {
      await finish(await ask({ method: 'DELETE', key: checkStorageName(name) }), 200, 204, 404);
    },
    putBefore: (instant) => listed(ask, Date.parse(instant)),
    async isEmpty() {
      const answer = await ask({ method: 'GET', key: '', query: '?list-type=2&max-keys=1' });
      return !(await finish(answer, 200)).includes('<Contents>');
    },
  };
}

type Ask = (question: Question) => Promise<Response>;

/** One of the 256 beginnings of our names after the other: what else may be in the bucket is not read. */
async function* listed(ask: Ask, before: number): AsyncGenerator<readonly string[]> {
  for (let first = 0; first < 256; first += 1) {
    const prefix = first.toString(16).padStart(2, '0');
    let next: string | undefined;
    do {
      const from = next === undefined ? '' : `&continuation-token=${encodeURIComponent(next)}`;
      const query = `?list-type=2&max-keys=${mostListed}&prefix=${prefix}%2F${from}`;
      const text = await finish(await ask({ method: 'GET', key: '', query }), 200);
      const names = [...text.matchAll(/<Contents>([^]*?)<\/Contents>/g)]
        .filter(([, about = '']) => Date.parse(inTag(about, 'LastModified') ?? '') < before)
        .map(([, about = '']) => inTag(about, 'Key') ?? '');
      const ours = names.filter(isStorageName);
      if (ours.length > 0) yield ours;
      next = inTag(text, 'NextContinuationToken');
    } while (next !== undefined);
  }
}

const inTag = (text: string, tag: string): string | undefined =>
  new RegExp(`<${tag}>([^<]+)</${tag}>`)
    .exec(text)?.[1]
    ?.replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

function askerOf(settings: S3Settings): Ask {
  const base = `${settings.endpoint.replace(/\/+$/, '')}/${settings.bucket}`;
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey, region } = settings;
  let signer: Promise<{ sign(address: string, init: RequestInit): Promise<Request> }> | undefined;
  const once = async ({ method, key, query = '', body }: Question): Promise<Response> => {
    // Read only where a store is set: an installation with a directory does without.
    signer ??= import('aws4fetch').then(
      ({ AwsClient }) => new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 0 }),
    );
    const sum = createHash('sha256').update(body ?? '');
    const init = { method, headers: { 'x-amz-content-sha256': sum.digest('hex') } };
    const address = `${base}${key === '' ? '' : `/${key}`}${query}`;
    const { headers } = await (await signer).sign(address, init);
    // Signed without the body and sent with it as bytes, so that its length is told.
    const sent = body === undefined ? {} : { body: new Uint8Array(body) };
    const given_up = new AbortController();
    const timer = setTimeout(() => given_up.abort(), patience_ms);
    try {
      return await fetch(address, { method, headers, ...sent, signal: given_up.signal });
    } finally {
      clearTimeout(timer);
    }
  };
  return async (question) => {
    for (let at = 1; ; at += 1) {
      const answer = await once(question).catch((problem: unknown) => problem as Error);
      const isAway = answer instanceof Error || answer.status >= 500 || answer.status === 429;
      if (!isAway) return answer;
      const why = answer instanceof Error ? problemOf(answer) : `${answer.status}`;
      if (!(answer instanceof Error)) await answer.body?.cancel();
      if (at === tries) throw new FilesAway(why);
      await pause(200 * at);
    }
  };
}

const problemOf = (problem: Error): string =>
  (problem.cause as { code?: string } | undefined)?.code ?? problem.name;

/** Reads what was answered. @throws FilesAway for a status that was not hoped for, as for a wrong key or bucket */
async function finish(answer: Response, ...hoped: number[]): Promise<string> {
  const text = await answer.text().catch(() => '');
  if (hoped.includes(answer.status)) return text;
  const code = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
  throw new FilesAway(code === undefined ? `${answer.status}` : `${answer.status} ${code}`);
}

/** Without the bucket no object is there, and none is lost. */
function refuseMissing(said: string, name: string): never {
  if (said.includes('NoSuchBucket')) throw new FilesAway('404 NoSuchBucket');
  throw new FileMissing(name);
}

function refuse(): never {
  throw new FilesAway('200 without a body');
}
