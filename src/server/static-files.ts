import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { App } from '../actions/app.ts';
import { softphoneOrigins } from '../queries/staff/softphone.ts';
import { consoleHeaders } from './security-headers.ts';

const root = join(import.meta.dirname, '..', '..');

/** The console (built by Vite: hashed names for ever, the page itself never kept) and MapLibre for the portal. */
export async function serveStaticFiles(server: FastifyInstance, app: App): Promise<void> {
  const built = join(root, 'dist', 'console');
  const nowhere = { config: { city: false } } as const;
  if (existsSync(built)) {
    await server.register(fastifyStatic, {
      root: join(built, 'assets'),
      prefix: '/console/assets/',
      immutable: true,
      preCompressed: true,
      maxAge: '365d',
      decorateReply: false,
    });
    const page = async (reply: FastifyReply) => {
      const usual = String(reply.raw.getHeader('content-security-policy'));
      const headers = consoleHeaders(usual, await softphoneOrigins(app));
      const text = await readFile(join(built, 'index.html'), 'utf8');
      return reply.headers({ ...headers, 'cache-control': 'no-cache' }).html(text);
    };
    server.get('/console', nowhere, async (_request, reply) => page(reply));
    server.get('/console/*', nowhere, async (_request, reply) => page(reply));
  }
  await server.register(fastifyStatic, {
    root: join(root, 'node_modules', 'maplibre-gl', 'dist'),
    prefix: '/recursos/maplibre/',
    maxAge: '7d',
    decorateReply: false,
    allowedPath: (path) => /^\/?maplibre-gl[\w.-]*\.(css|js|mjs)$/.test(path),
  });
}
