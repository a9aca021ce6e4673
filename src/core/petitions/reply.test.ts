import { expect, it } from 'vitest';
import { checkReply, type ReplyDraft } from './reply.ts';

const whole: ReplyDraft = {
  folio: 'IZP-2026-000001-X',
  body: 'Se cambió la lámpara.',
  outcome_code: 'resolved',
  outcome_class: 'resolved',
  reasons: '',
  next_step: 'Nada.',
  means_of_appeal: 'Inconformidad.',
  responsible_name: 'Titular',
  unit_name: 'Alumbrado',
  date: '2026-05-07',
};

it('takes a reply that has everything', () => {
  expect(checkReply(whole)).toEqual({ accepted: true, value: whole });
});

it.each([
  'folio',
  'body',
  'outcome_code',
  'responsible_name',
  'unit_name',
  'next_step',
  'means_of_appeal',
  'date',
] as const)('refuses a reply without %s, blanks not counting', (part) => {
  expect(checkReply({ ...whole, [part]: ' \n' })).toMatchObject({
    accepted: false,
    code: 'reply_incomplete',
    details: { missing: part },
  });
});

it('takes a first reply without an outcome, but not without what follows', () => {
  const first = { ...whole, outcome_code: null, outcome_class: null };
  expect(checkReply(first)).toEqual({ accepted: true, value: first });
  expect(checkReply({ ...first, next_step: ' ' })).toMatchObject({ details: { missing: 'next_step' } });
});

it.each(['refused', 'not_competent'])('asks for reasons where it is %s', (outcome_class) => {
  const refusal = { ...whole, outcome_class };
  expect(checkReply(refusal)).toMatchObject({ details: { missing: 'reasons' } });
  expect(checkReply({ ...refusal, reasons: 'No es de esta calle.' }).accepted).toBe(true);
});
