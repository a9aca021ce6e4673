import type { ServiceCounter } from '../../queries/public/offices-of-service.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

/** Where one can come for a service instead of writing: a number or an hour at each office. Nothing where none attends it. */
export function atCounters(
  { say, paths, cityWords }: Visit,
  { service_code, counters }: { service_code: string; counters: readonly ServiceCounter[] },
): Html | null {
  if (counters.length === 0) return null;
  const question = (line: string) => new URLSearchParams({ fila: line, tema: service_code }).toString();
  return html`<section class="card" aria-labelledby="ventanilla">
    <h2 id="ventanilla">${say('portal.turns.in_person')}</h2>
    <p>${say('portal.turns.in_person_text')}</p>
    ${counters.map(
      ({ office_code, office_name, address, line_code, gives_appointments }) =>
        html`<h3 ${cityWords}>${office_name}</h3>
          ${address === null ? null : html`<p ${cityWords}>${address}</p>`}
          <div class="actions">
            <a class="button second" href="${paths.officeFor(office_code, service_code)}"
              >${say('portal.turns.take')}</a
            >
            ${
              gives_appointments
                ? html`<a class="button second" href="${paths.appointment(office_code, question(line_code))}"
                    >${say('portal.turns.book')}</a
                  >`
                : null
            }
          </div>`,
    )}
  </section>`;
}
