import { clockTime, longInstant } from '../../core/language/format.ts';
import type { OfficeLine } from '../../core/turns/office.ts';
import type { OfficeNow } from '../../queries/public/turns.ts';
import { icon } from '../layout/icons.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { barePage, turnStyles } from './bare-page.ts';

export type Where = 'kiosk' | 'phone';

/** A service that somebody looked for, and the line that attends it here. */
export interface Wanted {
  readonly code: string;
  readonly name: string;
  readonly at: OfficeLine;
}

export interface Taking {
  readonly where: Where;
  /** Why a number was not given, where one was asked for. */
  readonly said: string | null;
  /** What was looked for, and what was found. */
  readonly wanted: { readonly words: string; readonly services: readonly Wanted[] } | null;
}

/** Takes a number: on the kiosk of the office with very large buttons, or on one's own telephone. */
export function takingPage(visit: Visit, now: OfficeNow, { where, said, wanted }: Taking): string {
  const { say, paths, cityWords } = visit;
  const { office, line } = now;
  const main = html`<h1 ${cityWords}>${office.name}</h1>
    ${said === null ? null : html`<p class="error-summary" role="alert">${said}</p>`}
    ${line.day.gives_numbers ? taking(visit, now, { where, wanted }) : closed(visit, now)}
    ${
      where === 'kiosk' && mayArrive(now)
        ? html`<p>
            <a class="button second kiosk-arrival" href="${paths.arrival(office.code)}"
              >${say('portal.turns.arrive_title')}</a
            >
          </p>`
        : null
    }
    ${
      where === 'phone' && office.settings.appointments.is_offered
        ? html`<p><a href="${paths.appointment(office.code)}">${say('portal.turns.book')}</a></p>`
        : null
    }`;
  const title = say('portal.turns.take_title', { office: office.name });
  if (where === 'phone') return page(visit, { title, main, head: turnStyles(visit) });
  const whole = html`<div data-kiosk>${main} ${language(visit)}</div>`;
  return barePage(visit, { title, main: whole, look: 'kiosk', scripts: ['turns.js'], again_seconds: 60 });
}

/** Whoever booked may come: also where no more hours are offered since. */
function mayArrive({ office, line }: OfficeNow): boolean {
  const { is_offered, check_in } = office.settings.appointments;
  return check_in && (is_offered || line.expected.length > 0);
}

function language(visit: Visit): Html {
  return html`<p class="kiosk-language">${visit.otherLanguage()}</p>`;
}

function taking(visit: Visit, now: OfficeNow, { where, wanted }: Pick<Taking, 'where' | 'wanted'>): Html {
  const { say, paths } = visit;
  const { office } = now;
  return html`${search(visit, office.code, { where, wanted })}
    <form method="post" action="${paths.office(office.code)}" class="kiosk-form">
      ${visit.csrf()} ${onceField()}
      <input type="hidden" name="desde" value="${fromOf(where)}" />
      ${priorityFields(visit, office)}
      ${wanted === null || wanted.services.length === 0 ? lineButtons(visit, now) : serviceButtons(visit, now, wanted.services)}
    </form>
    ${
      wanted === null
        ? null
        : html`<p><a href="${paths.office(office.code, where)}">${say('portal.turns.all_lines')}</a></p>`
    }`;
}

const fromOf = (where: Where): string => (where === 'phone' ? 'telefono' : 'quiosco');

/** Who does not know at which line their matter is attended looks for it in their own words. */
function search(
  { say, paths }: Visit,
  code: string,
  { where, wanted }: Pick<Taking, 'where' | 'wanted'>,
): Html {
  const isNone = wanted !== null && wanted.services.length === 0;
  return html`<form method="get" action="${paths.office(code)}" class="kiosk-search" role="search">
    <input type="hidden" name="desde" value="${fromOf(where)}" />
    <label for="buscar">${say('portal.turns.search')}</label>
    <div class="kiosk-search-row">
      <input id="buscar" name="buscar" type="search" maxlength="100" value="${wanted?.words ?? ''}" />
      <button class="button second" type="submit">${icon('search')} ${say('portal.search.button')}</button>
    </div>
    ${isNone ? html`<p role="status">${say('portal.turns.search_none')}</p>` : null}
  </form>`;
}

function priorityFields({ say, cityWords }: Visit, { settings: { priorities } }: OfficeNow['office']) {
  if (priorities.length === 0) return null;
  return html`<fieldset class="kiosk-priority">
    <legend>${say('portal.turns.priority')}</legend>
    <label class="kiosk-choice"
      ><input type="radio" name="prioridad" value="" checked /> ${say('portal.turns.no_priority')}</label
    >
    ${priorities.map(
      ({ code, name }) =>
        html`<label class="kiosk-choice" ${cityWords}
          ><input type="radio" name="prioridad" value="${code}" /> ${name}</label
        >`,
    )}
  </fieldset>`;
}

function lineButtons(visit: Visit, { office, line }: OfficeNow): Html {
  const { say, cityWords } = visit;
  return html`<h2>${say('portal.turns.what_for')}</h2>
    <div class="kiosk-lines">
      ${office.settings.lines
        .filter(({ is_active }) => is_active)
        .map(
          ({ code, name }) =>
            html`<button class="button kiosk-line" type="submit" name="fila" value="${code}">
              <span ${cityWords}>${name}</span>
              <small>${waitingAt(visit, line, code)}</small>
            </button>`,
        )}
    </div>`;
}

/** What was looked for, each at the line that attends it. */
function serviceButtons(visit: Visit, { line }: OfficeNow, services: readonly Wanted[]): Html {
  const { say, cityWords } = visit;
  return html`<h2>${say('portal.turns.found')}</h2>
    <div class="kiosk-lines">
      ${services.map(
        ({ code, name, at }) =>
          html`<button class="button kiosk-line" type="submit" name="tema" value="${code}">
            <span ${cityWords}>${name}</span>
            <small><span ${cityWords}>${at.name}</span> · ${waitingAt(visit, line, at.code)}</small>
          </button>`,
      )}
    </div>`;
}

const waitingAt = (visit: Visit, { waiting }: OfficeNow['line'], line: string): string =>
  visit.sayCount('portal.turns.waiting', waiting.filter(({ line_code }) => line_code === line).length);

/** When numbers are given again, and what can be done meanwhile. */
function closed(visit: Visit, { office, line: { day } }: OfficeNow): Html {
  const { say, paths, manner } = visit;
  const stopped = day.is_open && day.closes_at !== null;
  return html`<section class="card" aria-labelledby="cerrado">
    <h2 id="cerrado">
      ${icon('clock')}
      ${
        stopped
          ? say('portal.turns.no_more_today', { time: clockTime(day.closes_at, manner) })
          : say('portal.turns.closed')
      }
    </h2>
    ${
      day.opens_at === null
        ? null
        : html`<p class="lead">${say('portal.turns.opens', { when: longInstant(day.opens_at, manner) })}</p>`
    }
    <p>${say('portal.turns.in_writing')}</p>
    <div class="actions">
      <a class="button" href="${paths.start()}">${say('portal.turns.write')} ${icon('arrow')}</a>
      ${
        office.settings.appointments.is_offered
          ? html`<a class="button second" href="${paths.appointment(office.code)}"
              >${say('portal.turns.book')}</a
            >`
          : null
      }
    </div>
  </section>`;
}
