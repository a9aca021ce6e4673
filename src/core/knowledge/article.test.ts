import { describe, expect, it } from 'vitest';
import {
  isInForce,
  isOneSentence,
  needsReview,
  publishingFaults,
  sameContents,
  stepOfArticle,
  type ArticleContents,
} from './article.ts';
import { keptWords } from './missing-words.ts';

const whole: ArticleContents = {
  ...{ title: 'Acta', summary: 'El acta se pide en ventanilla.', steps: ['Pídala.'], requirements: [] },
  ...{ cost: null, places: [], hours: null, legal_basis: null, valid_from: null, valid_until: null },
  ...{ review_on: '2027-01-01', audience: 'public', services: ['otro'], keywords: [] },
};
const knows = (code: string) => code === 'otro';

describe('what may be published', () => {
  it('is whole', () => expect(publishingFaults(whole, knows)).toEqual({}));

  it.each<[string, Partial<ArticleContents>, object]>([
    ['no title', { title: ' ' }, { title: 'required' }],
    ['two sentences', { summary: 'Es gratis. Vaya hoy.' }, { summary: 'one_sentence' }],
    ['nothing to tell', { steps: [] }, { steps: 'required' }],
    ['nobody looks again', { review_on: null }, { review_on: 'required' }],
    [
      'ends before it begins',
      { valid_from: '2026-05-02', valid_until: '2026-05-01' },
      { valid_until: 'dates_inverted' },
    ],
    ['a service that is not there', { services: ['nada'] }, { services: 'invalid' }],
  ])('not with %s', (_why, change, faults) =>
    expect(publishingFaults({ ...whole, ...change }, knows)).toEqual(faults),
  );
});

it.each([
  ['Cuesta 1.250 pesos y abre de 9:00 a 15:00 h.', true],
  ['¿Necesita cita?', true],
  ['Llame al núm. 12, por favor.', true],
  ['Sin punto final', false],
  ['Vaya.\nVuelva.', false],
  ['Vea https://ejemplo.mx.', false],
  ['Es gratis. ¿Quiere más?', false],
])('«%s» is a sentence to read aloud: %s', (text, is) => expect(isOneSentence(text)).toBe(is));

it('is told on its days, the first and the last included', () => {
  const days = { valid_from: '2026-05-01', valid_until: '2026-05-31' };
  expect(['2026-04-30', '2026-05-01', '2026-05-31', '2026-06-01'].map((day) => isInForce(days, day))).toEqual(
    [...[false, true, true, false]],
  );
});

it('is to be looked at once the day is past, or once it is over', () => {
  const of = (change: object) =>
    needsReview({ state: 'published', review_on: '2026-05-10', valid_until: null, ...change }, '2026-05-11');
  expect(of({})).toBe(true);
  expect(of({ review_on: '2026-05-11' })).toBe(false);
  expect(of({ review_on: null, valid_until: '2026-05-10' })).toBe(true);
  expect(of({ state: 'retired' })).toBe(false);
});

it('goes from draft to published to retired and back, and nowhere else', () => {
  const draft = { state: 'draft', version: 2, published_version: null } as const;
  const told = { state: 'published', version: 2, published_version: 2 } as const;
  const retired = { state: 'retired', version: 3, published_version: 2 } as const;
  const after = (...of: Parameters<typeof stepOfArticle>) => {
    const decided = stepOfArticle(...of);
    return decided.accepted ? [decided.value.state, decided.value.published_version] : decided.code;
  };
  expect(after(draft, 'publish')).toEqual(['published', 2]);
  expect(after({ ...told, version: 3 }, 'publish')).toEqual(['published', 3]);
  expect(after(told, 'retire')).toEqual(['retired', 2]);
  expect(after(retired, 'restore')).toEqual(['published', 2]);
  expect(after(retired, 'publish')).toEqual(['published', 3]);
  for (const [standing, step] of [
    [told, 'publish'],
    [draft, 'retire'],
    [draft, 'restore'],
    [told, 'restore'],
    [retired, 'retire'],
  ] as const)
    expect(after(standing, step)).toBe('article_not_in_this_state');
});

it('knows the same words again, whatever the order of their fields', () => {
  const { title, ...rest } = whole;
  expect(sameContents(whole, { ...rest, title })).toBe(true);
  expect(sameContents(whole, { ...whole, cost: 'Gratis' })).toBe(false);
});

it.each([
  ['¿Dónde saco el ACTA?', 'dónde saco el acta'],
  ['acta de rosa@correo.example del 5512345678', 'acta de del'],
  ['curp GOMR800101HDFXXX09', 'curp'],
  ['https://ejemplo.mx/acta', null],
  ['55 1234 5678', null],
  ['ay', null],
  ['me llamo rosa y vivo junto al mercado desde hace años', null],
])('of «%s» it keeps «%s»', (typed, kept) => expect(keptWords(typed)).toBe(kept));
