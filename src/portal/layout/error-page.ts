import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { sayError } from '../../server/errors.ts';
import { icon } from './icons.ts';
import { languageLink } from './language-switch.ts';
import { page } from './page.ts';
import { html, type Html } from './raw.ts';
import { resource } from './resources.ts';
import { isStale } from './posted.ts';
import { typedAgain } from './typed-again.ts';
import { visitOf, type Visit } from './visit.ts';

/**
 * Says an error as a page: what happened, what to do next, and the number to quote. A form that met an outage, came too
 * late or too often is given back with what was typed.
 */
export async function sendErrorPage(
  app: App,
  given: { error: unknown; request: FastifyRequest },
  reply: FastifyReply,
) {
  const { error, request } = given;
  const said = sayError(error, request);
  if (said.status === 503) void reply.header('retry-after', '5');
  void reply.status(said.status).header('cache-control', 'no-store');
  const { language } = request;
  const title = say(language, titleOf(said.status, error));
  if (said.status >= 500 || request.cityOrNull === null) {
    const form = said.status === 503 ? await typedAgain(request) : null;
    return reply.html(bare(request, { title, message: said.message, form }));
  }
  if (said.status === 429 && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', String(60 * Number(said.details['minutes'] ?? 1)));
  }
  const visit = visitOf(app, request, reply);
  const form = isLost(said.status, error) ? await typedAgain(request, visit.csrf()) : null;
  const message = isStale(error) ? say(language, 'portal.errors.stale') : said.message;
  return reply.html(
    page(visit, { title, main: main(visit, { title, message, form, id: request.id }), private: true }),
  );
}

function titleOf(status: number, error: unknown) {
  if (isStale(error)) return 'portal.errors.stale_title';
  return status === 404 ? 'portal.errors.not_found' : 'portal.errors.title';
}

/** What was typed would be gone: the form is too old, its petition or draft is not open here, or it is one too many. */
const isLost = (status: number, error: unknown) => isStale(error) || [404, 410, 429].includes(status);

function main(
  { say, paths }: Visit,
  { title, message, form, id }: { title: string; message: string; form: Html | null; id: string },
): Html {
  return html`<h1>${title}</h1>
    <p class="lead">${message}</p>
    ${form}
    <div class="actions">
      <a class="button${form === null ? '' : ' second'}" href="${paths.home()}"
        >${icon('back')} ${say('portal.errors.home')}</a
      >
      <a class="button second" href="${paths.help()}">${say('portal.layout.help')}</a>
    </div>
    <p class="soft small">${say('portal.errors.quote', { id })}</p>`;
}

/** Without a city or a database there is no header to draw; the style sheet needs neither. */
function bare(
  request: FastifyRequest,
  { title, message, form }: { title: string; message: string; form: Html | null },
): string {
  const { language, originalUrl } = request;
  const paths = citizenPaths(/^\/c\/[a-z0-9-]{1,41}/.exec(originalUrl)?.[0] ?? '');
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="${resource(paths, 'portal.css')}" />
      </head>
      <body>
        <main class="measure">
          <h1>${title}</h1>
          <p class="lead">${message}</p>
          ${form}
          <p>${languageLink(request, citizenPaths('').home())}</p>
        </main>
      </body>
    </html>`.text;
}
