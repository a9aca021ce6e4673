import { describe, expect, test } from 'vitest';
import { CO } from '../../../test/calendars.ts';
import { askToComplete, COLOMBIAN_COMPLETION, completeRequest, declareWithdrawn } from './completion.ts';
import { extendCompletion, type CompletionRequest } from './completion.ts';

const noon = (date: string) => `${date}T17:00:00Z`;

const ask = (day_zero: string, date: string) =>
  askToComplete({ rule: COLOMBIAN_COMPLETION, calendar: CO, day_zero, at: noon(date) });

function asked(day_zero: string, date: string): CompletionRequest {
  const decision = ask(day_zero, date);
  if (!decision.accepted) throw new Error(decision.code);
  return decision.value;
}

describe('F6: an incomplete petition (Ley 1755 art. 17)', () => {
  test('may be asked about until day 10, not on day 11', () => {
    expect(asked('2026-03-17', '2026-04-01').asked_on_day).toBe(10);
    expect(ask('2026-03-17', '2026-04-06')).toEqual({
      accepted: false,
      code: 'too_late_to_ask',
      details: { last_on: '2026-04-01' },
    });
  });

  test('the month ends on the last day of a shorter month, then on the next business day', () => {
    expect(asked('2026-01-26', '2026-01-31').due_on).toBe('2026-03-02');
  });

  test('the person may ask for one equal term before it ends, and no second', () => {
    const first = asked('2026-01-26', '2026-01-31');
    const more = extendCompletion(first, { at: noon('2026-03-02'), calendar: CO });
    expect(more).toMatchObject({ accepted: true, value: { due_on: '2026-03-31', extended: 1 } });
    expect(extendCompletion(first, { at: noon('2026-03-03'), calendar: CO })).toMatchObject({
      code: 'completion_expired',
    });
    if (!more.accepted) return;
    expect(extendCompletion(more.value, { at: noon('2026-03-30'), calendar: CO })).toMatchObject({
      code: 'already_extended',
    });
  });

  test('withdrawal is possible only after the term, by a reasoned act that names the appeal', () => {
    const request = asked('2026-01-26', '2026-01-31');
    const act = { reasons: 'No aportó el plano', appeal: 'Recurso de reposición' };
    const declare = (at: string, change: Partial<typeof act> = {}) =>
      declareWithdrawn(request, { at, ...act, ...change });
    expect(declare('2026-03-03T04:59:59Z')).toMatchObject({ code: 'completion_still_running' });
    expect(declare('2026-03-03T05:00:00Z').accepted).toBe(true);
    expect(declare(noon('2026-03-03'), { reasons: ' ' })).toMatchObject({ code: 'reason_missing' });
    expect(declare(noon('2026-03-03'), { appeal: '' })).toMatchObject({ code: 'appeal_missing' });
  });

  test('completing late is taken and marked; a completed petition is not withdrawn', () => {
    const request = asked('2026-01-26', '2026-01-31');
    const late = completeRequest(request, noon('2026-03-10'));
    expect(late).toMatchObject({ accepted: true, value: { late: true } });
    if (!late.accepted) return;
    const act = { at: noon('2026-03-11'), reasons: 'x', appeal: 'y' };
    expect(declareWithdrawn(late.value, act)).toMatchObject({ code: 'already_completed' });
    expect(completeRequest(late.value, noon('2026-03-12'))).toMatchObject({ code: 'already_completed' });
  });
});
