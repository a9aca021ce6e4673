import { shortDate } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { html, trusted, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import {
  boardAddress,
  codeOf,
  mapAddress,
  columns,
  filterNames,
  mayTellApart,
  parameters,
  spans,
  type BoardQuestion,
} from './board-question.ts';
import { isCityWord, nameOf, valuesOf } from './names.ts';
import type { Filter } from '../../queries/public/statistics/asked.ts';

/**
 * Which period and which petitions: the usual periods a press away, the rest in a form that is sent by its button, so that
 * every answer has an address.
 */
export function questionForm(visit: Visit, question: BoardQuestion, on: Page = 'board'): Html {
  const { say, paths } = visit;
  const action = on === 'board' ? paths.board() : paths.boardMap();
  const order = question.order === 'received' && !question.from_least ? '' : columns[question.order];
  const hidden = html`<input type="hidden" name="orden" value="${question.from_least ? '-' : ''}${order}" />`;
  return html`${usualSpans(visit, question, on)}
    <details class="card board-form">
      <summary>${say('portal.board.choose')}</summary>
      <form method="get" action="${action}" aria-label="${say('portal.board.choose')}">
        <div class="fields">
          ${spanField(visit, question)} ${dateFields(visit, question)}
          ${filterNames.map((name) => filterField(visit, question, name))}
          ${on === 'board' ? html`${byField(visit, question)} ${besideField(visit, question)}` : null}
        </div>
        ${order === '' || on === 'map' ? null : hidden}
        <div class="actions">
          <button class="button" type="submit">${say('portal.board.show')}</button>
          <a class="button text" href="${action}">${say('portal.board.all')}</a>
        </div>
      </form>
    </details>
    ${chosen(visit, question, on)}`;
}

/** Which page asks: the numbers or the map, which have the same question. */
type Page = 'board' | 'map';

const addressOn = (visit: Visit, question: BoardQuestion, on: Page): string =>
  on === 'board' ? boardAddress(visit, question) : mapAddress(visit, question);

function usualSpans(visit: Visit, question: BoardQuestion, on: Page): Html {
  const { say } = visit;
  return html`<ul class="chips spans" aria-label="${say('portal.board.period')}">
    ${spans
      .filter((span) => span !== 'fechas')
      .map((span) => {
        const current = span === question.span ? trusted(' aria-current="true"') : null;
        const text = say(`portal.board.span.${span}` as SentenceKey);
        return html`<li><a href="${addressOn(visit, { ...question, span }, on)}" ${current}>${text}</a></li>`;
      })}
  </ul>`;
}

interface Option {
  readonly value: string;
  readonly label: string;
}

interface Selection {
  readonly name: string;
  readonly label: string;
  readonly nothing?: string;
  readonly options: readonly Option[];
  readonly picked: string;
  readonly words?: Html | null;
}

function select({ name, label, nothing, options, picked, words = null }: Selection): Html {
  return html`<div class="field">
    <label for="tablero-${name}">${label}</label>
    <select id="tablero-${name}" name="${name}">
      ${nothing === undefined ? null : html`<option value="">${nothing}</option>`}
      ${options.map(
        ({ value, label: text }) =>
          html`<option value="${value}" ${words}${value === picked ? trusted(' selected') : null}>
            ${text}
          </option>`,
      )}
    </select>
  </div>`;
}

function spanField({ say }: Visit, { span }: BoardQuestion): Html {
  const options = spans.map((value) => ({ value, label: say(`portal.board.span.${value}` as SentenceKey) }));
  return select({ name: 'periodo', label: say('portal.board.period'), options, picked: span });
}

function dateFields({ say }: Visit, { span, period }: BoardQuestion): Html {
  const value = (date: string) => (span === 'fechas' ? date : '');
  const field = (name: string, label: string, date: string) =>
    html`<div class="field">
      <label for="tablero-${name}">${label}</label>
      <input id="tablero-${name}" type="date" name="${name}" value="${value(date)}" />
    </div>`;
  return html`${field('desde', say('portal.board.from'), period.from)}
  ${field('hasta', say('portal.board.to'), period.to)}`;
}

function filterField(visit: Visit, { filters }: BoardQuestion, name: Filter): Html | null {
  const { city, say } = visit;
  const options = valuesOf(city, name, filters)
    .map((value) => ({ value: codeOf(city, name, value), label: nameOf(visit, name, value) }))
    .sort((one, other) => one.label.localeCompare(other.label, visit.manner.locale));
  // A choice of one is none.
  if (!mayTellApart(name, filters) || options.length < 2) return null;
  return select({
    ...{ name: parameters[name], label: say(`portal.board.dimension.${name}` as SentenceKey), options },
    nothing: say('portal.board.any'),
    picked: codeOf(city, name, filters[name] ?? ''),
    words: isCityWord(name) ? visit.cityWords : null,
  });
}

function byField({ say }: Visit, { by, filters }: BoardQuestion): Html {
  const options = filterNames
    .filter((name) => mayTellApart(name, filters))
    .map((name) => ({
      value: parameters[name],
      label: say(`portal.board.dimension.${name}` as SentenceKey),
    }));
  return select({ name: 'por', label: say('portal.board.tell_apart'), options, picked: parameters[by] });
}

function besideField(visit: Visit, { filters, beside }: BoardQuestion): Html | null {
  const { city, say } = visit;
  const others = [...city.authorities.values()].filter(({ id }) => id !== filters.authority);
  if (filters.authority === undefined || others.length === 0) return null;
  return select({
    ...{ name: 'comparar', label: say('portal.board.beside'), nothing: say('portal.board.nobody') },
    options: others.map(({ code, name }) => ({ value: code, label: name })),
    picked: beside === null ? '' : codeOf(city, 'authority', beside),
    words: visit.cityWords,
  });
}

/** What is chosen, in words; each goes away by itself. */
function chosen(visit: Visit, question: BoardQuestion, on: Page): Html {
  const { say, manner, cityWords } = visit;
  const { period, filters } = question;
  const dates = say('portal.board.between', {
    from: shortDate(period.from, manner),
    to: shortDate(period.to, manner),
  });
  const without = (name: Filter) => {
    const rest = Object.fromEntries(Object.entries(filters).filter(([other]) => other !== name));
    const beside = name === 'authority' ? null : question.beside;
    return addressOn(visit, { ...question, filters: rest, beside }, on);
  };
  return html`<p class="standing-line">${dates}</p>
    ${
      Object.keys(filters).length === 0
        ? null
        : html`<ul class="chips" aria-label="${say('portal.board.chosen')}">
            ${filterNames
              .filter((name) => filters[name] !== undefined)
              .map((name) => {
                const words = isCityWord(name) ? cityWords : null;
                return html`<li>
                  <a href="${without(name)}"
                    ><span class="visually-hidden">${say('portal.board.take_away')} </span
                    ><span ${words}>${nameOf(visit, name, filters[name] ?? '')}</span>
                    <span aria-hidden="true">×</span></a
                  >
                </li>`;
              })}
          </ul>`
    }`;
}
