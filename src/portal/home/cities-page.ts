import { say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { InstalledCity } from '../../queries/public/cities-installed.ts';
import { html } from '../layout/raw.ts';
import { resource } from '../layout/resources.ts';

/** Which city? Shown where several share the installation and the address names none. */
export function citiesPage(cities: readonly InstalledCity[]): string {
  const title = say('es', 'portal.cities.title');
  return html`<!doctype html>
    <html lang="es">
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
          ${cities.length === 0 ? html`<p class="lead">${say('es', 'portal.cities.none')}</p>` : null}
          <ul class="groups">
            ${cities.map(({ code, name }) => html`<li><a href="${citizenPaths(`/c/${code}`).home()}">${name}</a></li>`)}
          </ul>
        </main>
      </body>
    </html>`.text;
}
