import { expect, test } from 'vitest';
import { mayRemind, willRemind, type Invited } from './campaign-reminder.ts';

const invited: Invited = {
  ...{ asked_at: '2026-06-01T16:00:00.000Z', answered_at: null, reminded_at: null },
  ...{ declined: false, reserved: false },
};
const campaign = { remind_after_days: 3, closes_at: '2026-06-20T16:00:00.000Z' };
const told = (one: Partial<Invited>, now: string, of: Partial<typeof campaign> | object = {}) => {
  const decided = mayRemind({ ...invited, ...one }, { ...campaign, ...of }, now);
  return decided.accepted ? 'yes' : decided.code;
};
const later = '2026-06-04T16:00:00.000Z';

test('reminds once, so many days after the invitation, while answers are taken', () => {
  expect(told({}, '2026-06-04T15:59:59.000Z')).toBe('too_early');
  expect(told({}, later)).toBe('yes');
  expect(told({ reminded_at: later }, '2026-06-15T16:00:00.000Z')).toBe('reminded');
  expect(told({}, campaign.closes_at)).toBe('over');
  expect(told({}, later, { remind_after_days: null })).toBe('no_reminder');
});

test('is promised only where the campaign is still open on that day', () => {
  expect(willRemind(campaign, '2026-06-17T15:59:59.000Z')).toBe(true);
  expect(willRemind(campaign, '2026-06-17T16:00:00.000Z')).toBe(false);
  expect(willRemind({ ...campaign, remind_after_days: null }, invited.asked_at)).toBe(false);
});

test('never reminds who answered, who wants no more surveys, or whose identity is reserved', () => {
  expect(told({ answered_at: '2026-06-02T16:00:00.000Z' }, later)).toBe('answered');
  expect(told({ declined: true }, later)).toBe('declined');
  expect(told({ reserved: true }, later)).toBe('declined');
});
