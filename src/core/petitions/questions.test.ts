import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkAnswers, type Question } from './questions.ts';

const questions: Question[] = [
  { code: 'intro', label: 'Lea esto', type: 'note', required: false },
  { code: 'lamps', label: '¿Cuántas lámparas?', type: 'number', required: true, at_least: 1, at_most: 50 },
  {
    code: 'state',
    label: '¿Cómo está?',
    type: 'one_of',
    required: true,
    options: [
      { code: 'off', label: 'Apagada' },
      { code: 'fallen', label: 'Caída' },
    ],
  },
  {
    code: 'wires',
    label: '¿Hay cables?',
    type: 'yes_no',
    required: true,
    only_if: { question: 'state', is: ['fallen'] },
  },
  { code: 'since', label: '¿Desde cuándo?', type: 'date', required: false },
  {
    code: 'risks',
    label: 'Riesgos',
    type: 'many_of',
    required: false,
    options: [
      { code: 'school', label: 'Junto a una escuela' },
      { code: 'crime', label: 'Hay asaltos' },
    ],
  },
  { code: 'pole', label: 'Número de poste', type: 'text', required: false, at_most: 5 },
];

it('accepts a whole set of answers and freezes the words they were asked in', () => {
  const { answers, problems } = checkAnswers(questions, {
    lamps: '3',
    state: 'fallen',
    wires: 'yes',
    since: '2026-02-28',
    risks: ['crime', 'school', 'crime'],
    pole: 'A-12',
  });
  expect(problems).toEqual([]);
  expect(answers.map(({ question, value }) => [question, value])).toEqual([
    ['lamps', 3],
    ['state', 'fallen'],
    ['wires', 'yes'],
    ['since', '2026-02-28'],
    ['risks', ['crime', 'school']],
    ['pole', 'A-12'],
  ]);
  expect(answers[1]).toMatchObject({ label: '¿Cómo está?', option_labels: ['Caída'] });
});

it('asks a conditional question only when its condition is met, and drops an answer to it otherwise', () => {
  expect(checkAnswers(questions, { lamps: '1', state: 'fallen' }).problems).toEqual([
    { question: 'wires', code: 'answer_required' },
  ]);
  const { answers, problems } = checkAnswers(questions, { lamps: '1', state: 'off', wires: 'yes' });
  expect(problems).toEqual([]);
  expect(answers.map(({ question }) => question)).toEqual(['lamps', 'state']);
});

it.each([
  [{ lamps: '' }, 'lamps', 'answer_required'],
  [{ lamps: 'muchas' }, 'lamps', 'answer_not_a_number'],
  [{ lamps: '0' }, 'lamps', 'answer_too_small'],
  [{ lamps: '51' }, 'lamps', 'answer_too_large'],
  [{ state: 'blue' }, 'state', 'answer_not_an_option'],
  [{ state: ['off', 'fallen'] }, 'state', 'answer_is_one_only'],
  [{ since: '2026-02-29' }, 'since', 'answer_not_a_date'],
  [{ since: '28/02/2026' }, 'since', 'answer_not_a_date'],
  [{ risks: ['school', 'x'] }, 'risks', 'answer_not_an_option'],
  [{ pole: 'ABCDEF' }, 'pole', 'answer_too_long'],
  [{ colour: 'red' }, 'colour', 'answer_to_no_question'],
] as const)('says what is wrong in %j', (given, question, code) => {
  const { problems } = checkAnswers(questions, { lamps: '1', state: 'off', ...given });
  expect(problems.map((problem) => [problem.question, problem.code])).toContainEqual([question, code]);
});

it('never throws and never accepts an option that was not offered', () => {
  const given = fc.dictionary(
    fc.constantFrom(...questions.map(({ code }) => code), 'other'),
    fc.oneof(fc.string(), fc.integer(), fc.array(fc.constantFrom('off', 'fallen', 'school', 'crime', 'x'))),
  );
  fc.assert(
    fc.property(given, (answers) => {
      for (const answer of checkAnswers(questions, answers).answers) {
        const offered = questions.find(({ code }) => code === answer.question)!.options;
        if (offered === undefined) continue;
        for (const value of [answer.value].flat()) expect(offered.map(({ code }) => code)).toContain(value);
      }
    }),
  );
});
