import { expect, it } from 'vitest';
import { closesAt, mayAnswer, triggerOf } from './instrument.ts';
import { inFrame, mayAsk, type Closing } from './invitation.ts';

const closed: Closing = {
  ...{ stage: 'closed', closed_at: '2026-05-04T16:00:00.000Z', outcome_class: 'resolved' },
  ...{ reserved: false, declined: false, last_asked_at: null },
};
const now = '2026-05-04T16:01:00.000Z';

it('asks of what ended with an answer, and of nothing before it is closed (check K5)', () => {
  expect(inFrame(closed, now).accepted).toBe(true);
  expect(inFrame({ ...closed, stage: 'replied', closed_at: null }, now)).toMatchObject({
    code: 'not_closed',
  });
  expect(inFrame({ ...closed, outcome_class: 'withdrawn' }, now)).toMatchObject({ code: 'nothing_answered' });
  expect(inFrame(closed, '2026-05-15T16:00:00.000Z')).toMatchObject({ code: 'closed_long_ago' });
});

it('asks nobody of reserved identity, who declined, or who was asked within thirty days (checks K4, K5)', () => {
  expect(mayAsk(closed, now).accepted).toBe(true);
  expect(mayAsk({ ...closed, reserved: true }, now)).toMatchObject({ code: 'reserved_identity' });
  expect(mayAsk({ ...closed, declined: true }, now)).toMatchObject({ code: 'declined' });
  const last = (last_asked_at: string) => mayAsk({ ...closed, last_asked_at }, now);
  expect(last('2026-04-04T16:01:01.000Z')).toMatchObject({ code: 'asked_recently' });
  expect(last('2026-04-04T16:01:00.000Z').accepted).toBe(true);
});

it('takes an answer for ten days and its change for one (check K3)', () => {
  const survey = { expires_at: closesAt(now), answered_at: null, is_closed: true };
  expect(survey.expires_at).toBe('2026-05-14T16:01:00.000Z');
  expect(mayAnswer(survey, '2026-05-14T16:00:59.999Z')).toMatchObject({ value: { first: true } });
  expect(mayAnswer(survey, survey.expires_at)).toMatchObject({ code: 'survey_over' });
  expect(mayAnswer({ ...survey, is_closed: false }, now)).toMatchObject({ code: 'survey_reopened' });
  const given = { ...survey, answered_at: '2026-05-14T16:00:00.000Z' };
  expect(mayAnswer(given, '2026-05-15T15:59:59.999Z')).toMatchObject({ value: { first: false } });
  expect(mayAnswer(given, '2026-05-15T16:00:00.000Z')).toMatchObject({ code: 'survey_answered' });
});

it('has somebody see to a bad answer (protocol K.4)', () => {
  expect(triggerOf({ satisfaction: 3, solved: 'partly' })).toBeNull();
  expect(triggerOf({ satisfaction: 2, solved: 'yes' })).toBe('dissatisfied');
  expect(triggerOf({ satisfaction: 5, solved: 'no' })).toBe('not_solved');
  expect(triggerOf({ satisfaction: 1, solved: 'no' })).toBe('both');
});
