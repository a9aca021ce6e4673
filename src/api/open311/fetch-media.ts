import { lookup as resolve, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

export interface FetchOptions {
  readonly max_bytes: number;
  /** Origins (`https://fms.example:8443`) that the operator trusts although they are not public or not encrypted. */
  readonly trusted_origins?: readonly string[];
  readonly timeout_ms?: number;
}

const pictures = /^image\/(jpe?g|pjpeg|gif|tiff|png|webp|avif|heic|heif)\b/i;

/**
 * The image behind an address that another system sent, or null when it may not or cannot be had. Only HTTPS on its
 * own port, only public addresses (asked of the very address that the socket connects to, so that a name cannot change
 * between the check and the use), no redirects, bounded in time and size.
 */
export function fetchMedia(address: string, options: FetchOptions): Promise<Buffer | null> {
  const url = URL.parse(address);
  if (url === null || url.username !== '' || url.password !== '') return Promise.resolve(null);
  const trusted = options.trusted_origins?.includes(url.origin) ?? false;
  if (!trusted && !isOpen(url)) return Promise.resolve(null);
  return download(url, { ...options, trusted });
}

function isOpen(url: URL): boolean {
  if (url.protocol !== 'https:' || url.port !== '') return false;
  // A literal address is not looked up, so it is checked here; URL has already made 0x7f.1 a dotted 127.0.0.1.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isPublicAddress(host);
}

function download(url: URL, options: FetchOptions & { trusted: boolean }): Promise<Buffer | null> {
  const { promise, resolve: done } = Promise.withResolvers<Buffer | null>();
  const signal = AbortSignal.timeout(options.timeout_ms ?? 8_000);
  const client = url.protocol === 'http:' ? http : https;
  const headers = { accept: 'image/*', 'user-agent': 'Atiende' };
  const lookup = options.trusted ? undefined : publicLookup;
  const request = client.get(
    url,
    { headers, signal, agent: false, ...(lookup ? { lookup } : {}) },
    (response) => {
      const length = Number(response.headers['content-length'] ?? 0);
      const type = response.headers['content-type'] ?? '';
      const taken = response.statusCode === 200 && pictures.test(type) && length <= options.max_bytes;
      if (!taken) {
        response.destroy();
        done(null);
        return;
      }
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        parts.push(part);
        if (size <= options.max_bytes) return;
        done(null);
        response.destroy();
      });
      response.on('end', () => done(Buffer.concat(parts)));
      response.on('close', () => done(null));
      response.on('error', () => done(null));
    },
  );
  request.on('error', () => done(null));
  return promise;
}

/** Gives the socket public addresses only, or none. */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const open = error ? [] : (found as LookupAddress[]).filter(({ address }) => isPublicAddress(address));
    const first = open[0];
    if (first === undefined) callback(error ?? new Error('No public address'), '', 4);
    else if (options.all === true) (callback as (e: null, all: LookupAddress[]) => void)(null, open);
    else callback(null, first.address, first.family);
  });
};

// IANA special-purpose registries (RFC 6890 and successors): everything that is not the public Internet.
const special: readonly [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
];
const notPublic = new BlockList();
for (const [net, prefix, family] of special) notPublic.addSubnet(net, prefix, family);
// Of IPv6 only global unicast is public, and of that not documentation, 6to4, Teredo and their like.
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const not6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];
for (const [net, prefix] of not6) notPublic.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address is on the public Internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return family === 6 && global6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}
