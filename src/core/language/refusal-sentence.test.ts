import { expect, it } from 'vitest';
import en from '../../../locales/en.json' with { type: 'json' };
import es from '../../../locales/es.json' with { type: 'json' };
import { refused } from '../decision.ts';
import { checkReply } from '../petitions/reply.ts';
import { refusalCodes } from '../refusals.ts';
import { refusalSentence, type Voice } from './refusal-sentence.ts';

const mexico: Voice = { language: 'es', manner: { locale: 'es-MX', time_zone: 'America/Mexico_City' } };
const english: Voice = { ...mexico, language: 'en' };

it.each([
  ['es', es.refusal as Readonly<Record<string, string>>],
  ['en', en.refusal as Readonly<Record<string, string>>],
])('has a sentence in %s for every refusal, and for no other code', (_, sentences) => {
  expect(Object.keys(sentences).sort()).toEqual([...refusalCodes, 'internal'].sort());
});

it('says dates as a person reads them', () => {
  const late = refusalSentence(mexico, 'term_expired', { due_on: '2026-09-21' });
  expect(late).toContain('lunes 21 de septiembre de 2026');
  const outside = { calendar: 'MX', on: '2031-01-01', covers_from: '2024-01-01', covers_until: '2030-12-31' };
  expect(refusalSentence(mexico, 'outside_calendar_coverage', outside)).not.toMatch(/\d{4}-\d{2}-\d{2}|\{/);
});

it('says instants in the zone of the city', () => {
  const until = '2026-09-22T05:59:59.999999999Z';
  expect(refusalSentence(mexico, 'contest_too_late', { until })).toContain(
    'lunes 21 de septiembre de 2026, 23:59 h',
  );
});

it('says how long the law allows in the unit of the term', () => {
  const details = { length_total: 31, longest: 30, unit: 'business_days' };
  expect(refusalSentence(mexico, 'extension_too_long', details)).toContain('30 días hábiles');
});

it('does not put a Spanish date into an English sentence', () => {
  expect(refusalSentence(english, 'term_expired', { due_on: '2026-09-21' })).toContain('Monday');
});

it('names what a reply lacks in words', () => {
  const empty = { folio: 'F', body: 'b', outcome_code: 'o', reasons: '', outcome_class: 'refused' };
  const rest = { next_step: ' ', means_of_appeal: 'm', responsible_name: 'r', unit_name: 'u', date: 'd' };
  const decision = checkReply({ ...empty, ...rest });
  if (decision.accepted) throw new Error('accepted');
  const said = refusalSentence(mexico, decision.code, decision.details);
  expect(said).toContain('qué sigue, las razones de la negativa');
});

it('tells a form that waited too long from a missing permission', () => {
  const expired = refusalSentence(mexico, 'forbidden', { cause: 'form_expired' });
  expect(expired).not.toBe(refusalSentence(mexico, 'forbidden'));
  expect(refusalSentence(mexico, 'forbidden', { cause: 'unheard_of' })).toBe(
    refusalSentence(mexico, 'forbidden'),
  );
});

it('leaves the details as they are for programs', () => {
  const { details } = refused('term_expired', { due_on: '2026-09-21' });
  refusalSentence(mexico, 'term_expired', details);
  expect(details).toEqual({ due_on: '2026-09-21' });
});
