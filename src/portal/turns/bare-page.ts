import { resource } from '../layout/resources.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

interface Parts {
  readonly title: string;
  readonly main: Html;
  /** How the page is laid out: css/turns.css. */
  readonly look: 'kiosk' | 'display';
  readonly scripts?: readonly string[];
  /** Without JavaScript it is read again after so many seconds. */
  readonly again_seconds?: number;
}

/** A page for a screen that hangs in a hall: without the portal's head and foot, since nobody may wander off there. */
export function barePage({ city, manner, paths }: Visit, parts: Parts): string {
  const { title, main, look, scripts = [], again_seconds } = parts;
  return html`<!doctype html>
    <html lang="${manner.locale}">
      <head>
        <meta charset="utf-8" />
        <title>${title} · ${city.city.name}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        ${again(again_seconds)}
        <link rel="icon" href="${resource(paths, 'icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${resource(paths, 'portal.css')}" />
        <link rel="stylesheet" href="${resource(paths, 'turns.css')}" />
        <link rel="stylesheet" href="${paths.branding(String(city.city.configuration_version))}" />
        ${scripts.map((name) => html`<script type="module" src="${resource(paths, name)}"></script>`)}
      </head>
      <body class="hall ${look}">
        <main id="contenido" tabindex="-1">${main}</main>
      </body>
    </html>`.text;
}

/** The styles of these pages, for one with the portal's head and foot. */
export const turnStyles = ({ paths }: Visit): Html =>
  html`<link rel="stylesheet" href="${resource(paths, 'turns.css')}" />`;

/** What reads a page again where no script does. */
export const again = (seconds: number | undefined): Html | null =>
  seconds === undefined
    ? null
    : html`<noscript><meta http-equiv="refresh" content="${seconds}" /></noscript>`;
