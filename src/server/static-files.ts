import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const root = join(import.meta.dirname, '..', '..');

/** The console (built by Vite: hashed names for ever, the page itself never kept) and MapLibre for the portal. */
export async function serveStaticFiles(server: FastifyInstance): Promise<void> {
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
    const page = async () => readFile(join(built, 'index.html'), 'utf8');
    server.get('/console', nowhere, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').html(await page()),
    );
    server.get('/console/*', nowhere, async (_request, reply) =>
      reply.header('cache-control', 'no-cache').html(await page()),
    );
  }
  await server.register(fastifyStatic, {
    root: join(root, 'node_modules', 'maplibre-gl', 'dist'),
    prefix: '/recursos/maplibre/',
    maxAge: '7d',
    decorateReply: false,
    allowedPath: (path) => /^\/?maplibre-gl[\w.-]*\.(css|js|mjs)$/.test(path),
  });
}
