import { expect, it } from 'vitest';
import { endInteraction, type Ending } from './interaction.ts';

const now = '2026-04-29T16:10:00.000Z';
const call: Ending = {
  ...{ begun: { ended_at: null }, kind: 'information', wrap_up: 'answered', petitions: 0 },
  ...{ started_at: '2026-04-29T16:08:00.000Z', ended_at: '2026-04-29T16:09:30.000Z' },
};
const end = (part: Partial<Ending>) => {
  const decided = endInteraction({ ...call, ...part }, now);
  return decided.accepted ? decided.value : decided.code;
};

it('ends between the instants that were given, also where its beginning never arrived', () => {
  const times = { started_at: call.started_at, ended_at: call.ended_at };
  expect(end({})).toEqual(times);
  expect(end({ begun: null })).toEqual(times);
});

it('ends once', () => {
  expect(end({ begun: { ended_at: '2026-04-29T16:09:00.000Z' } })).toBe('interaction_over');
});

it('lets a follow-up be about a petition, or say that none was found', () => {
  expect(end({ kind: 'follow_up' })).toBe('follow_up_needs_folio');
  expect(end({ kind: 'follow_up', petitions: 1 })).toMatchObject({ ended_at: call.ended_at });
  expect(end({ kind: 'follow_up', wrap_up: 'not_found' })).toMatchObject({ ended_at: call.ended_at });
});

it.each([
  ['before it begins', '2026-04-29T16:09:00.000Z', '2026-04-29T16:08:59.000Z'],
  ['after more than twelve hours', '2026-04-29T03:00:00.000Z', '2026-04-29T16:00:00.000Z'],
  ['in the future', '2026-04-29T16:00:00.000Z', '2026-04-29T16:16:00.000Z'],
  ['more than a month ago', '2026-03-20T16:00:00.000Z', '2026-03-20T16:05:00.000Z'],
])('does not end %s', (_, started_at, ended_at) => {
  expect(end({ started_at, ended_at })).toBe('interaction_times_wrong');
});

it('puts right a clock that runs a little ahead, and keeps how long it took', () => {
  expect(end({ started_at: '2026-04-29T16:10:30.000Z', ended_at: '2026-04-29T16:12:00.000Z' })).toEqual({
    started_at: '2026-04-29T16:08:30.000Z',
    ended_at: '2026-04-29T16:10:00.000Z',
  });
});
