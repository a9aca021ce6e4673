import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { ArticleContents, ArticlePlace } from '../../core/knowledge/article.ts';
import { longDate } from '../../core/language/format.ts';
import { sayCode } from '../../core/language/sentences.ts';
import type { ArticleView } from '../../queries/public/knowledge.ts';
import { icon } from '../layout/icons.ts';
import { callBackLink, openNow, weekSaid } from '../layout/openings.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { searchBox } from '../layout/search-box.ts';
import type { Visit } from '../layout/visit.ts';

/** What this browser said of the article, in this session. */
export type Said = 'yes' | 'no' | null;

/** One article: the sentence that says it, what to do, with what, where and until when; whole on paper too. */
export function articlePage(visit: Visit, view: ArticleView, said: Said): string {
  const { say, paths, cityWords } = visit;
  const { contents } = view;
  const main = html`<a class="back" href="${paths.articles()}"
      >${icon('back')} ${say('portal.knowledge.all')}</a
    >
    <article class="told" data-aloud>
      <h1 ${cityWords}>${contents.title}</h1>
      <p class="lead" ${cityWords}>${contents.summary}</p>
      <button
        type="button"
        class="button second no-print"
        hidden
        data-read-aloud
        data-stop="${say('portal.knowledge.stop')}"
      >
        ${icon('message')} <span data-says>${say('portal.knowledge.read')}</span>
      </button>
      ${listed(visit, { id: 'pasos', title: say('portal.knowledge.steps'), items: contents.steps, ordered: true })}
      ${listed(visit, { id: 'requisitos', title: say('portal.knowledge.requirements'), items: contents.requirements })}
      ${facts(visit, view)} ${places(visit, contents.places)}
    </article>
    ${next(visit, contents)} ${vote(visit, view, said)}
    <p class="soft small">
      ${view.answers === null ? null : html`${say('portal.knowledge.answers')}: <span ${cityWords}>${view.answers}</span>. `}
      ${say('portal.knowledge.updated', { day: dayOf(visit, view.published_at) })}
    </p>`;
  return page(visit, { title: contents.title, main, scripts: ['read-aloud.js'] });
}

const dayOf = ({ manner, city }: Visit, instant: string) =>
  longDate(localDateOf(instant, city.city.time_zone), manner);

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly items: readonly string[];
  readonly ordered?: boolean;
}

