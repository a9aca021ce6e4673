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
  const lasts = survey.asks === 'if_it_lasts';
  const change = survey.may === 'change';
  const act = lasts
    ? say(change ? 'portal.track.lasting_change' : 'portal.track.lasting_answer')
    : say(change ? 'portal.track.survey_change' : 'portal.track.survey_answer');
  return html`<section class="card" aria-labelledby="como-le-fue">
    <h2 id="como-le-fue">${say(lasts ? 'portal.track.lasting_title' : 'portal.track.survey_title')}</h2>
    <p>${say(lasts ? 'portal.track.lasting_text' : 'portal.track.survey_text')}</p>
    <form method="post" action="${paths.petitionAct(folio, 'opinion')}">
      ${visit.csrf()}
      <button class="button second" type="submit">${act}</button>
    </form>
  </section>`;
}
