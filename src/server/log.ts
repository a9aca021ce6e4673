import type { FastifyServerOptions } from 'fastify';

/** Logs say what happened and under which request id, never who asked or what they typed: paths lose folios and keys. */
export function logOptions(level: string): Pick<FastifyServerOptions, 'logger' | 'disableRequestLogging'> {
  if (level === 'silent') return { logger: false };
  return {
    logger: {
      level,
      serializers: {
        req: (request: { method: string; url: string }) => ({
          method: request.method,
          path: withoutSecrets(request.url),
        }),
        res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
        err: (error: Error & { code?: string }) => ({
          type: error.name,
          code: error.code ?? '',
          message: 'code' in error && error.code ? '' : error.message,
          stack: error.stack ?? '',
        }),
      },
    },
  } as Pick<FastifyServerOptions, 'logger'>;
}

/** The path as it may be written down: no query, no folio, no key, no token. */
export function withoutSecrets(url: string): string {
  return url
    .replace(/\?.*$/, '')
    .replace(/[A-Z0-9]{2,6}-\d{4}-\d{6,9}-[0-9A-Z]/gi, ':folio')
    .replace(/[A-Za-z0-9_-]{14,}/g, (part) => (/^[a-z-]+$/.test(part) ? part : ':id'));
}
