import { describe, expect, test } from 'vitest';
import { calendarWith, closure, CO, MX } from '../../../test/calendars.ts';
import type { Decision } from '../decision.ts';
import type { ClockEntry } from './clock-entries.ts';
import { extendClock } from './clock-extension.ts';
import { meetClock, pauseClock, restartClock, resumeClock, startClock } from './clock-moves.ts';
import { transferClock } from './clock-transfer.ts';
import { explainDue, explainTerm, type DueExplanation } from './explain.ts';
import type { Term } from './terms.ts';

const TERM: Term = {
  clock: 'reply',
  length: 5,
  unit: 'business_days',
  counting_rule: 'from_next_business_day',
  citation: 'de prueba',
  extension: { at_most_total_factor: 2, times: 1, before_expiry: true },
  valid_from: '2020-01-01',
};

const noon = (date: string) => `${date}T18:00:00Z`;

function taken<T>(decision: Decision<T>): T {
  if (!decision.accepted) throw new Error(`refused: ${decision.code}`);
  return decision.value;
}

const started = (day_zero: string, calendar = MX): ClockEntry[] => [
  startClock({ at: noon(day_zero), calendar, term: TERM, day_zero, authority: 'A' }),
];

/** `09-14 1 business_day` for each day, to read a whole explanation at a glance. */
const lines = ({ days }: DueExplanation) =>
  days.map(({ on, number, why }) => `${on.slice(5)} ${number ?? '-'} ${why}`);

describe('the worked example: Mexico, filed Friday 2026-09-11, five business days', () => {
  const explained = explainTerm(TERM, MX, '2026-09-11');

  test('every day with its reason', () => {
    expect(explained.due_on).toBe('2026-09-21');
    expect(lines(explained)).toEqual([
      '09-11 - day_zero',
      '09-12 - weekend',
      '09-13 - weekend',
      '09-14 1 business_day',
      '09-15 2 business_day',
      '09-16 - holiday',
      '09-17 3 business_day',
      '09-18 4 business_day',
      '09-19 - weekend',
      '09-20 - weekend',
      '09-21 5 business_day',
    ]);
  });

  test('the holiday has its name and law', () => {
    const holiday = explained.days.find(({ on }) => on === '2026-09-16');
    expect(holiday).toMatchObject({
      name: 'Día de la Independencia',
      source: 'LFT, art. 74, fr. V',
      weekday: 3,
    });
  });

  test('a clock that nothing happened to is explained as its term', () => {
    const { days } = explainDue(started('2026-09-11'), MX);
    expect(days.map(({ authority, ...day }) => [authority, day])).toEqual(
      explained.days.map((day) => ['A', day]),
    );
  });
});

test('waiting for the citizen is shown day by day, and the numbers go on after it', () => {
  const entries = started('2026-09-11');
  entries.push(taken(pauseClock(entries, { at: noon('2026-09-15'), calendar: MX })));
  entries.push(taken(resumeClock(entries, { at: noon('2026-09-18'), calendar: MX })));
  expect(lines(explainDue(entries, MX)).slice(3)).toEqual([
    '09-14 1 business_day',
    '09-15 2 business_day',
    '09-16 - paused',
    '09-17 - paused',
    '09-18 - paused',
    '09-19 - weekend',
    '09-20 - weekend',
    '09-21 3 business_day',
    '09-22 4 business_day',
    '09-23 5 business_day',
  ]);
});

test('a clock paused on its last day shows that day as the one it keeps', () => {
  const entries = started('2026-09-11');
  entries.push(taken(pauseClock(entries, { at: noon('2026-09-21'), calendar: MX })));
  expect(lines(explainDue(entries, MX)).at(-1)).toBe('09-21 - already_counted');
  entries.push(taken(resumeClock(entries, { at: noon('2026-09-22'), calendar: MX })));
  expect(lines(explainDue(entries, MX)).at(-1)).toBe('09-23 5 business_day');
});

test('the days that an extension gave are marked', () => {
  const entries = started('2026-09-11');
  const act = { at: noon('2026-09-18'), calendar: MX, reason: 'dictamen', extra: 2 };
  entries.push(taken(extendClock(entries, act)));
  const extended = explainDue(entries, MX).days.filter((day) => day.extended);
  expect(extended.map(({ on, number }) => [on, number])).toEqual([
    ['2026-09-22', 6],
    ['2026-09-23', 7],
  ]);
});

test('a transfer shows whose days were used, each by its own calendar', () => {
  const receiver = calendarWith(CO, closure('2026-09-16', '2026-09-16'));
  const entries = started('2026-09-11', CO);
  const transfer = { at: noon('2026-09-15'), from_calendar: CO, to_calendar: receiver, to_authority: 'B' };
  entries.push(taken(transferClock(entries, { ...transfer, policy: 'resume_days_left' })));
  const explained = explainDue(entries, (code) => (code === 'prueba' ? receiver : CO));
  const counted = explained.days.filter((day) => day.counted);
  expect(counted.map(({ authority, number }) => `${authority}${number}`).join(' ')).toBe('A1 A2 B3 B4 B5');
  expect(explained.days.find(({ on }) => on === '2026-09-16')).toMatchObject({
    why: 'closure',
    authority: 'B',
  });
  expect(explained.due_on).toBe('2026-09-21');
});

test('after contesting, the idle days and the new numbers follow', () => {
  const entries = started('2026-09-11');
  entries.push(taken(meetClock(entries, { at: noon('2026-09-15'), calendar: MX })));
  const start = { at: noon('2026-09-17'), calendar: MX, term: TERM, day_zero: '2026-09-17' };
  entries.push(taken(restartClock(entries, start)));
  expect(lines(explainDue(entries, MX)).slice(3, 10)).toEqual([
    '09-14 1 business_day',
    '09-15 2 business_day',
    '09-16 - idle',
    '09-17 - idle',
    '09-18 1 business_day',
    '09-19 - weekend',
    '09-20 - weekend',
  ]);
});

test('calendar days count weekends too, and the last number moves to the next business day', () => {
  const explained = explainTerm({ length: 3, unit: 'calendar_days' }, CO, '2026-03-19');
  expect(lines(explained)).toEqual([
    '03-19 - day_zero',
    '03-20 1 calendar_day',
    '03-21 2 calendar_day',
    '03-22 - weekend',
    '03-23 - holiday',
    '03-24 3 calendar_day',
  ]);
});
