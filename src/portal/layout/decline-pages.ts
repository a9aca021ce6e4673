import { page } from './page.ts';
import { html } from './raw.ts';
import type { Visit } from './visit.ts';

/**
 * Whether a person wants to be asked nothing more; asked before it is done.
 * @param yes where it is posted
 * @param no the way back to what they were asked
 */
export function declinePage(visit: Visit, { yes, no }: { yes: string; no: string }): string {
  const { say } = visit;
  const title = say('portal.survey.decline_title');
  const main = html`<h1>${title}</h1>
    <p class="lead">${say('portal.survey.decline_text')}</p>
    <form method="post" action="${yes}" class="actions">
      ${visit.csrf()} <button class="button" type="submit">${say('portal.survey.decline_yes')}</button>
      <a class="button text" href="${no}">${say('portal.survey.decline_no')}</a>
    </form>`;
  return page(visit, { title, main, private: true });
}

export function declinedPage(visit: Visit): string {
  const { say, paths } = visit;
  const title = say('portal.survey.declined');
  const main = html`<h1>${title}</h1>
    <p class="lead" role="status">${say('portal.survey.declined_text')}</p>
    <a class="button second" href="${paths.home()}">${say('portal.errors.home')}</a>`;
  return page(visit, { title, main, private: true });
}
