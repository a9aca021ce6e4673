import type { PackDocument } from './pack-document.ts';
import { reportDuplicates, type Path, type Report } from './pack-problem.ts';

type Question = PackDocument['services'][number]['questions'][number];

/** A service's own questions: codes, options, limits, and conditions on questions that stand before them. */
export function checkQuestions(questions: readonly Question[], path: Path, report: Report): void {
  reportDuplicates(
    questions.map(({ code }) => code),
    (at) => [...path, at, 'code'],
    report,
  );
  questions.forEach((question, at) => {
    const where = [...path, at];
    checkOptions(question, where, report);
    const { at_least, at_most } = question;
    if (at_least !== undefined && at_most !== undefined && at_least > at_most) {
      report([...where, 'at_most'], 'limits_inverted', String(at_least));
    }
    checkCondition(question, questions.slice(0, at), { path: where, report });
  });
}

function checkOptions({ code, type, options = [] }: Question, path: Path, report: Report): void {
  const choosing = type === 'one_of' || type === 'many_of';
  if (choosing && options.length === 0) report([...path, 'options'], 'options_missing', code);
  const codes = options.map((option) => option.code);
  reportDuplicates(codes, (at) => [...path, 'options', at, 'code'], report);
}

function checkCondition(
  { only_if }: Question,
  before: readonly Question[],
  { path, report }: { readonly path: Path; readonly report: Report },
): void {
  if (only_if === undefined) return;
  const asked = before.find(({ code }) => code === only_if.question);
  if (asked === undefined) return report([...path, 'only_if'], 'unknown_question', only_if.question);
  const possible = answersOf(asked);
  if (possible === null) return;
  only_if.is.forEach((answer, at) => {
    if (!possible.includes(answer)) report([...path, 'only_if', 'is', at], 'unknown_option', answer);
  });
}

/** The answers that can be given at all, or null where they are written freely. */
function answersOf({ type, options = [] }: Question): readonly string[] | null {
  if (type === 'yes_no') return ['yes', 'no'];
  return type === 'one_of' || type === 'many_of' ? options.map(({ code }) => code) : null;
}
