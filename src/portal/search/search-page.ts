import type { Found, OneFound } from '../../queries/public/search-all.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { resultList } from '../layout/results.ts';
import { searchBox } from '../layout/search-box.ts';
import type { Visit } from '../layout/visit.ts';

/** What was found for the words, what fits best first; with nothing found, the general service and the telephone. */
export function searchPage(visit: Visit, words: string, found: Found): string {
  const { say, sayCount } = visit;
  const title = words === '' ? say('portal.search.title') : say('portal.search.title_for', { words });
  const count = found.services.length + found.articles.length;
  const main = html`<h1 class="visually-hidden">${title}</h1>
    ${searchBox(visit, words)}
    ${
      words === ''
        ? null
        : html`<p role="status" class="soft">
            ${count === 0 ? say('portal.search.nothing') : sayCount('portal.search.count', count)}
          </p>`
    }
    ${results(visit, found)} ${words === '' ? null : otherWays(visit, count === 0)}`;
  return page(visit, { title, main });
}

function results(visit: Visit, { services, articles }: Found): Html {
  const { say, paths } = visit;
  const listOf = (items: readonly OneFound[], href: (code: string) => string) =>
    resultList(
      visit,
      items.map((one) => ({ href: href(one.code), icon: one.icon, title: one.name, text: one.description })),
    );
  if (articles.length === 0) return listOf(services, paths.service);
  const told = html`<section aria-labelledby="informacion">
    <h2 id="informacion">${say('portal.search.articles')}</h2>
    ${listOf(articles, paths.article)}
  </section>`;
  if (services.length === 0) return told;
  const asked = html`<section aria-labelledby="encontrados">
    <h2 id="encontrados">${say('portal.search.services')}</h2>
    ${listOf(services, paths.service)}
  </section>`;
  return articles[0]!.score > services[0]!.score ? html`${told} ${asked}` : html`${asked} ${told}`;
}

function otherWays({ say, paths, city }: Visit, nothing: boolean): Html {
  const other = city.services_by_code.get('otro');
  const { phone } = city.city.settings.public_contact;
  return html`<section class="card" aria-labelledby="otra-forma">
    <h2 id="otra-forma">${say(nothing ? 'portal.search.no_matter' : 'portal.search.not_there')}</h2>
    <p>${say('portal.search.other_text')}</p>
    <div class="actions">
      ${other?.is_active ? html`<a class="button" href="${paths.start(other.code)}">${other.name}</a>` : null}
      <a class="button second" href="${paths.services()}">${say('portal.search.see_all')}</a>
      ${phone === undefined ? null : html`<a class="button second" href="tel:${phone.replace(/[^\d+*]/g, '')}">${icon('phone')} ${phone}</a>`}
    </div>
  </section>`;
}
