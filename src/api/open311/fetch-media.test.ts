import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchMedia, isPublicAddress, publicLookup } from './fetch-media.ts';

let server: Server;
let origin: string;
let connections = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    const image = { 'content-type': 'image/jpeg' };
    if (request.url === '/a.jpg') response.writeHead(200, image).end('JPEG');
    else if (request.url === '/away') response.writeHead(302, { location: '/a.jpg' }).end();
    else if (request.url === '/page') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    else if (request.url === '/big') response.writeHead(200, image).end(Buffer.alloc(5000));
    else response.writeHead(404, image).end();
  });
  server.on('connection', () => (connections += 1));
  await promisify((done: () => void) => server.listen(0, '127.0.0.1', done))();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

const limits = { max_bytes: 1000 };

test('J10: what is not the public Internet over HTTPS gets no connection', async () => {
  const port = new URL(origin).port;
  const hosts = [
    '127.0.0.1',
    'localhost',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0',
  ];
  const urls = hosts.flatMap((host) => [`http://${host}:${port}/a.jpg`, `https://${host}:${port}/a.jpg`]);
  const others = [
    'https://169.254.169.254/a',
    'https://10.0.0.1/a',
    'https://[fd00::1]/a',
    'https://localhost/a',
  ];
  const odd = [
    'file:///etc/passwd',
    'ftp://example.org/a',
    'https://u:p@example.org/a',
    '//x',
    '',
    'https://',
  ];
  for (const url of [...urls, ...others, ...odd])
    expect([url, await fetchMedia(url, limits)]).toEqual([url, null]);
  expect(connections).toBe(0);
});

test('J10: a name that leads inside is refused where the socket asks for its address', async () => {
  const looked = promisify(
    publicLookup as (host: string, options: object, done: (e: Error | null) => void) => void,
  );
  await expect(looked('localhost', {})).rejects.toThrow('No public address');
  await expect(looked('localhost', { all: true })).rejects.toThrow('No public address');
});

test('the registries of special addresses are not public', () => {
  const inside = [
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '172.31.0.1',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
  ];
  const inside6 = [
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
  ];
  for (const address of [...inside, ...inside6, 'nada'])
    expect([address, isPublicAddress(address)]).toEqual([address, false]);
  for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111'])
    expect(isPublicAddress(address)).toBe(true);
});

test('a trusted origin is fetched; redirects, other kinds and what is too large are not', async () => {
  const trusted = { ...limits, trusted_origins: [origin] };
  expect(String(await fetchMedia(`${origin}/a.jpg`, trusted))).toBe('JPEG');
  for (const path of ['/away', '/page', '/big', '/nada']) {
    expect([path, await fetchMedia(origin + path, trusted)]).toEqual([path, null]);
  }
});
