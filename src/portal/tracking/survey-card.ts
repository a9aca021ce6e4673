import type { SurveyOffer } from '../../queries/citizen/held-survey.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** Asks how it went on the petition's own page, for as long as it may be answered. */
export function surveyCard(
  visit: Visit,
  { folio, survey }: { readonly folio: string; readonly survey?: SurveyOffer },
): Html | null {
  if (survey === undefined || survey === null) return null;
  const { say, paths } = visit;
  return html`<section class="card" aria-labelledby="como-le-fue">
    <h2 id="como-le-fue">${say('portal.track.survey_title')}</h2>
    <p>${say('portal.track.survey_text')}</p>
    <form method="post" action="${paths.petitionAct(folio, 'opinion')}">
      ${visit.csrf()}
      <button class="button second" type="submit">
        ${say(survey === 'answer' ? 'portal.track.survey_answer' : 'portal.track.survey_change')}
      </button>
    </form>
  </section>`;
}
