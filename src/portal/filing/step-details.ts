import { checkAnswers, isAsked, type Answer, type Question } from '../../core/petitions/questions.ts';
import { sayCode } from '../../core/language/sentences.ts';
import type { DraftData } from '../../queries/citizen/draft-data.ts';
import { serviceOf } from '../../queries/citizen/draft-steps.ts';
import { fieldOf, valuesOf, type Form } from '../../server/form.ts';
import { choiceField, textField, type FormState } from '../layout/fields.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import type { Step, Taken } from './step.ts';

const nameOf = (question: Pick<Question, 'code'>) => `r.${question.code}`;

/** The service's own questions. One that depends on another appears once that one is answered. */
export const detailsStep: Step = {
  view({ visit, draft }, form) {
    const title = visit.say('portal.filing.details.title');
    const given = form === null ? draft.data.answers : answersIn(form.values);
    const state = form ?? { values: valuesOfAnswers(draft.data), errors: {} };
    const asked = askedOf(questionsOf(visit, draft.data), given);
    const body = html`<h1>${title}</h1>
      <input type="hidden" name="mostradas" value="${asked.map(({ code }) => code).join(' ')}" />
      ${asked.map((question) => control(visit, question, state))}`;
    return { title, body };
  },

  read({ visit, draft }, form) {
    return readAnswers(visit, draft.data, form);
  },
};

function questionsOf(visit: Visit, draft: DraftData): readonly Question[] {
  return serviceOf(visit.city, draft)?.questions ?? [];
}

type Given = DraftData['answers'];

/** The questions asked so far, notes among them. */
function askedOf(questions: readonly Question[], given: Given): Question[] {
  const { answers } = checkAnswers(questions, onlyOf(questions, given));
  return questions.filter((question) => isAsked(question, answers as Answer[]));
}

function onlyOf(questions: readonly Question[], given: Given): Given {
  const codes = new Set(questions.map(({ code }) => code));
  return Object.fromEntries(Object.entries(given).filter(([code]) => codes.has(code)));
}

function valuesOfAnswers(draft: DraftData): FormState['values'] {
  return Object.fromEntries(Object.entries(draft.answers).map(([code, value]) => [`r.${code}`, value]));
}

function answersIn(values: FormState['values']): Given {
  return Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => name.startsWith('r.'))
      .map(([name, value]) => [name.slice(2), typeof value === 'string' ? value : [...value]]),
  );
}

function control(visit: Visit, question: Question, state: FormState): Html {
  if (question.type === 'note') return html`<div class="notice"><p>${question.label}</p></div>`;
  const field = {
    name: nameOf(question),
    label: question.label,
    optional: !question.required,
    ...(question.help === undefined ? {} : { help: question.help }),
  };
  if (question.type === 'yes_no') {
    const choices = [
      { value: 'yes', label: visit.say('portal.form.yes') },
      { value: 'no', label: visit.say('portal.form.no') },
    ];
    return choiceField(visit, { ...field, choices, inline: true }, state);
  }
  if (question.type === 'one_of' || question.type === 'many_of') {
    const choices = (question.options ?? []).map(({ code, label }) => ({ value: code, label }));
    return choiceField(visit, { ...field, choices, many: question.type === 'many_of' }, state);
  }
  if (question.type === 'long_text')
    return textField(visit, { ...field, rows: 4, longest: question.at_most ?? 2000 }, state);
  if (question.type === 'number')
    return textField(visit, { ...field, inputmode: 'decimal', width: 'short' }, state);
  if (question.type === 'date') return textField(visit, { ...field, type: 'date', width: 'medium' }, state);
  return textField(visit, { ...field, longest: question.at_most ?? 200 }, state);
}

function readAnswers(visit: Visit, draft: DraftData, form: Form): Taken {
  const questions = questionsOf(visit, draft);
  const given: Given = {};
  for (const question of questions) {
    const values = valuesOf(form, nameOf(question))
      .map((text) => text.slice(0, 4000))
      .filter((text) => text !== '');
    if (values.length === 0) continue;
    given[question.code] =
      question.type === 'many_of' ? values.map((text) => text.slice(0, 200)) : values[0]!;
  }
  const { problems } = checkAnswers(questions, given);
  const shown = new Set(fieldOf(form, 'mostradas').split(' '));
  const seen = problems.filter(({ question }) => shown.has(question));
  const errors: Record<string, string> = {};
  for (const { question, code, limit } of seen) {
    const label = questions.find((one) => one.code === question)?.label ?? '';
    errors[`r.${question}`] = sayCode(visit.language, 'field', code, { label, limit: limit ?? 0 }) ?? code;
  }
  // A question that has just come up is shown first and only then missed.
  const stay =
    seen.length === 0 &&
    askedOf(questions, given).some(({ code, type }) => type !== 'note' && !shown.has(code));
  return { data: { ...draft, answers: given }, errors, stay };
}
