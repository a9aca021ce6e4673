import { describe, expect, test } from 'vitest';
import { calendarWith, closure, CO, MX } from '../../../test/calendars.ts';
import { filingOf, type FilingRule } from './filing.ts';
import { isOpenAt, nextOpening, type OpeningHours } from './opening-hours.ts';
import { dueOf } from './terms.ts';

const OFFICE: OpeningHours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, opens: '08:00', closes: '12:00' },
  { weekday, opens: '13:00', closes: '17:00' },
]);

const bogota = (local: string) => `${local}:00-05:00`;

describe('F3: a petition of Sunday 20:00 before a holiday Monday', () => {
  const received_at = bogota('2026-03-22T20:00');

  test.each<[FilingRule, string, string]>([
    ['next_opening', '2026-03-24', '2026-04-16'],
    ['from_receipt', '2026-03-22', '2026-04-15'],
  ])('%s: filed on %s, 15 days end on %s', (rule, filed_on, due_on) => {
    const filing = filingOf({ received_at, rule, calendar: CO, hours: OFFICE });
    expect(filing.filed_on).toBe(filed_on);
    expect(dueOf({ length: 15, unit: 'business_days' }, CO, filing.filed_on).due_on).toBe(due_on);
  });
});

describe('filing at the next opening', () => {
  test.each([
    ['2026-03-17T09:00', '2026-03-17T09:00', 'in_hours'],
    ['2026-03-17T06:00', '2026-03-17T08:00', 'before_opening'],
    ['2026-03-17T12:30', '2026-03-17T13:00', 'before_opening'],
    ['2026-03-17T17:00', '2026-03-18T08:00', 'after_closing'],
    ['2026-03-20T18:00', '2026-03-24T08:00', 'after_closing'],
    ['2026-03-21T10:00', '2026-03-24T08:00', 'non_business_day'],
  ])('received %s is filed %s (%s)', (received, filed, why) => {
    const filing = filingOf({
      received_at: bogota(received),
      rule: 'next_opening',
      calendar: CO,
      hours: OFFICE,
    });
    expect({ at: Date.parse(filing.filed_at), why: filing.why }).toEqual({
      at: Date.parse(bogota(filed)),
      why,
    });
    expect(filing.moved).toBe(why !== 'in_hours');
  });

  test('without hours the whole of a business day is open', () => {
    const late = filingOf({ received_at: bogota('2026-03-17T23:59'), rule: 'next_opening', calendar: CO });
    expect(late).toMatchObject({ filed_on: '2026-03-17', moved: false });
    const sunday = filingOf({ received_at: bogota('2026-03-15T12:00'), rule: 'next_opening', calendar: CO });
    expect(sunday).toMatchObject({ filed_on: '2026-03-16', filed_at: '2026-03-16T05:00:00Z', moved: true });
  });

  test('a window that opens on Saturdays files nothing there', () => {
    const hours = [...OFFICE, { weekday: 6, opens: '09:00', closes: '13:00' }];
    const received_at = bogota('2026-03-14T10:00');
    expect(isOpenAt(hours, CO, received_at)).toBe(true);
    expect(filingOf({ received_at, rule: 'next_opening', calendar: CO, hours }).filed_on).toBe('2026-03-16');
  });

  test('the local date decides, not the date in UTC', () => {
    const received_at = '2026-09-12T04:30:00Z';
    expect(filingOf({ received_at, rule: 'from_receipt', calendar: MX }).filed_on).toBe('2026-09-11');
  });
});

describe('opening hours', () => {
  test('a closure shuts the office and the next opening is after it', () => {
    const calendar = calendarWith(CO, closure('2026-06-09', '2026-06-12'));
    const during = bogota('2026-06-09T09:00');
    expect(isOpenAt(OFFICE, calendar, during)).toBe(false);
    // Monday 15 is a holiday
    expect(nextOpening(OFFICE, calendar, during)).toBe('2026-06-16T13:00:00Z');
  });

  test('the minute of closing is closed, and no hours never open', () => {
    expect(isOpenAt(OFFICE, CO, bogota('2026-06-09T16:59'))).toBe(true);
    expect(isOpenAt(OFFICE, CO, bogota('2026-06-09T17:00'))).toBe(false);
    expect(nextOpening([], CO, bogota('2026-06-09T09:00'))).toBeNull();
  });
});
