import { describe, expect, test } from 'vitest';
import { calendarWith, closure, CO, MX } from '../../../test/calendars.ts';
import { OutsideCalendarCoverage, withinCoverage, type Calendar } from './calendar.ts';
import { dueOf, longestLengthOf, termInForce, type Term, type TermUnit } from './terms.ts';

const due = (calendar: Calendar, dayZero: string, [length, unit]: [number, TermUnit]) =>
  dueOf({ length, unit }, calendar, dayZero).due_on;

describe('business days from the day after day zero', () => {
  test.each([
    // F1, F2
    ['2026-03-17', 5, '2026-03-25'],
    ['2026-03-17', 10, '2026-04-01'],
    ['2026-03-17', 15, '2026-04-10'],
    ['2026-03-17', 30, '2026-05-04'],
    ['2026-03-27', 3, '2026-04-01'],
    ['2026-03-27', 10, '2026-04-14'],
    ['2026-03-27', 15, '2026-04-21'],
    ['2026-03-27', 30, '2026-05-13'],
    ['2026-12-18', 5, '2026-12-28'],
    ['2026-12-18', 10, '2027-01-05'],
    ['2026-12-18', 15, '2027-01-13'],
    ['2026-12-18', 30, '2027-02-03'],
    ['2026-06-05', 5, '2026-06-16'],
    ['2026-06-05', 15, '2026-07-01'],
  ])('Colombia, filed %s: %i days end on %s', (dayZero, days, expected) => {
    expect(due(CO, dayZero, [days, 'business_days'])).toBe(expected);
  });

  test.each([
    // F4, and the worked example of the command line
    ['2026-01-30', 5, '2026-02-09'],
    ['2026-09-11', 5, '2026-09-21'],
    // Received on a Saturday and counted from receipt
    ['2026-09-12', 5, '2026-09-21'],
    // F13: answer to an ARCO request, and its ten more days
    ['2026-04-01', 20, '2026-04-29'],
    ['2026-04-01', 30, '2026-05-14'],
  ])('Mexico, filed %s: %i days end on %s', (dayZero, days, expected) => {
    expect(due(MX, dayZero, [days, 'business_days'])).toBe(expected);
  });

  test('F4: a municipal winter break is jumped over', () => {
    const winter = calendarWith(MX, closure('2026-12-21', '2027-01-05'));
    expect(due(winter, '2026-12-18', [5, 'business_days'])).toBe('2027-01-12');
  });

  test('the deadline is the last second of the day in the zone of the calendar', () => {
    expect(dueOf({ length: 5, unit: 'business_days' }, MX, '2026-09-11').due_at).toBe('2026-09-22T05:59:59Z');
    expect(dueOf({ length: 5, unit: 'business_days' }, CO, '2026-03-17').due_at).toBe('2026-03-26T04:59:59Z');
  });
});

describe('terms by the calendar', () => {
  test.each<[string, [number, TermUnit], string]>([
    // F6: the month that lacks the day, then the Saturday it ends on
    ['2026-01-31', [1, 'months'], '2026-03-02'],
    ['2028-01-31', [1, 'months'], '2028-02-29'],
    ['2026-02-28', [1, 'months'], '2026-03-30'],
    // 30 days after 3 March is Maundy Thursday: Monday after Easter
    ['2026-03-03', [30, 'calendar_days'], '2026-04-06'],
    ['2026-03-03', [1, 'calendar_days'], '2026-03-04'],
  ])('Colombia, %s and %o ends on %s', (dayZero, length, expected) => {
    expect(due(CO, dayZero, length)).toBe(expected);
  });

  test('hours run on the wall clock, through a Sunday', () => {
    const start = { on: '2026-03-20', at: '2026-03-20T23:30:00Z' };
    expect(dueOf({ length: 72, unit: 'hours' }, CO, start)).toEqual({
      due_on: '2026-03-23',
      due_at: '2026-03-23T23:30:00Z',
    });
  });
});

describe('a date that the calendar does not cover', () => {
  test.each(['2006-12-31', '2050-12-30', '2051-01-01'])('is refused, not guessed: %s', (dayZero) => {
    expect(() => due(MX, dayZero, [5, 'business_days'])).toThrow(OutsideCalendarCoverage);
  });

  test('becomes a refusal at the door', () => {
    const answer = withinCoverage(() => due(MX, '2051-01-02', [5, 'business_days']));
    const details = {
      calendar: 'MX',
      on: '2051-01-02',
      covers_from: '2007-01-01',
      covers_until: '2050-12-31',
    };
    expect(answer).toEqual({ accepted: false, code: 'outside_calendar_coverage', details });
  });
});

const reply = (fields: Partial<Term>): Term => ({
  clock: 'reply',
  length: 5,
  unit: 'business_days',
  counting_rule: 'from_next_business_day',
  citation: 'de prueba',
  valid_from: '2020-01-01',
  ...fields,
});

describe('the term in force', () => {
  const ask = { kind: 'petition', service: 'bacheo', authority: 'GC', clock: 'reply', on: '2026-05-01' };

  test('is the one that names most, then service before authority before kind', () => {
    const general = reply({ length: 1 });
    const kind = reply({ kind: 'petition', length: 2 });
    const authority = reply({ authority: 'GC', length: 3 });
    const service = reply({ service: 'bacheo', length: 4 });
    const two = reply({ kind: 'petition', authority: 'GC', length: 5 });
    const ladder = [general, kind, authority, service, two];
    const found = ladder.map((_, index) => termInForce(ladder.slice(0, index + 1), ask)?.length);
    expect(found).toEqual([1, 2, 3, 4, 5]);
  });

  test('is none where every term names something else', () => {
    const terms = [
      reply({ clock: 'resolve' }),
      reply({ kind: 'queja' }),
      reply({ valid_from: '2026-05-02' }),
    ];
    expect(termInForce(terms, ask)).toBeUndefined();
  });

  test('F15: a rule valid from a day does not reach a filing of the day before', () => {
    const terms = [
      reply({ length: 5, valid_until: '2026-06-30' }),
      reply({ length: 10, valid_from: '2026-07-01' }),
    ];
    const found = (on: string) => termInForce(terms, { ...ask, on })?.length;
    expect([found('2026-06-30'), found('2026-07-01')]).toEqual([5, 10]);
  });

  test('a newer rule without an end to the older one wins from its first day', () => {
    const terms = [reply({ length: 5 }), reply({ length: 10, valid_from: '2026-07-01' })];
    expect(termInForce(terms, { ...ask, on: '2026-07-01' })?.length).toBe(10);
  });
});

test.each<[Partial<Term>, number]>([
  [{ length: 15, extension: { at_most_total_factor: 2, times: 1, before_expiry: true } }, 30],
  [{ length: 20, extension: { at_most_extra: 10, times: 1, before_expiry: true } }, 30],
  [{ length: 5, extension: { at_most_total_factor: 1.5, times: 1, before_expiry: true } }, 7],
  [{ length: 5 }, 5],
])('the longest a term may become: %o', (fields, longest) => {
  expect(longestLengthOf(reply(fields))).toBe(longest);
});
