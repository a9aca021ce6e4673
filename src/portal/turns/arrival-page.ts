import type { Office } from '../../queries/public/turns.ts';
import { html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { barePage } from './bare-page.ts';

/**
 * Who has an appointment says at the kiosk that they came. A scanner types what it reads and ends with Enter, so the
 * field has the focus.
 */
export function arrivalPage(visit: Visit, office: Office, said: string | null): string {
  const { say, paths, cityWords } = visit;
  const main = html`<p class="lead" ${cityWords}>${office.name}</p>
    <h1>${say('portal.turns.arrive_title')}</h1>
    ${said === null ? null : html`<p class="error-summary" role="alert">${said}</p>`}
    <form method="post" action="${paths.arrival(office.code)}" class="kiosk-form stack" data-kiosk>
      ${visit.csrf()}
      <div class="field">
        <label for="codigo">${say('portal.turns.arrive_code')}</label>
        <p class="help" id="codigo-ayuda">${say('portal.turns.arrive_help')}</p>
        <input
          id="codigo"
          type="text"
          name="codigo"
          class="kiosk-code"
          inputmode="numeric"
          autocomplete="off"
          maxlength="20"
          aria-describedby="codigo-ayuda"
          autofocus
        />
      </div>
      <button class="button" type="submit">${say('portal.turns.arrive_it')}</button>
    </form>
    <p><a class="button second" href="${paths.office(office.code)}">${say('portal.turns.take')}</a></p>`;
  const title = say('portal.turns.arrive_title');
  return barePage(visit, { title, main, look: 'kiosk', scripts: ['turns.js'] });
}

/** What the kiosk says then, for a moment. */
export function arrivedPage(visit: Visit, office: Office, number: string): string {
  const { say, paths } = visit;
  const main = html`<h1>${say('portal.turns.arrived')}</h1>
    <p class="lead">${say('portal.turns.arrived_text', { number })}</p>
    <a class="button" href="${paths.office(office.code)}" data-kiosk-back>${say('portal.turns.finish')}</a>`;
  const title = say('portal.turns.arrived');
  return barePage(visit, { title, main, look: 'kiosk', scripts: ['turns.js'] });
}
