import type { ListedArticle } from '../../queries/public/knowledge.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import { resultList } from '../layout/results.ts';
import { searchBox } from '../layout/search-box.ts';
import type { Visit } from '../layout/visit.ts';

/** Every article that is in force, under a search of articles and services alike. */
export function articlesPage(visit: Visit, articles: readonly ListedArticle[]): string {
  const { say, paths } = visit;
  const results = articles.map(({ code, title, summary }) => ({
    ...{ href: paths.article(code), icon: 'informacion', title, text: summary },
  }));
  const main = html`<h1>${say('portal.knowledge.title')}</h1>
    <p class="lead">${say(articles.length === 0 ? 'portal.knowledge.none' : 'portal.knowledge.lead')}</p>
    ${searchBox(visit)} ${resultList(visit, results)}`;
  return page(visit, { title: say('portal.knowledge.title'), main });
}
