import { nameOfKind } from '../../core/interactions/interaction-words.ts';
import { monthName, percentage, wholeNumber } from '../../core/language/format.ts';
import { sayCode, type SentenceKey } from '../../core/language/sentences.ts';
import { hiddenRows, isFew } from '../../core/statistics/masking.ts';
import type { ContactsView } from '../../queries/public/statistics/contacts.ts';
import { page } from '../layout/page.ts';
import { html, trusted, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { boardAddress, contactsAddress, spans, type BoardQuestion } from './board-question.ts';

const things = ['kind', 'channel', 'authority', 'month'] as const;
type Thing = (typeof things)[number];

/** Calls, visits, letters and conversations that somebody attended: how many, about what, and how many were enough. */
export function contactsPage(
  visit: Visit,
  { question, view }: { question: BoardQuestion; view: ContactsView },
): string {
  const { say, paths } = visit;
  const isOfOne = question.filters.authority !== undefined;
  const few = isOfOne && isFew(view.whole.n);
  const main = html`<p><a href="${boardAddress(visit, question)}">${say('portal.board.title')}</a></p>
    <h1>${say('portal.contacts.title')}</h1>
    <p class="lead">${say('portal.contacts.lead')}</p>
    ${usualSpans(visit, question)} ${authorityForm(visit, question)}
    ${few ? html`<p class="notice">${say('portal.board.too_few')}</p>` : html`${figures(visit, view)} ${things.filter((thing) => thing !== 'authority' || !isOfOne).map((thing) => table(visit, { thing, rows: view.by[thing], masks: isOfOne }))}`}
    <section class="card" aria-labelledby="como-se-cuenta">
      <h2 id="como-se-cuenta">${say('portal.board.how')}</h2>
      <ul>
        ${(['all', 'opened', 'first_contact', 'few', 'recount'] as const).map((name) => html`<li id="definicion-${name}">${say(`portal.contacts.how.${name}`)}</li>`)}
      </ul>
      <p><a href="${paths.openData()}">${say('portal.contacts.open_data')}</a></p>
    </section>`;
  return page(visit, { title: say('portal.contacts.title'), main, wide: true });
}

function usualSpans(visit: Visit, question: BoardQuestion): Html {
  const { say } = visit;
  return html`<ul class="chips spans" aria-label="${say('portal.board.period')}">
    ${spans
      .filter((span) => span !== 'fechas')
      .map((span) => {
        const current = span === question.span ? trusted(' aria-current="true"') : null;
        const text = say(`portal.board.span.${span}` as SentenceKey);
        return html`<li>
          <a href="${contactsAddress(visit, { ...question, span })}" ${current}>${text}</a>
        </li>`;
      })}
  </ul>`;
}

function authorityForm(visit: Visit, question: BoardQuestion): Html | null {
  const { say, city, cityWords, paths } = visit;
  if (city.authorities.size < 2) return null;
  const chosen = question.filters.authority;
  const options = [...city.authorities.values()].sort((one, other) =>
    one.name.localeCompare(other.name, visit.manner.locale),
  );
  return html`<form class="card" method="get" action="${paths.boardContacts()}">
    <input type="hidden" name="periodo" value="${question.span}" />
    ${question.span === 'fechas' ? html`<input type="hidden" name="desde" value="${question.period.from}" /><input type="hidden" name="hasta" value="${question.period.to}" />` : null}
    <div class="field">
      <label for="contactos-autoridad">${say('portal.board.dimension.authority')}</label>
      <select id="contactos-autoridad" name="autoridad">
        <option value="">${say('portal.board.any')}</option>
        ${options.map(({ id, code, name }) => (id === chosen ? html`<option value="${code}" ${cityWords} selected>${name}</option>` : html`<option value="${code}" ${cityWords}>${name}</option>`))}
      </select>
    </div>
    <div class="actions"><button class="button" type="submit">${say('portal.board.show')}</button></div>
  </form>`;
}

function figures(
  { say, manner }: Visit,
  { whole, first_contact: { measured, resolved } }: ContactsView,
): Html {
  const told = [
    ['all', wholeNumber(whole.n, manner)],
    ['opened', whole.n === 0 ? '—' : percentage(whole.without_petition / whole.n, manner)],
    ['first_contact', measured === 0 ? '—' : percentage(resolved / measured, manner)],
  ] as const;
  return html`<ul class="headlines">
    ${told.map(
      ([name, value]) =>
        html`<li class="card">
          <p class="figure"><strong>${value}</strong> ${say(`portal.contacts.figure.${name}`)}</p>
          <p class="what">
            <a href="#definicion-${name}"
              >${say('portal.board.what')}<span class="visually-hidden"
                >: ${say(`portal.contacts.figure.${name}`)}</span
              ></a
            >
          </p>
        </li>`,
    )}
  </ul>`;
}

function nameOf(visit: Visit, thing: Thing, value: string): string {
  const { city, language, manner } = visit;
  if (thing === 'kind') return nameOfKind(city.city.settings, language, value);
  if (thing === 'channel') return sayCode(language, 'channel', value) ?? value;
  if (thing === 'authority') return city.authorities.get(value)?.name ?? value;
  return monthName(value, manner);
}

/** Rows of few are hidden where two things are told together, with the next in size: as on the board. */
function table(
  visit: Visit,
  { thing, rows, masks }: { thing: Thing; rows: ContactsView['by'][Thing]; masks: boolean },
): Html | null {
  const { say, manner } = visit;
  if (rows.length === 0) return null;
  const hidden = masks ? hiddenRows(rows.map(({ n }) => n)) : new Set<number>();
  const ordered = rows.map((row, at) => ({ ...row, is_hidden: hidden.has(at) }));
  if (thing === 'month') ordered.sort((one, other) => (one.value < other.value ? 1 : -1));
  const name = say(`portal.contacts.by.${thing}`);
  return html`<section class="card" aria-labelledby="por-${thing}">
    <h2 id="por-${thing}">${name}</h2>
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="${say('portal.board.table_of', { what: name })}"
    >
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">${say(`portal.contacts.one.${thing}`)}</th>
            <th scope="col">${say('portal.contacts.figure.all')}</th>
            <th scope="col">${say('portal.contacts.without')}</th>
          </tr>
        </thead>
        <tbody>
          ${ordered.map(
            (row) =>
              html`<tr>
                <th scope="row">${nameOf(visit, thing, row.value)}</th>
                ${
                  row.is_hidden
                    ? html`<td colspan="2">${say('portal.board.hidden')}</td>`
                    : html`<td>${wholeNumber(row.n, manner)}</td>
                        <td>${wholeNumber(row.without_petition, manner)}</td>`
                }
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
