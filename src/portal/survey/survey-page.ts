import { longInstant } from '../../core/language/format.ts';
import { DIMENSIONS, valuesOf as dimensionValues } from '../../core/satisfaction/groups.ts';
import { LASTING } from '../../core/satisfaction/lasting.ts';
import { SCALE, SOLVED } from '../../core/satisfaction/instrument.ts';
import type { SurveyView } from '../../queries/citizen/held-survey.ts';
import { choiceField, errorSummary, isRefused, textField, type FormState } from '../layout/fields.ts';
import { onceField } from '../layout/once.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { aboutFields } from './written-answer.ts';

const LONGEST_COMMENT = 2000;

/**
 * The four questions on one short page, or the one of a month later: less than a minute, no account, nothing chosen
 * beforehand.
 */
export function surveyPage(visit: Visit, survey: SurveyView, form: FormState): string {
  const { say, paths, manner } = visit;
  const lasts = survey.asks === 'if_it_lasts';
  const title = say(lasts ? 'portal.survey.lasting.title' : 'portal.survey.title');
  const about = { service: survey.service_name, folio: survey.folio };
  const send = survey.answered ? 'change' : 'send';
  const main = html`${errorSummary(visit, form)}
    <h1>${title}</h1>
    <p class="lead">${say(lasts ? 'portal.survey.lasting.about' : 'portal.survey.about', about)}</p>
    <p class="soft">
      ${say('portal.survey.private')}
      ${survey.answered ? null : say('portal.survey.until', { when: longInstant(survey.expires_at, manner) })}
    </p>
    <form method="post" action="${paths.survey()}" class="survey" novalidate>
      ${visit.csrf()} ${onceField()} ${lasts ? question(visit, form) : questions(visit, form)}
      ${words(visit, survey, form)} ${lasts ? null : aboutPerson(visit, form)}
      <div class="actions">
        <button class="button" type="submit">
          ${say(lasts ? `portal.survey.lasting.${send}` : `portal.survey.${send}`)}
        </button>
        ${survey.answered ? null : html`<a class="button text" href="${paths.surveyAct('no-mas')}">${say('portal.survey.decline')}</a>`}
      </div>
    </form>`;
  const has_errors = isRefused(form);
  return page(visit, { title, main, has_errors, private: true, scripts: ['filing.js'] });
}

/** The one question of a month later. */
function question(visit: Visit, form: FormState): Html {
  const { say } = visit;
  const choices = LASTING.map((value) => ({ value, label: say(`survey.lasting.${value}`) }));
  return choiceField(visit, { name: 'resuelta', label: say('survey.ask_lasting'), choices }, form);
}

function questions(visit: Visit, form: FormState): Html {
  const { say } = visit;
  const scale = (name: string, words: 'satisfied' | 'easy' | 'clear') => {
    const choices = SCALE.map((point) => ({
      value: String(point),
      label: say(`survey.${words}.${point}`),
    }));
    const label = say(`survey.ask_${words}`);
    const field = choiceField(visit, { name, label, choices, optional: words !== 'satisfied' }, form);
    return html`<div class="scale">${field}</div>`;
  };
  const solved = SOLVED.map((value) => ({ value, label: say(`survey.solved.${value}`) }));
  return html`${scale('satisfaccion', 'satisfied')}
    <div class="scale four">
      ${choiceField(visit, { name: 'resuelta', label: say('survey.ask_solved'), choices: solved }, form)}
    </div>
    ${scale('facilidad', 'easy')} ${scale('claridad', 'clear')}`;
}

function words(visit: Visit, survey: SurveyView, form: FormState): Html {
  const { say } = visit;
  const comment = {
    ...{ name: 'comentario', label: say('portal.survey.comment'), help: say('portal.survey.comment_help') },
    ...{ rows: 4, longest: LONGEST_COMMENT, optional: true },
  };
  const contact = {
    ...{ name: 'contacto', label: say('portal.survey.contact'), many: true, optional: true },
    choices: [
      { value: 'si', label: say('portal.survey.contact_yes'), help: say('portal.survey.contact_help') },
    ],
  };
  return html`${textField(visit, comment, form)}
  ${survey.has_contact ? choiceField(visit, contact, form) : null}`;
}

/** What people may say of themselves, last and closed: nobody has to pass it to send the answer. */
function aboutPerson(visit: Visit, form: FormState): Html {
  const { say } = visit;
  return html`<details class="card">
    <summary>${say('survey.about_you')}</summary>
    <p class="soft">${say('survey.about_you_why')}</p>
    ${DIMENSIONS.map((dimension) => {
      const choices = dimensionValues[dimension].map((value) => ({
        value,
        label: say(`about_person.${dimension}.${value}` as 'about_person.gender.woman'),
      }));
      const label = say(`about_person.ask.${dimension}`);
      return choiceField(visit, { name: aboutFields[dimension], label, choices, optional: true }, form);
    })}
  </details>`;
}

/** What a form shows of an answer that was given already. */
export function valuesOf(survey: SurveyView): FormState {
  const { satisfaction, ease, solved, clarity, comment, wants_contact } = survey;
  const text = (value: number | string | null) => (value === null ? '' : String(value));
  return {
    values: {
      ...{ satisfaccion: text(satisfaction), facilidad: text(ease), resuelta: text(solved) },
      ...{ claridad: text(clarity), comentario: comment, contacto: wants_contact ? 'si' : '' },
      ...Object.fromEntries(
        DIMENSIONS.map((dimension) => [aboutFields[dimension], text(survey.about[dimension])]),
      ),
    },
    errors: {},
  };
}
