import { say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { FastifyRequest } from 'fastify';
import type { InstalledCity } from '../../queries/public/cities-installed.ts';
import { html } from '../layout/raw.ts';
import { languageLink } from '../layout/language-switch.ts';
import { resource } from '../layout/resources.ts';

/** Which city? Shown where several share the installation and the address names none. */
export function citiesPage(request: FastifyRequest, cities: readonly InstalledCity[]): string {
  const { language } = request;
  const title = say(language, 'portal.cities.title');
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="${resource(citizenPaths(''), 'icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${resource(citizenPaths(''), 'portal.css')}" />
      </head>
      <body>
        <main class="measure">
          <h1>${title}</h1>
          ${cities.length === 0 ? html`<p class="lead">${say(language, 'portal.cities.none')}</p>` : null}
          <ul class="groups">
            ${cities.map(({ code, name }) => html`<li><a href="${citizenPaths(`/c/${code}`).home()}">${name}</a></li>`)}
          </ul>
          <p>${languageLink(request)}</p>
        </main>
      </body>
    </html>`.text;
}
