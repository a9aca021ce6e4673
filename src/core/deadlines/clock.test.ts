import { describe, expect, test } from 'vitest';
import { calendarWith, closure, CO, MX } from '../../../test/calendars.ts';
import type { Decision } from '../decision.ts';
import type { Calendar } from './calendar.ts';
import { foldClock, isOverdue } from './clock.ts';
import { extendClock, type ExtensionAct } from './clock-extension.ts';
import { daysUsedAt, meetClock, missClock, pauseClock, recomputeClock, restartClock } from './clock-moves.ts';
import { resumeClock, startClock, stopClock } from './clock-moves.ts';
import type { ClockEntry } from './clock-entries.ts';
import { transferClock } from './clock-transfer.ts';
import { documentsSilence } from './documents-silence.ts';
import type { Term } from './terms.ts';
import { windowVerdict } from './transfer-window.ts';

const PETITION: Term = {
  clock: 'reply',
  length: 15,
  unit: 'business_days',
  counting_rule: 'from_next_business_day',
  citation: 'Ley 1755 de 2015, art. 14',
  extension: { at_most_total_factor: 2, times: 1, before_expiry: true },
  valid_from: '2015-06-30',
};

const noon = (date: string) => `${date}T17:00:00Z`;

function started(day_zero: string, term: Term = PETITION, calendar: Calendar = CO): ClockEntry[] {
  return [startClock({ at: noon(day_zero), calendar, term, day_zero, authority: 'A' })];
}

function taken<T>(decision: Decision<T>): T {
  if (!decision.accepted) throw new Error(`refused: ${decision.code}`);
  return decision.value;
}

describe('F5: extension', () => {
  const reason = 'Falta el dictamen de la Secretaría de Obras';
  const last = '2026-04-11T04:59:59Z';
  const extend = (entries: ClockEntry[], act: { at: string } & ({ extra: number } | { until: string })) =>
    extendClock(entries, { calendar: CO, reason, ...act } as ExtensionAct);

  test('in the last second of the last day, to double the term', () => {
    const entries = started('2026-03-17');
    const extended = taken(extend(entries, { at: last, extra: 15 }));
    expect(extended.due_on).toBe('2026-05-04');
    expect(foldClock([...entries, extended])).toMatchObject({
      due_on: '2026-05-04',
      length_total: 30,
      extended_by: 15,
      extensions: 1,
    });
  });

  test.each([
    ['the day after', { at: '2026-04-11T05:00:00Z', extra: 5 }, 'term_expired'],
    ['beyond double', { at: last, extra: 16 }, 'extension_too_long'],
    ['to a date beyond double', { at: last, until: '2026-05-05' }, 'extension_too_long'],
    ['to a Sunday', { at: last, until: '2026-04-19' }, 'extension_not_a_business_day'],
    ['to a date that is no later', { at: last, until: '2026-04-10' }, 'extension_not_positive'],
    ['by nothing', { at: last, extra: 0 }, 'extension_not_positive'],
  ])('%s is refused', (_, act, code) => {
    expect(extend(started('2026-03-17'), act)).toMatchObject({ accepted: false, code });
  });

  test('a date gives the same as its days', () => {
    const entries = started('2026-03-17');
    const byDate = taken(extend(entries, { at: last, until: '2026-05-04' }));
    expect(byDate).toEqual(taken(extend(entries, { at: last, extra: 15 })));
  });

  test('a second one is refused, and one without reasons or without a law', () => {
    const entries = started('2026-03-17');
    const once = [...entries, taken(extend(entries, { at: last, extra: 2 }))];
    expect(extend(once, { at: last, extra: 2 })).toMatchObject({ code: 'already_extended' });
    expect(extendClock(entries, { at: last, calendar: CO, reason: ' ', extra: 2 })).toMatchObject({
      code: 'reason_missing',
    });
    const { extension, ...plain } = PETITION;
    expect(extension?.times).toBe(1);
    expect(extend(started('2026-03-17', plain), { at: last, extra: 2 })).toMatchObject({
      code: 'extension_not_allowed',
    });
  });

  test('F13: ARCO, noticed on day 20 and not on day 21', () => {
    const arco: Term = {
      ...PETITION,
      length: 20,
      extension: { at_most_extra: 10, times: 1, before_expiry: true },
      citation: 'LGPDPPSO',
    };
    const entries = started('2026-04-01', arco, MX);
    const on = (at: string) => extendClock(entries, { at, calendar: MX, reason, extra: 10 });
    expect(foldClock(entries).due_on).toBe('2026-04-29');
    expect(taken(on(noon('2026-04-29'))).due_on).toBe('2026-05-14');
    expect(on(noon('2026-04-30'))).toMatchObject({ code: 'term_expired' });
  });
});

