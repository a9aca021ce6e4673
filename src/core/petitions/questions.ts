/** How an answer is given. `note` asks nothing: it is a text shown among the questions. */
export const QUESTION_TYPES = [
  'text',
  'long_text',
  'number',
  'date',
  'yes_no',
  'one_of',
  'many_of',
  'note',
] as const;
export type QuestionType = (typeof QUESTION_TYPES)[number];

export interface QuestionOption {
  readonly code: string;
  readonly label: string;
}

/** One of a service's own questions; over Open311 it is an attribute of the service definition. */
export interface Question {
  readonly code: string;
  readonly label: string;
  readonly help?: string;
  readonly type: QuestionType;
  readonly required: boolean;
  /** For one_of and many_of. */
  readonly options?: readonly QuestionOption[];
  /** Smallest number, for type number. */
  readonly at_least?: number;
  /** Largest number, or longest text in characters. */
  readonly at_most?: number;
  /** Asked only when an earlier question has one of these answers. */
  readonly only_if?: { readonly question: string; readonly is: readonly string[] };
  /** The answer is personal: never shown in public, whatever the visibility of the petition. */
  readonly is_private?: boolean;
}

export type AnswerValue = string | number | readonly string[];

/** An answer with the words it was asked in, so that a later edit of the service does not change its meaning. */
export interface Answer {
  readonly question: string;
  readonly label: string;
  readonly type: QuestionType;
  readonly value: AnswerValue;
  /** The words of the chosen options, in the order of `value`. */
  readonly option_labels?: readonly string[];
  readonly is_private?: boolean;
}

export type AnswerProblemCode =
  | 'answer_required'
  | 'answer_too_long'
  | 'answer_not_a_number'
  | 'answer_too_small'
  | 'answer_too_large'
  | 'answer_not_a_date'
  | 'answer_not_an_option'
  | 'answer_is_one_only'
  | 'answer_to_no_question';

export interface AnswerProblem {
  readonly question: string;
  readonly code: AnswerProblemCode;
  readonly limit?: number;
}

export interface CheckedAnswers {
  readonly answers: readonly Answer[];
  readonly problems: readonly AnswerProblem[];
}

/** What a form, a JSON body or an Open311 attribute brings: texts, or lists of texts. */
export type GivenAnswers = Readonly<Record<string, string | number | readonly string[] | undefined>>;

const LONGEST: Readonly<Partial<Record<QuestionType, number>>> = { text: 200, long_text: 2000 };

/**
 * Checks what was given against the service's questions. Answers to questions that are not asked (their condition
 * is not met) are dropped; answers to unknown questions are a problem, so that an integration learns of its typo.
 * Nothing is thrown: every problem is listed, in the order of the questions.
 */
export function checkAnswers(questions: readonly Question[], given: GivenAnswers): CheckedAnswers {
  const answers: Answer[] = [];
  const problems: AnswerProblem[] = [];
  for (const question of questions) {
    if (question.type === 'note' || !isAsked(question, answers)) continue;
    const texts = textsOf(given[question.code]);
    if (texts.length === 0) {
      if (question.required) problems.push({ question: question.code, code: 'answer_required' });
      continue;
    }
    const checked = checkOne(question, texts);
    if ('code' in checked) problems.push(checked);
    else answers.push(checked);
  }
  const known = new Set(questions.map(({ code }) => code));
  for (const code of Object.keys(given)) {
    if (!known.has(code)) problems.push({ question: code, code: 'answer_to_no_question' });
  }
  return { answers, problems };
}

/** Whether a question is asked, given the answers so far. */
export function isAsked(question: Question, answers: readonly Answer[]): boolean {
  const condition = question.only_if;
  if (condition === undefined) return true;
  const answer = answers.find((one) => one.question === condition.question);
  return answer !== undefined && textsOf(answer.value).some((text) => condition.is.includes(text));
}

function textsOf(value: AnswerValue | undefined): readonly string[] {
  if (value === undefined) return [];
  const list = typeof value === 'object' ? value : [String(value)];
  return list.map((text) => text.trim()).filter((text) => text !== '');
}

function checkOne(question: Question, texts: readonly string[]): Answer | AnswerProblem {
  const problem = (code: AnswerProblemCode, limit?: number): AnswerProblem =>
    limit === undefined ? { question: question.code, code } : { question: question.code, code, limit };
  const answer = (value: AnswerValue, option_labels?: readonly string[]): Answer => ({
    question: question.code,
    label: question.label,
    type: question.type,
    value,
    ...(option_labels === undefined ? {} : { option_labels }),
    ...(question.is_private === true ? { is_private: true } : {}),
  });
  const text = texts[0]!;
  if (question.type === 'many_of' || question.type === 'one_of')
    return checkChoice(question, texts, { answer, problem });
  if (texts.length > 1) return problem('answer_is_one_only');
  if (question.type === 'number') return checkNumber(question, text, { answer, problem });
  if (question.type === 'date') return isDate(text) ? answer(text) : problem('answer_not_a_date');
  if (question.type === 'yes_no') {
    return text === 'yes' || text === 'no' ? answer(text) : problem('answer_not_an_option');
  }
  const longest = question.at_most ?? LONGEST[question.type] ?? 2000;
  return [...text].length > longest ? problem('answer_too_long', longest) : answer(text);
}

interface Makers {
  readonly answer: (value: AnswerValue, option_labels?: readonly string[]) => Answer;
  readonly problem: (code: AnswerProblemCode, limit?: number) => AnswerProblem;
}

function checkChoice(question: Question, texts: readonly string[], make: Makers): Answer | AnswerProblem {
  const chosen = [...new Set(texts)];
  if (question.type === 'one_of' && chosen.length > 1) return make.problem('answer_is_one_only');
  const labels: string[] = [];
  for (const code of chosen) {
    const option = question.options?.find((one) => one.code === code);
    if (option === undefined) return make.problem('answer_not_an_option');
    labels.push(option.label);
  }
  return make.answer(question.type === 'one_of' ? chosen[0]! : chosen, labels);
}

function checkNumber(question: Question, text: string, make: Makers): Answer | AnswerProblem {
  // «1,5» is how a Spanish keyboard writes one and a half.
  const number = /^-?\d{1,12}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : NaN;
  if (Number.isNaN(number)) return make.problem('answer_not_a_number');
  const { at_least, at_most } = question;
  if (at_least !== undefined && number < at_least) return make.problem('answer_too_small', at_least);
  if (at_most !== undefined && number > at_most) return make.problem('answer_too_large', at_most);
  return make.answer(number);
}

const MONTH_LENGTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day that exists, `YYYY-MM-DD`. */
function isDate(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const length = month === 2 && !isLeap ? 28 : (MONTH_LENGTHS[month - 1] ?? 0);
  return day >= 1 && day <= length;
}
