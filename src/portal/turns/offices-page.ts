import type { Office } from '../../queries/public/turns.ts';
import { page } from '../layout/page.ts';
import { html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** The offices of a city at which a number can be taken. */
export function officesPage(visit: Visit, offices: readonly Office[]): string {
  const { say, paths, cityWords } = visit;
  const main = html`<h1>${say('portal.turns.offices')}</h1>
    <p class="lead">${say(offices.length === 0 ? 'portal.turns.no_offices' : 'portal.turns.offices_text')}</p>
    ${offices.map(
      ({ code, name, address, settings }) =>
        html`<article class="card">
          <h2 ${cityWords}>${name}</h2>
          ${address === null ? null : html`<p ${cityWords}>${address}</p>`}
          <div class="actions">
            <a class="button" href="${paths.office(code, 'phone')}">${say('portal.turns.take')}</a>
            ${
              settings.appointments.is_offered
                ? html`<a class="button second" href="${paths.appointment(code)}"
                    >${say('portal.turns.book')}</a
                  >`
                : null
            }
          </div>
        </article>`,
    )}`;
  return page(visit, { title: say('portal.turns.offices'), main });
}