describe('F6: waiting for the citizen', () => {
  test('asked on day 8 leaves 7, which count from the business day after completing', () => {
    const entries = started('2026-05-04');
    const paused = [...entries, taken(pauseClock(entries, { at: noon('2026-05-14'), calendar: CO }))];
    expect(foldClock(paused)).toMatchObject({ status: 'paused', days_left_when_paused: 7, due_on: null });
    const resumed = [...paused, taken(resumeClock(paused, { at: noon('2026-05-20'), calendar: CO }))];
    expect(foldClock(resumed)).toMatchObject({ status: 'running', due_on: '2026-05-29', days_used: 8 });
  });

  test('asked on the last day leaves that day', () => {
    const entries = started('2026-03-17');
    const paused = [...entries, taken(pauseClock(entries, { at: noon('2026-04-10'), calendar: CO }))];
    expect(foldClock(paused)).toMatchObject({ days_used: 14, days_left_when_paused: 1 });
    const resumed = taken(resumeClock(paused, { at: noon('2026-04-18'), calendar: CO }));
    expect(resumed.due_on).toBe('2026-04-20');
  });

  test('a paused clock is not paused again, an expired one not at all, a running one not resumed', () => {
    const entries = started('2026-03-17');
    const act = { at: noon('2026-03-20'), calendar: CO };
    const paused = [...entries, taken(pauseClock(entries, act))];
    expect(pauseClock(paused, act)).toMatchObject({ code: 'clock_already_paused' });
    expect(resumeClock(entries, act)).toMatchObject({ code: 'clock_not_paused' });
    expect(pauseClock(entries, { at: noon('2026-04-13'), calendar: CO })).toMatchObject({
      code: 'term_expired',
    });
  });

  test('where the law says interrupts, the whole term begins anew', () => {
    const entries = started('2026-03-17', { ...PETITION, length: 5, on_pause: 'begins_anew' });
    const paused = [...entries, taken(pauseClock(entries, { at: noon('2026-03-19'), calendar: CO }))];
    const resumed = [...paused, taken(resumeClock(paused, { at: noon('2026-04-06'), calendar: CO }))];
    expect(foldClock(resumed)).toMatchObject({ due_on: '2026-04-13', days_used: 0, round: 2 });
  });

  test('a month that was paused runs on as the calendar days it had left', () => {
    const entries = started('2026-05-04', { ...PETITION, length: 1, unit: 'months' });
    const paused = [...entries, taken(pauseClock(entries, { at: noon('2026-05-25'), calendar: CO }))];
    expect(foldClock(paused).running).toEqual({ length: 10, unit: 'calendar_days' });
    const resumed = taken(resumeClock(paused, { at: noon('2026-06-09'), calendar: CO }));
    expect(resumed.due_on).toBe('2026-06-19');
  });
});

describe('F7: transfer', () => {
  const receiver = calendarWith(CO, closure('2026-03-30', '2026-03-31'));
  const sent = { at: noon('2026-03-24'), from_calendar: CO, to_calendar: receiver, to_authority: 'B' };

  test('on day 5 in time; on day 6 late, and still allowed', () => {
    const question = { calendar: CO, day_zero: '2026-03-17', within_business_days: 5 };
    expect(windowVerdict({ ...question, at: noon('2026-03-25') })).toMatchObject({ day: 5, late: false });
    expect(windowVerdict({ ...question, at: noon('2026-03-26') })).toMatchObject({ day: 6, late: true });
  });

  test.each([
    // 4 of 15 days used; 11 are left
    ['keeps_running', { due_on: '2026-04-10', day_zero: '2026-03-17', days_used: 0 }],
    ['resume_days_left', { due_on: '2026-04-14', day_zero: '2026-03-17', days_used: 4 }],
    ['new_term_from_receipt', { due_on: '2026-04-20', day_zero: '2026-03-24', days_used: 0 }],
  ] as const)('%s gives %o', (policy, dates) => {
    const entries = started('2026-03-17');
    const moved = taken(transferClock(entries, { ...sent, policy, term: PETITION }));
    const state = foldClock([...entries, moved]);
    expect(state).toMatchObject({ ...dates, authority: 'B', status: 'running' });
    // What the present stretch uses is known once it is over; the whole is asked for at an instant.
    const whole = policy === 'new_term_from_receipt' ? 1 : 5;
    expect(daysUsedAt(state, { at: noon('2026-03-25'), calendar: receiver })).toBe(whole);
    expect(state.spans.map(({ authority, used }) => [authority, used])).toEqual([
      ['A', 4],
      ['B', null],
    ]);
  });

  test('a new term needs a term, and a clock that is over is not transferred', () => {
    const entries = started('2026-03-17');
    expect(transferClock(entries, { ...sent, policy: 'new_term_from_receipt' })).toMatchObject({
      code: 'term_missing',
    });
    const met = [...entries, taken(meetClock(entries, { at: noon('2026-03-20'), calendar: CO }))];
    expect(transferClock(met, { ...sent, policy: 'keeps_running' })).toMatchObject({
      code: 'clock_not_open',
    });
  });

  test('an expired clock hands over nothing but a new term', () => {
    const entries = started('2026-03-17');
    const late = { ...sent, at: noon('2026-04-15') };
    const kept = taken(transferClock(entries, { ...late, policy: 'resume_days_left' }));
    const state = foldClock([...entries, kept]);
    expect(state.due_on).toBe('2026-04-10');
    expect(isOverdue(state, late.at)).toBe(true);
    expect(recomputeClock([...entries, kept], { at: late.at, calendar: CO })).toBeNull();
  });

  test('a paused clock stays paused in other hands', () => {
    const entries = started('2026-03-17');
    const paused = [...entries, taken(pauseClock(entries, { at: noon('2026-03-20'), calendar: CO }))];
    const moved = [...paused, taken(transferClock(paused, { ...sent, policy: 'resume_days_left' }))];
    expect(foldClock(moved)).toMatchObject({ status: 'paused', days_left_when_paused: 12, due_on: null });
  });
});

