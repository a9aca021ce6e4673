import { checkAnswers, type AnswerProblem, type Question } from '../../core/petitions/questions.ts';
import type { Service } from '../../core/cities/configuration.ts';
import type { Form } from '../../server/form.ts';
import type { Problem } from './problem.ts';
import { cleanText } from './document.ts';

/**
 * The answers in `attribute[CODE]=v` and `attribute[CODE][]=v1&attribute[CODE][]=v2`. Attributes that the service does
 * not ask are left aside (a client may serve several servers); what it asks is checked.
 */
export function readAnswers(
  form: Form,
  service: Service,
): { answers: Record<string, string[]>; unknown: string[]; problems: Problem[] } {
  const asked = new Map(service.questions.map((question) => [question.code, question]));
  const answers: Record<string, string[]> = {};
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(form.fields)) {
    const code = /^attribute\[([^\]]{1,120})\](\[\])?$/.exec(name)?.[1];
    if (code === undefined) continue;
    const question = asked.get(code);
    if (question === undefined || question.type === 'note') {
      unknown.push(code);
      continue;
    }
    const values = (Array.isArray(value) ? value : [value]).map((one) => valueOf(question, String(one)));
    answers[code] = [...(answers[code] ?? []), ...values.filter((one) => one !== '')];
  }
  const checked = checkAnswers(service.questions, answers);
  return { answers, unknown, problems: checked.problems.map((problem) => problemOf(problem, asked)) };
}

/** `datetime` attributes come as instants; the questions here ask for the day. */
function valueOf(question: Question, text: string): string {
  const value = cleanText(text).trim();
  if (question.type === 'date') return value.replace(/^(\d{4}-\d{2}-\d{2})T.*$/, '$1');
  if (question.type === 'yes_no') return value === 'true' ? 'yes' : value === 'false' ? 'no' : value;
  return value;
}

function problemOf(
  { question: code, code: what }: AnswerProblem,
  asked: ReadonlyMap<string, Question>,
): Problem {
  const label = asked.get(code)?.label ?? '';
  if (what === 'answer_required') return { code: 'attribute_required', values: { code, label } };
  if (what === 'answer_not_an_option') return { code: 'attribute_option', values: { code } };
  if (what === 'answer_is_one_only') return { code: 'attribute_one_only', values: { code } };
  return { code: 'attribute_wrong', values: { code } };
}
