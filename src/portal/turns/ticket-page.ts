import { clockTime, longDate, longInstant } from '../../core/language/format.ts';
import type { HeldTicket } from '../../queries/public/turns.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { again, barePage, turnStyles } from './bare-page.ts';

/** The number on its holder's own telephone: their place, their counter, what became of it; read again by itself. */
export function ticketPage(visit: Visit, held: HeldTicket, square: Html | null): string {
  const { say, paths, cityWords, cityWords: words } = visit;
  const may_leave = held.state === 'waiting' || held.state === 'parked';
  // Of an hour on another day, and of what is over, nothing is to be watched.
  const isWatched = held.is_today && held.is_kept && (may_leave || held.state === 'called');
  const main = html`<div
    id="fila"
    data-turn-stream="${paths.officeStream(held.office.code)}"
    data-version="${held.version}"
  >
    <p class="lead" ${words}>${held.office.name}</p>
    <h1 class="ticket-number">
      <span class="ticket-label">${say('portal.turns.your_number')}</span> ${held.shown}
    </h1>
    <p ${cityWords}>${held.line_name}</p>
    <div class="card ticket-standing" role="status">${standing(visit, held)}</div>
    ${square === null ? null : arriving(visit, held, square)}
    ${may_leave && held.source === 'appointment' && held.is_kept ? html`<p><a href="${paths.ticketAct('cita.ics')}">${say('portal.turns.to_calendar')}</a></p>` : null}
    ${
      may_leave
        ? html`<form method="post" action="${paths.ticketAct('cancelar')}" class="no-print">
            ${visit.csrf()}
            <button class="button second" type="submit">
              ${say(held.source === 'appointment' ? 'portal.turns.cancel' : 'portal.turns.leave')}
            </button>
          </form>`
        : html`<p>
            <a href="${held.office.is_active ? paths.office(held.office.code, 'phone') : paths.offices()}"
              >${say('portal.turns.another')}</a
            >
          </p>`
    }
    ${isWatched ? html`<p class="soft small">${say('portal.turns.keep_page')}</p>` : null}
  </div>`;
  const title = say('portal.turns.ticket_title', { number: held.shown });
  return page(visit, {
    title,
    main,
    private: true,
    scripts: ['turns.js'],
    head: html`${turnStyles(visit)} ${again(20)}`,
  });
}

/** How to say at the office that one has come. */
function arriving({ say }: Visit, { arrival, office }: HeldTicket, square: Html): Html {
  const { late_minutes: minutes } = office.settings.appointments;
  return html`<section class="card ticket-arrival" aria-labelledby="llegada">
    <h2 id="llegada">${say('portal.turns.your_code')}</h2>
    <p class="ticket-code">${arrival!.code}</p>
    <div class="ticket-square">${square}</div>
    <p>${say('portal.turns.on_arrival', { minutes })}</p>
  </section>`;
}

/** How it stands, in one sentence and what follows from it. */
function standing(visit: Visit, held: HeldTicket): Html {
  const { say, manner } = visit;
  const { counter_name: counter, appointment_at, place } = held;
  switch (held.state) {
    case 'waiting': {
      if (appointment_at !== null && !held.is_kept) return closedHour(visit, held.office, appointment_at);
      if (appointment_at !== null)
        return html`<p class="lead">
            ${say('portal.turns.at_your_hour', { when: longInstant(appointment_at, manner) })}
          </p>
          ${said(visit, held)}`;
      return waiting(visit, place);
    }
    case 'called':
    case 'serving':
      return html`<p class="lead ticket-called">
        ${say(held.state === 'called' ? 'portal.turns.your_turn' : 'portal.turns.attended_now', { counter: counter ?? '' })}
      </p>`;
    case 'parked':
      return html`<p class="lead">${say('portal.turns.parked')}</p>`;
    case 'done':
      return html`<p class="lead">${say('portal.turns.done')}</p>`;
    case 'no_show':
      return html`<p class="lead">
        ${
          held.first_called_at === null
            ? say('portal.turns.missed', { when: longInstant(appointment_at!, manner) })
            : say('portal.turns.no_show', { time: clockTime(held.first_called_at, manner) })
        }
      </p>`;
    case 'left':
      return html`<p class="lead">${say('portal.turns.left')}</p>`;
    case 'carried':
    case 'lapsed':
      return over(visit, held);
  }
}