describe('F8: silence on a petition for documents', () => {
  const documents = started('2026-03-17', { ...PETITION, length: 10 });

  test('day 10 without an answer accepts, and the copies are due three business days later', () => {
    const silence = documentsSilence(foldClock(documents), CO, '2026-04-02T05:00:00Z');
    expect(silence).toMatchObject({ accepted_by_silence: true, copies: { due_on: '2026-04-08' } });
  });

  test('an answer in time refuses or grants as it says; a late one comes too late', () => {
    const answer = (at: string) => {
      const met = [...documents, taken(meetClock(documents, { at, calendar: CO }))];
      return documentsSilence(foldClock(met), CO, noon('2026-05-05')).accepted_by_silence;
    };
    expect([answer('2026-04-02T04:59:59Z'), answer('2026-04-02T05:00:00Z')]).toEqual([false, true]);
    expect(documentsSilence(foldClock(documents), CO, noon('2026-04-01')).accepted_by_silence).toBe(false);
  });
});

describe('met, missed, stopped, begun again', () => {
  test('a deadline that went by is written once, and meeting it later is late for good', () => {
    const entries = started('2026-03-17');
    expect(missClock(entries, { at: '2026-04-11T04:59:59Z', calendar: CO })).toBeNull();
    const missed = missClock(entries, { at: '2026-04-11T05:00:00Z', calendar: CO });
    const after = [...entries, ...(missed ? [missed] : [])];
    expect(foldClock(after).status).toBe('missed');
    expect(missClock(after, { at: noon('2026-04-14'), calendar: CO })).toBeNull();
    const met = [...after, taken(meetClock(after, { at: noon('2026-04-14'), calendar: CO }))];
    expect(foldClock(met)).toMatchObject({ status: 'missed_then_met', met_in_time: false, days_used: 17 });
    expect(meetClock(met, { at: noon('2026-04-15'), calendar: CO })).toMatchObject({
      code: 'clock_not_open',
    });
  });

  test('contesting begins a new term; withdrawing ends the duty', () => {
    const entries = started('2026-03-17');
    const start = { at: noon('2026-03-27'), calendar: CO, term: PETITION, day_zero: '2026-03-27' };
    expect(restartClock(entries, start)).toMatchObject({ code: 'clock_still_open' });
    const met = [...entries, taken(meetClock(entries, { at: noon('2026-03-20'), calendar: CO }))];
    const again = [...met, taken(restartClock(met, start))];
    expect(foldClock(again)).toMatchObject({
      status: 'running',
      due_on: '2026-04-21',
      met_at: null,
      round: 2,
    });
    const stopped = [...again, taken(stopClock(again, { at: noon('2026-04-01'), calendar: CO }))];
    expect(foldClock(stopped).status).toBe('stopped');
    expect(isOverdue(foldClock(stopped), noon('2026-09-01'))).toBe(false);
  });

  test('F15: the ledger keeps the term it was born with', () => {
    const entries = started('2026-03-17');
    expect(foldClock(entries)).toMatchObject({ term: PETITION, due_on: '2026-04-10' });
    expect(() => foldClock([])).toThrow(RangeError);
  });
});

describe('a changed calendar', () => {
  test('moves an open date by an entry, and wakes a missed clock', () => {
    const entries = started('2026-09-11', { ...PETITION, length: 5 }, MX);
    const missed = missClock(entries, { at: noon('2026-09-22'), calendar: MX });
    const contingency = calendarWith(MX, closure('2026-09-17', '2026-09-18', 'suspension'));
    const act = { at: noon('2026-09-22'), calendar: contingency, reason: 'Sismo' };
    const changed = recomputeClock([...entries, ...(missed ? [missed] : [])], act);
    expect(changed).toMatchObject({ due_before: '2026-09-21', due_on: '2026-09-23', reason: 'Sismo' });
    const after = [...entries, ...(missed ? [missed] : []), ...(changed ? [changed] : [])];
    expect(foldClock(after)).toMatchObject({ status: 'running', calendar: { code: 'prueba' } });
    expect(recomputeClock(after, act)).toBeNull();
  });

  test('leaves a paused and a met clock alone', () => {
    const entries = started('2026-09-11', { ...PETITION, length: 5 }, MX);
    const act = { at: noon('2026-09-14'), calendar: MX };
    const changed = { ...act, calendar: calendarWith(MX, closure('2026-09-15', '2026-09-18')) };
    const paused = [...entries, taken(pauseClock(entries, act))];
    const met = [...entries, taken(meetClock(entries, act))];
    expect([recomputeClock(paused, changed), recomputeClock(met, changed)]).toEqual([null, null]);
  });
});
