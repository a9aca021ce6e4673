import { wholeNumber } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import type { ListedArticle } from '../../queries/public/knowledge.ts';
import type { ServiceCounter } from '../../queries/public/offices-of-service.ts';
import type { ServiceView } from '../../queries/public/service-view.ts';
import { atCounters } from '../layout/at-counters.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** One service: what it is, who answers, until when, what to have ready, and the start. */
export function servicePage(
  visit: Visit,
  { service, group, terms, answered_by }: ServiceView,
  { articles, counters }: { articles: readonly ListedArticle[]; counters: readonly ServiceCounter[] },
): string {
  const { say, paths, cityWords } = visit;
  const main = html`<a class="back" href="${group === null ? paths.services() : paths.group(group.code)}">
      ${icon('back')} ${group?.name ?? say('portal.services.all')}
    </a>
    <h1 ${cityWords}>${service.name}</h1>
    <p class="lead" ${cityWords}>${service.description}</p>
    ${service.notice === null ? null : html`<div class="notice" ${cityWords}><p>${service.notice}</p></div>`}
    <section class="card" aria-labelledby="como">
      <h2 id="como">${say('portal.service.how')}</h2>
      <dl class="facts">
        <div>
          <dt>${say('portal.service.who')}</dt>
          <dd>${answered_by ?? say('portal.service.who_by_place')}</dd>
        </div>
        ${terms.map(
          (term) =>
            html`<div>
              <dt>${say(`portal.service.clock.${term.clock}` as SentenceKey)}</dt>
              <dd>${termText(visit, term)} <span class="cite" ${cityWords}>${term.citation}</span></dd>
            </div>`,
        )}
        <div>
          <dt>${say('portal.service.cost')}</dt>
          <dd>${say('portal.service.free')}</dd>
        </div>
      </dl>
    </section>
    ${ready(visit, service)} ${toKnow(visit, articles)}
    <div class="actions">
      <a class="button" href="${paths.start(service.code)}"
        >${say('portal.service.start')} ${icon('arrow')}</a
      >
    </div>
    ${atCounters(visit, { service_code: service.code, counters })}`;
  return page(visit, { title: service.name, main });
}

/** What the city tells about the matter: it may answer without anything being asked for. */
function toKnow({ say, paths, cityWords }: Visit, articles: readonly ListedArticle[]): Html | null {
  if (articles.length === 0) return null;
  return html`<section aria-labelledby="saber">
    <h2 id="saber">${say('portal.service.articles')}</h2>
    <ul>
      ${articles.map(
        ({ code, title, summary }) =>
          html`<li>
            <a href="${paths.article(code)}" ${cityWords}>${title}</a>
            <span class="block small soft" ${cityWords}>${summary}</span>
          </li>`,
      )}
    </ul>
  </section>`;
}

/** `5 días hábiles`, as the law counts it. */
function termText(visit: Visit, term: { length: number; unit: string }): string {
  const count = wholeNumber(term.length, visit.manner);
  const key = `portal.term.${term.unit}_${term.length === 1 ? 'one' : 'other'}` as SentenceKey;
  return visit.say(key, { count });
}

function ready({ say, city, cityWords }: Visit, service: ServiceView['service']): Html {
  const { at_most } = city.city.settings.photos;
  return html`<section aria-labelledby="a-la-mano">
    <h2 id="a-la-mano">${say('portal.service.ready')}</h2>
    <ul>
      <li>${say('portal.service.ready_text')}</li>
      ${
        service.location === 'none'
          ? null
          : html`<li>
              ${say(service.location === 'required' ? 'portal.service.ready_place' : 'portal.service.ready_place_optional')}
            </li>`
      }
      ${service.questions.filter(({ type, required }) => type !== 'note' && required).map(({ label }) => html`<li ${cityWords}>${label}</li>`)}
      ${at_most > 0 ? html`<li>${say('portal.service.ready_photos', { count: at_most })}</li>` : null}
      <li>${say('portal.service.ready_contact')}</li>
    </ul>
  </section>`;
}
