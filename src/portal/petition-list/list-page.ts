import { shortDate } from '../../core/language/format.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';
import { writeListCursor } from '../../queries/public/petition-list/list-cursor.ts';
import type { ListPage } from '../../queries/public/petition-list/petition-list.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { stageStatus } from '../layout/status.ts';
import type { Visit } from '../layout/visit.ts';
import { listForm } from './list-form.ts';
import { ordersByWait, writeListQuestion, type ListQuestion } from './list-question.ts';
import { told } from './told.ts';

/** The petitions that anybody may know of, a page of them, with the ways to follow what comes. */
export function listPage(visit: Visit, question: ListQuestion, found: ListPage): string {
  const { say, paths } = visit;
  const title = say('portal.petitions.title');
  const said = writeListQuestion(question);
  const main = html`<h1>${title}</h1>
    <p class="lead">${say('portal.petitions.lead')}</p>
    ${listForm(visit, question)}
    <p class="soft" role="status">${heading(visit, question, found)}</p>
    ${
      found.petitions.length === 0
        ? null
        : html`<ul class="petitions">
            ${found.petitions.map((petition) => row(visit, petition))}
          </ul>`
    }
    ${pager(visit, question, found)}
    <nav class="downloads" aria-label="${say('portal.petitions.take')}">
      <a href="${paths.subscribe(said)}">${say('portal.petitions.subscribe')}</a>
      <a href="${paths.petitionListFeed(said)}" type="application/rss+xml">${say('portal.petitions.feed')}</a>
      <a href="${paths.petitionListFile(said)}">${say('portal.petitions.file')}</a>
      <a href="${paths.board()}">${say('portal.layout.board')}</a>
    </nav>
    <p class="soft">${say('portal.petitions.what_is_public')}</p>`;
  const feed = { href: paths.petitionListFeed(said), title };
  // The same petitions under thousands of addresses: search engines keep the first.
  const isWhole = said === '' && question.after === undefined;
  return page(visit, { title, main, feed, private: !isWhole });
}

function heading({ say, sayCount }: Visit, question: ListQuestion, { petitions }: ListPage): string {
  if (petitions.length === 0) return say('portal.petitions.nothing');
  const count = sayCount('portal.petitions.shown', petitions.length);
  const order = say(ordersByWait(question) ? 'portal.petitions.oldest_open' : 'portal.petitions.newest');
  return `${count} ${order}.`;
}

function row(visit: Visit, petition: PublicRequest): Html {
  const { say, sayCount, paths, cityWords, manner } = visit;
  const one = told(visit, petition);
  const isOpen = one.closed_on === null;
  const days = isOpen
    ? one.days === 0
      ? say('portal.petitions.today')
      : sayCount('portal.petitions.waiting_for', one.days)
    : sayCount('portal.petitions.took', one.days);
  return html`<li>
    <h2>
      <a href="${paths.petition(one.folio)}"
        ><span ${cityWords}>${one.service}</span>
        <span class="visually-hidden">, ${say('portal.petitions.folio', { folio: one.folio })}</span></a
      >
    </h2>
    <p class="standing-line">
      ${
        isOpen && petition.stage !== 'waiting_citizen'
          ? stageStatus(visit, petition.stage)
          : html`<span class="status ${isOpen ? 'wait' : 'over'}">${one.standing}</span>`
      }
      ${one.is_overdue ? html`<span class="status late">${say('portal.petitions.overdue')}</span>` : null}
    </p>
    ${one.text === '' ? null : html`<p class="given" ${cityWords}>${shortened(one.text)}</p>`}
    <p ${cityWords}>${one.place}</p>
    <p class="soft">
      <span aria-hidden="true">${one.folio} · </span>${say('portal.petitions.received', {
        date: shortDate(one.received_on, manner),
      })}
      · ${days}<br />
      <span ${cityWords}>${one.unit}, ${one.authority}</span>
    </p>
  </li>`;
}

const shortened = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 299).trimEnd()}…`);

function pager({ say, paths }: Visit, question: ListQuestion, { next }: ListPage): Html | null {
  if (next === null && question.after === undefined) return null;
  const first = paths.petitionList(writeListQuestion(question));
  return html`<nav class="actions" aria-label="${say('portal.petitions.pages')}">
    ${
      next === null
        ? null
        : html`<a
            class="button second"
            rel="next"
            href="${paths.petitionList(writeListQuestion(question, writeListCursor(next)))}"
            >${say('portal.petitions.next')}</a
          >`
    }
    ${question.after === undefined ? null : html`<a class="button text" href="${first}">${say('portal.petitions.first')}</a>`}
  </nav>`;
}
