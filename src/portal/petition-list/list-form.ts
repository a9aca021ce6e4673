import { sayCode, type SentenceKey } from '../../core/language/sentences.ts';
import { choices, parameters, type ListChoice } from '../../core/petitions/list-address.ts';
import { standings } from '../../core/petitions/list-standing.ts';
import { shortDate } from '../../core/language/format.ts';
import { icon } from '../layout/icons.ts';
import { html, trusted, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { oldest_open, writeListQuestion, type ListQuestion } from './list-question.ts';

/** Words at hand, the rest a press away; sent by its button, so that every list has an address. */
export function listForm(visit: Visit, question: ListQuestion): Html {
  const { say, paths } = visit;
  return html`<form method="get" action="${paths.petitionList()}" role="search">
      <label class="search-label" for="buscar">${say('portal.petitions.search')}</label>
      <div class="search-box">
        <input
          type="search"
          id="buscar"
          name="${parameters.words}"
          value="${question.words}"
          maxlength="120"
          autocomplete="off"
          placeholder="${say('portal.petitions.example')}"
        />
        <button class="button" type="submit">
          ${icon('search')} <span>${say('portal.search.button')}</span>
        </button>
      </div>
      <details class="card board-form petitions-form">
        <summary>${say('portal.petitions.choose')}</summary>
        <div class="fields">
          ${selections(visit, question).map(select)} ${dates(visit, question)} ${orderField(visit, question)}
        </div>
        <div class="actions">
          <button class="button" type="submit">${say('portal.petitions.show')}</button>
          <a class="button text" href="${paths.petitionList()}">${say('portal.petitions.all')}</a>
        </div>
      </details>
    </form>
    ${chosen(visit, question)}`;
}

interface Selection {
  readonly name: string;
  readonly label: string;
  readonly nothing: string;
  readonly options: readonly Option[];
  readonly picked: string;
  /** Language of the city's own words. */
  readonly words: Html | null;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

export function select({ name, label, nothing, options, picked, words }: Selection): Html {
  return html`<div class="field">
    <label for="lista-${name}">${label}</label>
    <select id="lista-${name}" name="${name}">
      <option value="">${nothing}</option>
      ${options.map(
        ({ value, label: text }) =>
          html`<option value="${value}" ${words}${value === picked ? trusted(' selected') : null}>
            ${text}
          </option>`,
      )}
    </select>
  </div>`;
}

/** The selections of what and where; a choice of one is none. Those of `names` alone where they are given. */
export function selections(
  visit: Visit,
  question: Pick<ListQuestion, 'service' | 'authority' | 'zone' | 'neighbourhood' | 'standing'>,
  names: readonly ListChoice[] = ['service', 'zone', 'neighbourhood', 'authority', 'standing'],
): Selection[] {
  const { say, cityWords } = visit;
  return names.flatMap((name) => {
    const options = optionsOf(visit, name, question.zone);
    if (options.length < (name === 'standing' ? 1 : 2)) return [];
    return {
      ...{ name: parameters[name], label: say(`portal.petitions.by.${name}` as SentenceKey), options },
      nothing: say('portal.petitions.any'),
      picked: String(question[name as 'service']),
      words: name === 'standing' ? null : cityWords,
    };
  });
}

function optionsOf({ city, language, manner }: Visit, name: ListChoice, zone: string): Option[] {
  const sorted = (options: Option[]) =>
    options.sort((one, other) => one.label.localeCompare(other.label, manner.locale));
  const named = (all: Iterable<{ code: string; name: string }>) =>
    sorted([...all].map(({ code, name: label }) => ({ value: code, label })));
  const zones = [...city.zones.values()];
  switch (name) {
    case 'service':
      return named([...city.services.values()].filter(({ is_active }) => is_active));
    case 'authority':
      return named(city.authorities.values());
    case 'zone':
      return named(zones.filter(({ level }) => level === 'borough'));
    case 'neighbourhood':
      return named(
        zones.filter(({ level, parent_code }) => level === 'neighbourhood' && parent_code === zone),
      );
    case 'standing':
      return Object.keys(standings).map((value) => ({
        value,
        label: sayCode(language, 'portal.petitions.standing', value) ?? value,
      }));
    default:
      return [];
  }
}

function dates({ say }: Visit, { from, to }: ListQuestion): Html {
  const field = (name: string, label: string, value: string) =>
    html`<div class="field">
      <label for="lista-${name}">${label}</label>
      <input id="lista-${name}" type="date" name="${name}" value="${value}" />
    </div>`;
  return html`${field(parameters.from, say('portal.petitions.by.from'), from)}
  ${field(parameters.to, say('portal.petitions.by.to'), to)}`;
}

function orderField({ say }: Visit, question: ListQuestion): Html {
  return select({
    ...{ name: 'orden', label: say('portal.petitions.order'), words: null },
    nothing: say('portal.petitions.newest'),
    options: [{ value: oldest_open, label: say('portal.petitions.oldest_open') }],
    picked: question.oldest_open ? oldest_open : '',
  });
}

/** What is chosen, in words; each goes away by itself. */
function chosen(visit: Visit, question: ListQuestion): Html | null {
  const { say, paths, cityWords } = visit;
  const said = choices.filter((name) => question[name] !== '' && name !== 'words');
  if (said.length === 0) return null;
  const without = (name: ListChoice) =>
    paths.petitionList(
      writeListQuestion({
        ...question,
        [name]: '',
        ...(name === 'zone' ? { neighbourhood: '' } : {}),
      }),
    );
  return html`<ul class="chips petitions-chosen" aria-label="${say('portal.petitions.chosen')}">
    ${said.map(
      (name) =>
        html`<li>
          <a href="${without(name)}"
            ><span class="visually-hidden">${say('portal.petitions.take_away')} </span
            ><span ${['from', 'to', 'standing'].includes(name) ? null : cityWords}
              >${wordsFor(visit, question, name)}</span
            >
            <span aria-hidden="true">×</span></a
          >
        </li>`,
    )}
  </ul>`;
}

/** A choice as a person reads it. */
export function wordsFor(visit: Visit, question: ListQuestion, name: ListChoice): string {
  const { city, say, manner, language } = visit;
  const value = question[name];
  switch (name) {
    case 'service':
      return city.services_by_code.get(value)?.name ?? value;
    case 'authority':
      return [...city.authorities.values()].find(({ code }) => code === value)?.name ?? value;
    case 'zone':
    case 'neighbourhood':
      return city.zones.get(value)?.name ?? value;
    case 'standing':
      return sayCode(language, 'portal.petitions.standing', value) ?? value;
    case 'from':
      return say('portal.petitions.since', { date: shortDate(value, manner) });
    case 'to':
      return say('portal.petitions.until', { date: shortDate(value, manner) });
    default:
      return value;
  }
}
