import type { FastifyInstance } from 'fastify';

/** One answer on the wire: compressed as a browser would be sent it. */
interface Fetched {
  readonly type: string;
  readonly sent_bytes: number;
  readonly text: string;
}

/** What a first visit of one page costs, by kind; each address once. */
export interface PageWeight {
  readonly html: number;
  readonly css: number;
  readonly javascript: number;
  /** Pictures, and whatever else. */
  readonly other: number;
  readonly all: number;
  readonly requests: number;
  readonly fonts: number;
  /** Addresses of other hosts that the page, its styles or its scripts would fetch. */
  readonly elsewhere: readonly string[];
}

/**
 * Weighs a page with all that a browser with scripts fetches before anybody touches anything: styles, scripts
 * with the modules they import, pictures, icons and fonts. What a script imports only when asked (the map) is
 * not fetched.
 * @param cookie the visitor's, as in the header
 */
export async function weighPage(server: FastifyInstance, path: string, cookie = ''): Promise<PageWeight> {
  const seen = new Map<string, Fetched>();
  const elsewhere: string[] = [];
  const waiting = [new URL(path, ours).href];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    if (seen.has(next) || next.startsWith('data:')) continue;
    const url = new URL(next);
    if (url.origin !== ours) {
      elsewhere.push(next);
      continue;
    }
    const got = await fetchOne(server, url, cookie);
    seen.set(next, got);
    waiting.push(...fetchedBy(got).map((address) => new URL(address, next).href));
  }
  return summed([...seen.values()], elsewhere);
}

const ours = 'http://city.example';

async function fetchOne(server: FastifyInstance, url: URL, cookie: string): Promise<Fetched> {
  const ask = (encoding: string) =>
    server.inject({
      method: 'GET',
      url: url.pathname + url.search,
      headers: { cookie, accept: '*/*', 'accept-encoding': encoding },
    });
  const plain = await ask('identity');
  if (plain.statusCode !== 200) throw new Error(`${url.pathname}: ${plain.statusCode}`);
  const sent = await ask('br');
  const type = String(plain.headers['content-type']).split(';')[0]!;
  return { type, sent_bytes: sent.rawPayload.length, text: plain.body };
}

function fetchedBy({ type, text }: Fetched): string[] {
  if (type === 'text/html') return fetchedByPage(text);
  if (type === 'text/css') {
    return found(text, /url\(\s*['"]?([^'")]+)/g, /@import\s+['"]([^'"]+)/g);
  }
  if (type.endsWith('/javascript')) return found(text, /^\s*(?:import|export)\b[^'";]*['"]([^'"]+)['"]/gm);
  return [];
}

function fetchedByPage(page: string): string[] {
  const links = [...page.matchAll(/<link\s[^>]*>/g)]
    .map(([tag]) => tag)
    .filter((tag) => /rel="(?:stylesheet|icon|preload|modulepreload|prefetch|manifest|preconnect)"/.test(tag))
    .flatMap((tag) => found(tag, /href="([^"]+)"/g));
  return [...links, ...found(page, /<(?:script|img|source|video|iframe|embed)\s[^>]*?src="([^"]+)"/g)];
}

const found = (text: string, ...patterns: RegExp[]): string[] =>
  patterns.flatMap((pattern) => [...text.matchAll(pattern)].map(([, address]) => address!));

function summed(fetched: readonly Fetched[], elsewhere: readonly string[]): PageWeight {
  const bytes = (is: (type: string) => boolean) =>
    fetched.filter(({ type }) => is(type)).reduce((sum, { sent_bytes }) => sum + sent_bytes, 0);
  const html = bytes((type) => type === 'text/html');
  const css = bytes((type) => type === 'text/css');
  const javascript = bytes((type) => type.endsWith('/javascript'));
  const all = bytes(() => true);
  return {
    ...{ html, css, javascript, all, other: all - html - css - javascript },
    requests: fetched.length,
    fonts: fetched.filter(({ type }) => type.includes('font')).length,
    elsewhere,
  };
}
