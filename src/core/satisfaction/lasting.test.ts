import { expect, it } from 'vitest';
import { triggerOf } from './instrument.ts';
import { inFrame, mayAsk, type Closing } from './invitation.ts';
import { askAgainAt, misfitOf } from './lasting.ts';

const now = '2026-05-04T16:01:00.000Z';
const works = { is_about_works: true, outcome_class: 'resolved' } as const;

it('asks again of works that were resolved, wholly or partly, thirty days later', () => {
  expect(askAgainAt(works, now)).toBe('2026-06-03T16:01:00.000Z');
  expect(askAgainAt({ ...works, outcome_class: 'partly_resolved' }, now)).not.toBeNull();
  expect(askAgainAt({ ...works, is_about_works: false }, now)).toBeNull();
  for (const outcome_class of ['refused', 'not_competent', 'withdrawn', 'duplicate', null] as const)
    expect(askAgainAt({ ...works, outcome_class }, now)).toBeNull();
});

it('comes when whoever was asked has rested, and ten days later not at all', () => {
  const again = askAgainAt(works, now)!;
  const closing: Closing = {
    ...{ stage: 'closed', closed_at: now, outcome_class: 'resolved' },
    ...{ reserved: false, declined: false, last_asked_at: now },
  };
  expect(mayAsk(closing, again).accepted).toBe(true);
  expect(inFrame(closing, again, again).accepted).toBe(true);
  expect(inFrame(closing, '2026-06-13T16:01:00.000Z', again).accepted).toBe(true);
  expect(inFrame(closing, '2026-06-13T16:01:00.001Z', again)).toMatchObject({ code: 'closed_long_ago' });
  expect(inFrame({ ...closing, stage: 'in_work' }, again, again)).toMatchObject({ code: 'not_closed' });
});

it('takes an answer to what was asked, and none to the other questions', () => {
  expect(misfitOf('how_it_went', { satisfaction: 4, solved: 'unknown' })).toBeNull();
  expect(misfitOf('how_it_went', { satisfaction: null, solved: 'yes' })).toBe('satisfaction');
  expect(misfitOf('if_it_lasts', { satisfaction: null, solved: 'partly' })).toBeNull();
  expect(misfitOf('if_it_lasts', { satisfaction: 4, solved: 'yes' })).toBe('satisfaction');
  expect(misfitOf('if_it_lasts', { satisfaction: null, solved: 'unknown' })).toBe('solved');
});

it('has somebody see to what came back', () => {
  expect(triggerOf({ satisfaction: null, solved: 'no' }, 'if_it_lasts')).toBe('not_lasting');
  expect(triggerOf({ satisfaction: null, solved: 'partly' }, 'if_it_lasts')).toBeNull();
});
