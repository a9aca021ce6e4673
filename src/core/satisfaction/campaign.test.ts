import { expect, it } from 'vitest';
import { campaignFigures, strataFigures, type AnsweredStratum } from './campaign-figures.ts';
import { campaignAnswers, mayStep, questionFaults, type CampaignQuestion } from './campaign.ts';

const base = { options: [], required: false };
const questions: CampaignQuestion[] = [
  { ...base, code: 'p1', kind: 'scale', text: '¿Qué tan limpia está su calle?', required: true },
  { ...base, code: 'p2', kind: 'choice', text: '¿Por dónde prefiere?', options: ['Teléfono', 'Sitio'] },
  { ...base, code: 'p3', kind: 'text', text: '¿Algo más?' },
];
const many = (count: number, p1: string) => Array.from({ length: count }, () => ({ p1, p2: '0' }));
const stratum = (key: string, population: number, answers: AnsweredStratum['answers']) => ({
  ...{ key, population, asked: answers.length * 2, answers },
});
const given = { margin: 5, is_drawn: true };

it('takes what a question takes, and says what is missing', () => {
  expect(campaignAnswers(questions, { p1: '4', p2: '1', p3: ' Gracias ', p9: 'x' })).toEqual({
    answers: { p1: '4', p2: '1', p3: 'Gracias' },
    faults: {},
  });
  expect(campaignAnswers(questions, { p1: '6', p2: '2' }).faults).toEqual({ p1: 'invalid', p2: 'invalid' });
  expect(campaignAnswers(questions, {}).faults).toEqual({ p1: 'required' });
});

it('asks no question without words, and no choice of one', () => {
  expect(questionFaults(questions)).toEqual({});
  expect(questionFaults([{ ...questions[1]!, options: ['Una'] }])).toEqual({ 0: 'invalid' });
  expect(questionFaults([{ ...questions[0]!, text: ' ' }])).toEqual({ 0: 'required' });
});

it('goes from written to drawn, open, closed and published, and not back', () => {
  const at = { population: 'closings', published_at: null } as const;
  const may = (state: 'draft' | 'drawn' | 'open' | 'closed') =>
    (['draw', 'open', 'close', 'publish'] as const).filter(
      (step) => mayStep({ ...at, state }, step).accepted,
    );
  expect(may('draft')).toEqual(['draw']);
  expect(may('drawn')).toEqual(['draw', 'open']);
  expect(may('open')).toEqual(['close']);
  expect(may('closed')).toEqual(['publish']);
  expect(mayStep({ ...at, population: 'everybody', state: 'draft' }, 'open').accepted).toBe(true);
});

it('lets each answer stand for the people of its stratum', () => {
  const strata = [stratum('a', 900, many(20, '5')), stratum('b', 100, many(20, '1'))];
  const [first, second, words] = campaignFigures(questions, strata, given);
  const fives = first?.options?.find(({ value }) => value === '5');
  expect(fives).toMatchObject({ count: 20, percent: 50 });
  expect(fives?.weighted).toBeCloseTo(90, 10);
  expect(fives?.low).toBeCloseTo(35.2, 1);
  expect(first).toMatchObject({ n: 40, mean: 3, insufficient: true });
  expect(second?.options?.[0]?.percent).toBe(100);
  expect(words).toMatchObject({ n: 0, options: null });
  const everybody = campaignFigures(questions, strata, { ...given, is_drawn: false });
  expect(everybody[0]?.options?.[0]?.weighted).toBeNull();
});

it('shows nothing of fewer than ten, nor what would tell it', () => {
  expect(campaignFigures(questions, [stratum('a', 50, many(9, '5'))], given)[0]?.options).toBeNull();
  const rows = strataFigures(
    questions,
    [stratum('a', 50, many(9, '5')), stratum('b', 90, many(12, '5')), stratum('c', 90, many(30, '5'))],
    given,
  );
  expect(rows.map(({ first }) => first !== null)).toEqual([false, false, true]);
});
