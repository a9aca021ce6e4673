import { html, trusted, type Html } from './raw.ts';
import { icon } from './icons.ts';
import { resource } from './resources.ts';
import type { Visit } from './visit.ts';

export interface PageParts {
  readonly title: string;
  readonly main: Html;
  /** Titles of pages with errors start with «Error:». */
  readonly has_errors?: boolean;
  /** Pages that hold a folio or something typed are not for search engines. */
  readonly private?: boolean;
  /** Modules of portal/client that make the page better; it works without them. */
  readonly scripts?: readonly string[];
  readonly wide?: boolean;
  /** What else stands in the head of the page. */
  readonly head?: Html | null;
  /** Where a feed reader finds what the page lists. */
  readonly feed?: { readonly href: string; readonly title: string };
}

/** A whole page: emergency line, header, the one main part, help at its fixed place, footer. */
export function page(visit: Visit, parts: PageParts): string {
  const { say, paths, city } = visit;
  const title = `${parts.has_errors ? say('portal.errors.title_prefix') : ''}${parts.title} · ${city.city.name}`;
  return html`<!doctype html>
    <html lang="${visit.manner.locale}">
      <head>
        <meta charset="utf-8" />
        <title>${title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${parts.private === true ? html`<meta name="robots" content="noindex" />` : null}
        <link rel="icon" href="${resource(paths, 'icon.svg')}" type="image/svg+xml" />
        <link rel="stylesheet" href="${resource(paths, 'portal.css')}" />
        <link rel="stylesheet" href="${paths.branding(String(city.city.configuration_version))}" />
        ${parts.feed === undefined ? null : html`<link rel="alternate" type="application/rss+xml" title="${parts.feed.title}" href="${parts.feed.href}" />`}
        ${parts.head ?? null}
        ${(parts.scripts ?? []).map((name) => html`<script type="module" src="${resource(paths, name)}"></script>`)}
      </head>
      <body>
        <a class="skip" href="#contenido">${say('portal.layout.skip')}</a>
        ${emergencyLine(visit)} ${header(visit)}
        <main id="contenido" class="${parts.wide === true ? 'wide' : 'measure'}" tabindex="-1">
          ${parts.main}
        </main>
        ${footer(visit)}
      </body>
    </html>`.text;
}

function emergencyLine({ city, say }: Visit): Html {
  const { number, label } = city.city.settings.emergency;
  return html`<aside class="emergency-line" aria-label="${say('portal.layout.emergency_region')}">
    <p>
      ${icon('phone')} <span>${say('portal.layout.emergency', { label })}</span>
      <a href="tel:${number.replace(/[^\d+*]/g, '')}">${say('portal.layout.call', { number })}</a>
    </p>
  </aside>`;
}

function header(visit: Visit): Html {
  const { say, paths, city } = visit;
  const current = (path: string) => (visit.path === path ? trusted(' aria-current="page"') : null);
  return html`<header class="site">
    <div class="wide">
      <a class="brand" href="${paths.home()}">
        <span class="seal" aria-hidden="true">${sealOf(visit)}</span>
        <span><strong>${city.city.name}</strong> <small>${say('portal.layout.tagline')}</small></span>
      </a>
      <nav aria-label="${say('portal.layout.main_menu')}">
        <a href="${paths.services()}" ${current(paths.services())}>${say('portal.layout.services')}</a>
        <a href="${paths.follow()}" ${current(paths.follow())}>${say('portal.layout.follow')}</a>
        <a href="${paths.help()}" ${current(paths.help())}>${say('portal.layout.help')}</a>
      </nav>
    </div>
  </header>`;
}

/** Up to three letters in place of a coat of arms: the pack's own, else the initials. */
function sealOf({ city }: Visit): string {
  const [first] = city.authorities.values();
  const given = (first?.branding as { seal_letters?: string } | undefined)?.seal_letters;
  return (
    given ??
    (city.city.name
      .match(/\p{Lu}/gu)
      ?.slice(0, 2)
      .join('') ||
      city.city.name.slice(0, 1))
  );
}

function footer({ say, paths, city, otherLanguage, cityWords }: Visit): Html {
  const { phone, email, hours } = city.city.settings.public_contact;
  return html`<footer class="site">
    <div class="wide">
      <section aria-labelledby="pie-ayuda">
        <h2 id="pie-ayuda">${say('portal.layout.need_help')}</h2>
        <p>
          ${phone === undefined ? null : html`<a href="tel:${phone.replace(/[^\d+*]/g, '')}">${phone}</a><br />`}
          ${email === undefined ? null : html`<a href="mailto:${email}">${email}</a><br />`}
          <span ${cityWords}>${hours}</span>
        </p>
      </section>
      <nav aria-label="${say('portal.layout.footer_menu')}">
        <a href="${paths.help()}">${say('portal.layout.help')}</a>
        <a href="${paths.satisfaction()}">${say('portal.layout.satisfaction')}</a>
        <a href="${paths.articles()}">${say('portal.layout.articles')}</a>
        <a href="${paths.board()}">${say('portal.layout.board')}</a>
        <a href="${paths.reports()}">${say('portal.layout.reports')}</a>
        <a href="${paths.lostFolio()}">${say('portal.layout.lost')}</a>
        <a href="${paths.text('aviso-de-privacidad')}">${say('portal.layout.privacy')}</a>
        <a href="${paths.openData()}">${say('portal.layout.open_data')}</a>
        <a href="${paths.accessibility()}">${say('portal.layout.accessibility')}</a>
        ${otherLanguage()}
      </nav>
    </div>
  </footer>`;
}