function listed({ cityWords }: Visit, { id, title, items, ordered = false }: Listed): Html | null {
  if (items.length === 0) return null;
  const lines = items.map((item) => html`<li>${item}</li>`);
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title}</h2>
    ${
      ordered
        ? html`<ol ${cityWords}>
            ${lines}
          </ol>`
        : html`<ul ${cityWords}>
            ${lines}
          </ul>`
    }
  </section>`;
}

function facts(visit: Visit, { contents, authority_id }: ArticleView): Html | null {
  const { say, cityWords } = visit;
  const { cost, hours, legal_basis } = contents;
  const said: [string, string | null][] = [
    [say('portal.knowledge.cost'), cost],
    [say('portal.knowledge.hours'), hours],
    [say('portal.knowledge.legal_basis'), legal_basis],
  ];
  const lines = said.filter(([, text]) => text !== null);
  const valid = validity(visit, contents);
  const open = openHours(visit, { contents, authority_id });
  if (lines.length === 0 && valid === null && open === null) return null;
  return html`<dl class="facts">
    ${lines.map(
      ([label, text]) =>
        html`<div>
          <dt>${label}</dt>
          <dd ${cityWords}>${text}</dd>
        </div>`,
    )}
    ${open}
    ${
      valid === null
        ? null
        : html`<div>
            <dt>${say('portal.knowledge.valid')}</dt>
            <dd>${valid}</dd>
          </div>`
    }
  </dl>`;
}

/** The hours of the door that the article names, and whether it is open at this moment. */
function openHours(
  visit: Visit,
  { contents: { hours_of }, authority_id }: Pick<ArticleView, 'contents' | 'authority_id'>,
): Html | null {
  if (hours_of === undefined) return null;
  const of = authority_id ?? undefined;
  const week = weekSaid(visit, hours_of, of);
  if (week === null) return null;
  const door = sayCode(visit.language, 'channel', hours_of) ?? hours_of;
  const calling = callBackLink(visit, hours_of, of);
  return html`<div>
    <dt>${visit.say('portal.knowledge.hours_of', { door })}</dt>
    <dd>${week}<br />${openNow(visit, hours_of, of)}${calling === null ? null : html`<br />${calling}`}</dd>
  </div>`;
}

function validity({ say, manner }: Visit, { valid_from, valid_until }: ArticleContents): string | null {
  const day = (date: string) => longDate(date, manner);
  if (valid_from !== null && valid_until !== null)
    return say('portal.knowledge.valid_between', { from: day(valid_from), until: day(valid_until) });
  if (valid_until !== null) return say('portal.knowledge.valid_until', { until: day(valid_until) });
  return valid_from === null ? null : say('portal.knowledge.valid_from', { from: day(valid_from) });
}

function places({ say, cityWords }: Visit, all: readonly ArticlePlace[]): Html | null {
  if (all.length === 0) return null;
  return html`<section aria-labelledby="lugares">
    <h2 id="lugares">${say('portal.knowledge.places')}</h2>
    ${all.map(
      ({ name, address, hours, phone }) =>
        html`<div class="card">
          <h3 ${cityWords}>${name}</h3>
          ${address === null ? null : html`<p ${cityWords}>${address}</p>`}
          ${hours === null ? null : html`<p ${cityWords}>${hours}</p>`}
          ${phone === null ? null : html`<p><a href="tel:${phone.replace(/[^\d+*]/g, '')}">${phone}</a></p>`}
        </div>`,
    )}
  </section>`;
}

/** The services that it leads to, to be begun from here. */
function next({ say, paths, city }: Visit, { services }: ArticleContents): Html | null {
  const open = services
    .flatMap((code) => city.services_by_code.get(code) ?? [])
    .filter((one) => one.is_active);
  if (open.length === 0) return null;
  return html`<section class="no-print" aria-labelledby="ahora">
    <h2 id="ahora">${say('portal.knowledge.services')}</h2>
    <div class="actions">
      ${open.map(
        ({ code, name }) =>
          html`<a class="button" href="${paths.service(code)}"
            >${say('portal.knowledge.start', { service: name })} ${icon('arrow')}</a
          >`,
      )}
    </div>
  </section>`;
}

function vote(visit: Visit, { code }: ArticleView, said: Said): Html {
  const { say, paths } = visit;
  if (said !== null)
    return html`<section class="card no-print">
      <p role="status">${say(said === 'yes' ? 'portal.knowledge.thanks' : 'portal.knowledge.thanks_no')}</p>
      ${said === 'yes' ? null : html`<a class="button second" href="${paths.start()}">${say('portal.knowledge.ask')}</a>`}
    </section>`;
  return html`<section class="card no-print" aria-labelledby="sirvio">
    <h2 id="sirvio">${say('portal.knowledge.helped')}</h2>
    <form method="post" action="${paths.articleVote(code)}" class="actions">
      ${visit.csrf()}
      <button class="button second" type="submit" name="sirvio" value="si">
        ${say('portal.knowledge.yes')}
      </button>
      <button class="button second" type="submit" name="sirvio" value="no">
        ${say('portal.knowledge.no')}
      </button>
    </form>
  </section>`;
}

/** For an address that was good once: it is over, and here is how to go on. */
export function articleOverPage(visit: Visit): string {
  const { say, paths } = visit;
  const main = html`<h1>${say('portal.knowledge.over')}</h1>
    <p class="lead">${say('portal.knowledge.over_text')}</p>
    ${searchBox(visit)}
    <p><a href="${paths.articles()}">${say('portal.knowledge.all')}</a></p>`;
  return page(visit, { title: say('portal.knowledge.over'), main });
}
