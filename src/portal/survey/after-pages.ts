import { longInstant } from '../../core/language/format.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import type { Reopening, SurveyView } from '../../queries/citizen/held-survey.ts';
import { errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { icon } from '../layout/icons.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

export interface Thanks {
  readonly survey: SurveyView;
  /** Where the person said that it was not solved: whether it may be reopened. */
  readonly reopening: Reopening | null;
  readonly form: FormState;
}

/** Thanks, what happens with the answer, and the way back for what was not solved. */
export function thanksPage(visit: Visit, { survey, reopening, form }: Thanks): string {
  const { say, paths, manner } = visit;
  const lasts = survey.asks === 'if_it_lasts';
  const title = say('portal.survey.thanks');
  const main = html`${errorSummary(visit, form)}
    <div class="notice good" role="status">
      <p>${icon('check')} <strong>${say('portal.survey.kept', { folio: survey.folio })}</strong></p>
    </div>
    <h1>${title}</h1>
    ${reopening === null ? null : reopen(visit, { survey, reopening, form })}
    <p>${say(survey.wants_contact ? 'portal.survey.will_contact' : 'portal.survey.what_for')}</p>
    ${
      survey.state === 'open' && survey.change_until !== null
        ? html`<p>
            ${say('portal.survey.may_change', { when: longInstant(survey.change_until, manner) })}
            <a href="${paths.survey()}"
              >${say(lasts ? 'portal.survey.lasting.change' : 'portal.survey.change')}</a
            >
          </p>`
        : null
    }
    <p><a href="${paths.satisfaction()}">${say('portal.survey.see_results')}</a></p>`;
  return page(visit, { title, main, has_errors: isRefused(form), private: true, scripts: ['filing.js'] });
}

function reopen(visit: Visit, { survey, reopening, form }: Thanks): Html {
  const { say, paths, manner } = visit;
  if (!survey.is_closed) {
    return html`<div class="notice" role="status">
      <p><strong>${say('portal.survey.reopened')}</strong> ${say('portal.survey.reopened_text')}</p>
    </div>`;
  }
  if (!reopening!.may) {
    const voice = { language: visit.language, manner };
    return html`<div class="notice wait">
      <p>${refusalSentence(voice, reopening!.code!)}</p>
      <p><a href="${paths.start()}">${say('portal.survey.file_again')}</a></p>
    </div>`;
  }
  const lasts = survey.asks === 'if_it_lasts';
  const label = say(lasts ? 'portal.survey.lasting.what_happened' : 'portal.survey.what_is_missing');
  const field = { name: 'mensaje', label, rows: 4, longest: 4000 };
  return html`<section class="card" aria-labelledby="reabrir">
    <h2 id="reabrir">${say('portal.survey.reopen_question')}</h2>
    <p>${say(lasts ? 'portal.survey.lasting.reopen_text' : 'portal.survey.reopen_text')}</p>
    <form method="post" action="${paths.surveyAct('reabrir')}" novalidate>
      ${visit.csrf()} ${textField(visit, field, form)}
      <button class="button" type="submit">${say('portal.survey.reopen')}</button>
    </form>
  </section>`;
}

export type Over = 'survey_over' | 'survey_answered' | 'survey_reopened' | 'link_expired';

/** A link or page that asks nothing any more, and what can be done instead. */
export function overPage(visit: Visit, why: Over): string {
  const { say, paths } = visit;
  const title = say(`portal.survey.over.${why}.title`);
  const main = html`<h1>${title}</h1>
    <p class="lead">${say(`portal.survey.over.${why}.text`)}</p>
    <div class="actions">
      <a class="button second" href="${paths.follow()}">${say('portal.layout.follow')}</a>
      <a class="button text" href="${paths.satisfaction()}">${say('portal.survey.see_results')}</a>
    </div>`;
  return page(visit, { title, main, private: true });
}