/** The office will not open at the hour of an appointment. */
function closedHour(
  { say, manner, paths }: Visit,
  { code, is_active, settings }: HeldTicket['office'],
  at: string,
): Html {
  const isOffered = is_active && settings.appointments.is_offered;
  const another = isOffered ? paths.appointment(code) : paths.offices();
  return html`<p class="lead">${say('portal.turns.hour_closed', { when: longInstant(at, manner) })}</p>
    <p><a href="${another}">${say('portal.turns.book')}</a></p>`;
}

function said({ say }: Visit, { arrival }: HeldTicket): Html | null {
  if (arrival === null) return html`<p>${say('portal.turns.be_there')}</p>`;
  return arrival.has_come ? html`<p>${say('portal.turns.arrived_at')}</p>` : null;
}

function waiting({ say, sayCount }: Visit, place: HeldTicket['place']): Html {
  if (place === null) return html`<p class="lead">${say('portal.turns.waits')}</p>`;
  return html`<p class="lead">
      ${place.ahead === 0 ? say('portal.turns.next') : sayCount('portal.turns.ahead', place.ahead)}
    </p>
    ${place.minutes === 0 ? null : html`<p>${sayCount('portal.turns.about', place.minutes)}</p>`}`;
}

/** Not attended before closing: what the office gave instead, or how to go on. */
function over({ say, manner, paths }: Visit, { next }: HeldTicket): Html {
  if (next === null)
    return html`<p class="lead">${say('portal.turns.lapsed')}</p>
      <p><a href="${paths.start()}">${say('portal.turns.write')}</a></p>`;
  return html`<p class="lead">
      ${say('portal.turns.carried', { number: next.shown, day: longDate(next.on_day, manner), time: clockTime(next.at, manner) })}
    </p>
    <p><a href="${paths.ticketLink(next.token)}">${say('portal.turns.see_next')}</a></p>`;
}

/** The number as the kiosk shows it and prints it on paper of 80 mm; the square leads to it on a telephone. */
export function paperPage(visit: Visit, held: HeldTicket, square: Html): string {
  const { say, paths, manner, cityWords } = visit;
  const main = html`<article class="ticket-paper">
      <p ${cityWords}><strong>${held.office.name}</strong></p>
      <h1 class="ticket-number">
        <span class="ticket-label">${say('portal.turns.your_number')}</span> ${held.shown}
      </h1>
      <p ${cityWords}>${held.line_name}</p>
      <p>${longInstant(held.taken_at, manner)}</p>
      <div role="status">${standing(visit, held)}</div>
      <div class="ticket-square">${square}</div>
      <p class="small">${say('portal.turns.follow')}</p>
    </article>
    <div class="actions no-print kiosk-after">
      <button class="button" type="button" hidden data-print>${say('portal.turns.print')}</button>
      <a class="button second" href="${paths.office(held.office.code)}" data-kiosk-back
        >${say('portal.turns.finish')}</a
      >
    </div>`;
  const title = say('portal.turns.ticket_title', { number: held.shown });
  return barePage(visit, { title, main, look: 'kiosk', scripts: ['turns.js'] });
}

/** For a link that opens nothing any more. */
export function noTicketPage({ ...visit }: Visit): string {
  const { say, paths } = visit;
  const main = html`<h1>${say('portal.turns.no_ticket')}</h1>
    <p class="lead">${say('portal.turns.no_ticket_text')}</p>
    <a class="button" href="${paths.offices()}">${say('portal.turns.offices')}</a>`;
  return page(visit, { title: say('portal.turns.no_ticket'), main, private: true });
}
