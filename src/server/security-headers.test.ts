import helmet from '@fastify/helmet';
import Fastify from 'fastify';
import { expect, it } from 'vitest';
import { consoleHeaders, policy, sendSecurityHeaders } from './security-headers.ts';

it.each(['http://localhost:3000', 'https://atiende.example'])(
  'sends what helmet would send for %s, with refusals too',
  async (public_url) => {
    const plain = Fastify();
    await plain.register(helmet, policy(public_url));
    const ours = Fastify();
    await sendSecurityHeaders(ours, public_url);
    for (const server of [plain, ours]) server.get('/', async () => 'hola');
    for (const url of ['/', '/nowhere']) {
      const [expected, sent] = await Promise.all([plain.inject(url), ours.inject(url)]);
      expect(sent.headers).toEqual({
        ...expected.headers,
        'permissions-policy': 'microphone=()',
        date: sent.headers.date,
      });
      expect(sent.headers['content-security-policy']).toContain("default-src 'none'");
    }
    expect('strict-transport-security' in (await ours.inject('/')).headers).toBe(
      public_url.startsWith('https:'),
    );
  },
);

it('lets the console alone hear the microphone, and reach the configured exchanges and nothing else', async () => {
  const server = Fastify();
  await sendSecurityHeaders(server, 'https://atiende.example');
  server.get('/', async () => 'hola');
  const usual = String((await server.inject('/')).headers['content-security-policy']);
  expect(usual).not.toContain('frame-src');
  // A paper that the console fetched itself is framed to be printed, and nothing that has an address.
  expect(consoleHeaders(usual, [])['content-security-policy']).toBe(
    usual.replace("connect-src 'self'", "connect-src 'self';frame-src blob:"),
  );
  const console_ = consoleHeaders(usual, ['wss://telefonia.ciudad.example']);
  expect(console_['content-security-policy']).toContain("connect-src 'self' wss://telefonia.ciudad.example;");
  expect(console_['permissions-policy']).toBe('microphone=(self)');
});
