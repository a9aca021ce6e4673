import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { getRoutes } from './get-routes.ts';
import { postRoutes } from './post-routes.ts';
import { answerProblem, nothingHere } from './problem.ts';
import { readUrlencoded } from './read-urlencoded.ts';

export interface Open311Options {
  /** Origins whose images are fetched although they are not public or not encrypted: the operator's own network. */
  readonly trusted_origins?: readonly string[];
}

/** Of a form without files; with files the server's own limits hold. */
const largestForm = 1024 * 1024;

/**
 * Open311 GeoReport v2, with discovery, tokens, paging, the change feed, media and FixMyStreet's updates extension.
 * Register it under `/open311/v2`. Programs call it from anywhere with a key and no cookie, so there is no form token,
 * every origin may read, and errors are told in the specification's own terms.
 */
export function open311Routes(app: App, { trusted_origins = [] }: Open311Options = {}): FastifyPluginAsync {
  return async (scope) => {
    scope.setErrorHandler((error, request, reply) => answerProblem(error, request, reply));
    scope.setNotFoundHandler((request, reply) => answerProblem(nothingHere(), request, reply));
    // The portal answers every address that has no route; under this prefix the errors are these.
    scope.get('/*', async () => {
      throw nothingHere();
    });
    const form = 'application/x-www-form-urlencoded';
    scope.removeContentTypeParser(form);
    scope.addContentTypeParser(
      form,
      { parseAs: 'buffer', bodyLimit: largestForm },
      async (request: FastifyRequest, body: Buffer) =>
        readUrlencoded(body, request.headers['content-type'] ?? ''),
    );
    scope.addHook('onSend', async (_request, reply) => {
      void reply.header('access-control-allow-origin', '*');
      void reply.header('cross-origin-resource-policy', 'cross-origin');
    });
    scope.options('/*', async (_request, reply) => {
      void reply.header('access-control-allow-methods', 'GET, POST, OPTIONS');
      void reply.header('access-control-allow-headers', 'Content-Type, Idempotency-Key');
      void reply.header('access-control-max-age', '86400');
      return reply.status(204).send();
    });
    getRoutes(scope, app);
    postRoutes(scope, app, { trusted_origins });
  };
}
