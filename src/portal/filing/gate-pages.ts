import type { EmergencyFound } from '../../core/petitions/emergencies.ts';
import type { Service } from '../../core/cities/configuration.ts';
import type { DraftSummary } from '../../queries/citizen/draft.ts';
import type { ServiceCounter } from '../../queries/public/offices-of-service.ts';
import { atCounters } from '../layout/at-counters.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** Before anything is typed: is somebody in danger? Then the number; else the first question. */
export function startPage(
  visit: Visit,
  service: Service,
  { unfinished, counters }: { unfinished: DraftSummary | null; counters: readonly ServiceCounter[] },
): string {
  const { say, paths } = visit;
  const title = say('portal.filing.danger');
  const main = html`<p class="soft">${service.name}</p>
    <h1>${title}</h1>
    ${numberToCall(visit)}
    ${
      unfinished === null
        ? null
        : html`<div class="notice wait">
            <p>${say('portal.filing.has_unfinished', { service: unfinished.service_name ?? '—' })}</p>
            <p>
              <a href="${paths.step(unfinished.next_step)}">${say('portal.filing.continue_unfinished')}</a>
            </p>
          </div>`
    }
    <form method="post" action="${paths.start()}">
      ${visit.csrf()}
      <input type="hidden" name="tema" value="${service.code}" />
      <button class="button" type="submit">${say('portal.filing.no_danger')}</button>
    </form>
    ${atCounters(visit, { service_code: service.code, counters })}`;
  return page(visit, { title, main });
}

/** The words typed speak of an emergency. It can be passed: the person knows best. */
export function emergencyPage(visit: Visit, found: EmergencyFound): string {
  const { say, paths } = visit;
  const title = say('portal.filing.emergency_title');
  const main = html`<h1>${title}</h1>
    <p class="lead">${say('portal.filing.emergency_text', { matched: found.matched })}</p>
    ${numberToCall(visit)}
    <form method="post" action="${paths.step('emergencia')}">
      ${visit.csrf()}
      <button class="button second" type="submit">${say('portal.filing.emergency_pass')}</button>
      <a class="button text" href="${paths.step('que')}">${say('portal.form.back')}</a>
    </form>
    <p class="soft small">${say('portal.filing.emergency_kept')}</p>`;
  return page(visit, { title, main, private: true });
}

function numberToCall({ say, city }: Visit): Html {
  const { number, label } = city.city.settings.emergency;
  return html`<div class="danger-gate">
    <p>${say('portal.filing.danger_text')}</p>
    <a class="number" href="tel:${number.replaceAll(/[^\d+*]/g, '')}">
      ${icon('phone')} ${say('portal.filing.call', { number })}
    </a>
    <p class="small soft">${label}</p>
  </div>`;
}
