import { expect, test } from 'vitest';
import { handsOver, isSpoken, spokenRecord } from './spoken.ts';

const told = { read_back: true, copy_asked: true, language: 'ette taara' };

test('what is asked aloud gets its record, told or not; what is written gets none', () => {
  expect(spokenRecord('counter', told)).toEqual({ accepted: true, value: told });
  expect(spokenRecord('phone', null)).toMatchObject({ value: { read_back: false, copy_asked: false } });
  expect(spokenRecord('letter', null)).toEqual({ accepted: true, value: null });
  expect(spokenRecord('letter', told)).toMatchObject({ accepted: false, code: 'not_spoken' });
  expect(['phone', 'counter', 'hearing'].every((one) => isSpoken(one as 'phone'))).toBe(true);
  expect(isSpoken('portal')).toBe(false);
});

test('papers with the key are handed over by who filed it, while the person is there', () => {
  const filed = { created_by: 'ana', filed_at: '2026-09-11T16:00:00.000Z', access_key_issue: 1 };
  expect(handsOver(filed, 'ana', '2026-09-11T17:00:00.000Z')).toBe(true);
  expect(handsOver(filed, 'ana', '2026-09-11T17:00:01.000Z')).toBe(false);
  expect(handsOver(filed, 'luis', '2026-09-11T16:01:00.000Z')).toBe(false);
  expect(handsOver({ ...filed, access_key_issue: 2 }, 'ana', '2026-09-11T16:01:00.000Z')).toBe(false);
  expect(handsOver({ ...filed, created_by: null }, 'ana', '2026-09-11T16:01:00.000Z')).toBe(false);
});
