import { clockTime, longInstant } from '../../core/language/format.ts';
import { asksArrival } from '../../core/turns/office.ts';
import type { OfficeNow } from '../../queries/public/turns.ts';
import { icon } from '../layout/icons.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { barePage, turnStyles } from './bare-page.ts';

export type Where = 'kiosk' | 'phone';

/** Why a number was not given, where one was asked for. */
type Said = string | null;

/** Takes a number: on the kiosk of the office with very large buttons, or on one's own telephone. */
export function takingPage(
  visit: Visit,
  now: OfficeNow,
  { where, said }: { where: Where; said: Said },
): string {
  const { say, paths, cityWords } = visit;
  const { office, line } = now;
  const main = html`<h1 ${cityWords}>${office.name}</h1>
    ${said === null ? null : html`<p class="error-summary" role="alert">${said}</p>`}
    ${line.day.gives_numbers ? taking(visit, now, where) : closed(visit, now)}
    ${
      where === 'kiosk' && asksArrival(office.settings)
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

function language(visit: Visit): Html {
  return html`<p class="kiosk-language">${visit.otherLanguage()}</p>`;
}

function taking(visit: Visit, { office, line }: OfficeNow, where: Where): Html {
  const { say, paths, cityWords } = visit;
  const { lines, priorities } = office.settings;
  return html`<form method="post" action="${paths.office(office.code)}" class="kiosk-form">
    ${visit.csrf()} ${onceField()}
    <input type="hidden" name="desde" value="${where === 'phone' ? 'telefono' : 'quiosco'}" />
    ${
      priorities.length === 0
        ? null
        : html`<fieldset class="kiosk-priority">
            <legend>${say('portal.turns.priority')}</legend>
            <label class="kiosk-choice"
              ><input type="radio" name="prioridad" value="" checked />
              ${say('portal.turns.no_priority')}</label
            >
            ${priorities.map(
              ({ code, name }) =>
                html`<label class="kiosk-choice" ${cityWords}
                  ><input type="radio" name="prioridad" value="${code}" /> ${name}</label
                >`,
            )}
          </fieldset>`
    }
    <h2>${say('portal.turns.what_for')}</h2>
    <div class="kiosk-lines">
      ${lines
        .filter(({ is_active }) => is_active)
        .map(({ code, name }) => {
          const waiting = line.waiting.filter(({ line_code }) => line_code === code).length;
          return html`<button class="button kiosk-line" type="submit" name="fila" value="${code}">
            <span ${cityWords}>${name}</span>
            <small>${visit.sayCount('portal.turns.waiting', waiting)}</small>
          </button>`;
        })}
    </div>
  </form>`;
}

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
