import { describe, expect, it } from 'vitest';
import { bindingOf, findingOf, fitOf, mayChangePile, partsOf, pile_kept_days } from './pile.ts';

const [a, b] = ['HIZP-2026-000001-A', 'HIZP-2026-000002-B'];
const pile = (...codes: (string | null | 'blank')[]) =>
  codes.map((code, index) => ({
    page: index + 1,
    code: code === 'blank' ? null : code,
    is_blank: code === 'blank',
  }));
const letter = { sheets: 2, annexes: 0, has_scan: false };

describe('a pile', () => {
  it('is split at its sheets, with what lay before the first', () => {
    expect(partsOf(pile(null, a, null, null, b, null))).toEqual([
      { at: 1, code: null, pages: [1] },
      { at: 2, code: a, pages: [3, 4] },
      { at: 5, code: b, pages: [6] },
    ]);
    expect(partsOf([])).toEqual([]);
  });
  it('drops the back of a sheet, and keeps a blank page of a letter', () => {
    expect(partsOf(pile(a, 'blank', null, 'blank'))).toEqual([{ at: 1, code: a, pages: [3, 4] }]);
  });
});

describe('a part', () => {
  const [part] = partsOf(pile(a, null, null)) as [ReturnType<typeof partsOf>[number]];
  const found = { is_known: true, times: 1, letter };
  it('says what hinders it', () => {
    expect(findingOf(part, found)).toBe('ready');
    expect(findingOf({ ...part, code: null }, found)).toBe('no_sheet');
    expect(findingOf(part, { ...found, is_known: false })).toBe('unknown_code');
    expect(findingOf(part, { ...found, times: 2 })).toBe('sheet_twice');
    expect(findingOf(part, { ...found, letter: null })).toBe('not_registered');
    expect(findingOf({ ...part, pages: [] }, found)).toBe('empty');
    expect(findingOf(part, { ...found, letter: { ...letter, has_scan: true } })).toBe('has_scan');
  });
  it('is looked at where its pages are not as many as were counted', () => {
    expect(fitOf(part, { ...letter, sheets: 3 })).toBe('too_few');
    const long = { ...part, pages: [2, 3, 4, 5, 6] };
    expect(fitOf(long, letter)).toBe('too_many');
    expect(fitOf(long, { ...letter, annexes: 1 })).toBe('ready');
    expect(bindingOf('too_many')).toBe('to_choose');
    expect(bindingOf('no_sheet')).toBe('to_name');
    expect(bindingOf('has_scan')).toBe('never');
  });
});

it('a pile is bound and taken back while it is kept', () => {
  const uploaded_at = '2026-09-01T00:00:00.000Z';
  const at = (days: number) => new Date(Date.parse(uploaded_at) + days * 86_400_000).toISOString();
  const read = { state: 'read', uploaded_at } as const;
  expect(mayChangePile(read, { to: 'bind', now: at(1) })).toMatchObject({ accepted: true });
  expect(mayChangePile({ ...read, state: 'bound' }, { to: 'bind', now: at(1) })).toMatchObject({
    accepted: true,
  });
  expect(mayChangePile(read, { to: 'undo', now: at(1) })).toMatchObject({ code: 'pile_not_in_this_state' });
  expect(mayChangePile(read, { to: 'bind', now: at(pile_kept_days) })).toMatchObject({ code: 'pile_gone' });
});
