import type { ServiceFound } from '../../queries/public/search-services.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { resultList } from '../layout/results.ts';
import { searchBox } from '../layout/search-box.ts';
import type { Visit } from '../layout/visit.ts';

/** What was found for the words; with nothing found, the general service and the telephone. */
export function searchPage(visit: Visit, words: string, found: readonly ServiceFound[]): string {
  const { say, sayCount, paths } = visit;
  const title = words === '' ? say('portal.search.title') : say('portal.search.title_for', { words });
  const results = found.map((one) => ({
    href: paths.service(one.code),
    icon: one.icon,
    title: one.name,
    text: one.description,
  }));
  const main = html`<h1 class="visually-hidden">${title}</h1>
    ${searchBox(visit, words)}
    ${
      words === ''
        ? null
        : html`<p role="status" class="soft">
            ${found.length === 0 ? say('portal.search.nothing') : sayCount('portal.search.count', found.length)}
          </p>`
    }
    ${resultList(visit, results)} ${words === '' ? null : otherWays(visit, found.length === 0)}`;
  return page(visit, { title, main });
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
