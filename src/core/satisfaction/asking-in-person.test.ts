import { expect, it } from 'vitest';
import { carriedBy, closesBy, mayCall, type Reach, type SurveyToAsk } from './asking-in-person.ts';

const nobody: Reach = { channel: 'phone', notify_by: 'none', email: null, phone: null, address: null };
const now = '2026-05-04T16:00:00.000Z';
const survey: SurveyToAsk = {
  ...{ expires_at: '2026-05-14T16:00:00.000Z', answered_at: null, has_refused: false, is_closed: true },
  ...{ attempts: 0, responsible_id: 'julian', caller_id: null, called_at: null },
};
const berta = { user_id: 'berta', now };

it('asks by the channel that the person used', () => {
  expect(carriedBy({ ...nobody, email: 'a@b.example', notify_by: 'email' })).toBe('email');
  expect(carriedBy({ ...nobody, email: 'a@b.example', phone: '+525512345678' })).toBe('page');
  expect(carriedBy({ ...nobody, phone: '+525512345678' })).toBe('phone');
  expect(carriedBy({ ...nobody, channel: 'portal', phone: '+525512345678' })).toBe('page');
  expect(carriedBy({ ...nobody, channel: 'letter', address: 'Calle 1' })).toBe('paper');
  expect(carriedBy({ ...nobody, channel: 'counter' })).toBe('page');
});

it('gives paper the time to travel', () => {
  expect(closesBy('phone', now)).toBe('2026-05-14T16:00:00.000Z');
  expect(closesBy('paper', now)).toBe('2026-06-03T16:00:00.000Z');
});

it('is never asked by who attended, three times at most, by one at a time', () => {
  expect(mayCall(survey, berta).accepted).toBe(true);
  expect(mayCall(survey, { ...berta, user_id: 'julian' })).toMatchObject({ code: 'about_own_work' });
  expect(mayCall({ ...survey, attempts: 2 }, berta).accepted).toBe(true);
  expect(mayCall({ ...survey, attempts: 3 }, berta)).toMatchObject({ code: 'contacts_used_up' });
  expect(mayCall({ ...survey, has_refused: true }, berta)).toMatchObject({ code: 'survey_over' });
  expect(mayCall({ ...survey, is_closed: false }, berta)).toMatchObject({ code: 'survey_reopened' });
  expect(mayCall({ ...survey, answered_at: now }, berta)).toMatchObject({ code: 'survey_answered' });
  const taken = { ...survey, caller_id: 'omar', called_at: '2026-05-04T15:31:00.000Z' };
  expect(mayCall(taken, berta)).toMatchObject({ code: 'survey_taken' });
  expect(mayCall({ ...taken, called_at: '2026-05-04T15:30:00.000Z' }, berta).accepted).toBe(true);
  expect(mayCall({ ...taken, caller_id: 'berta' }, berta).accepted).toBe(true);
});
