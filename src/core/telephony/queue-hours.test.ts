import { expect, it } from 'vitest';
import type { Calendar } from '../deadlines/calendar.ts';
import { callBackDue } from './call-back.ts';
import { hoursOfQueue, openStretches, queueStanding } from './queue-hours.ts';

const labour_day = {
  on: '2026-05-01',
  is_business: false,
  kind: 'holiday' as const,
  name: 'Día del Trabajo',
  source: '',
};
const calendar: Calendar = {
  ...{ code: 'MX', version: '1', time_zone: 'America/Mexico_City', business_weekdays: [1, 2, 3, 4, 5] },
  ...{ covers_from: '2026-01-01', covers_until: '2026-12-31', days: new Map([['2026-05-01', labour_day]]) },
};
const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '18:00' }));
const city = { hours: new Map([['a/phone', week]]), calendars: new Map([['a', calendar]]) };
const queue = { authority_id: 'a', hours_from: 'channel' as const, own_hours: [] };

it('is open as the telephone of its authority, by a week of its own, or always', () => {
  const saturday = [{ weekday: 6, opens: '10:00', closes: '12:00' }];
  expect(hoursOfQueue(city, queue)?.hours).toBe(week);
  expect(hoursOfQueue(city, { ...queue, hours_from: 'own', own_hours: saturday })?.hours).toBe(saturday);
  expect(hoursOfQueue(city, { ...queue, hours_from: 'always', own_hours: saturday })).toBeNull();
  // Where nothing is kept nothing is told.
  expect(hoursOfQueue(city, { ...queue, authority_id: 'b' })).toBeNull();
  expect(queueStanding(null, '2026-05-01T16:00:00Z')).toBeNull();
});

it('is closed on a day off, and opens on the next day that counts', () => {
  const open = hoursOfQueue(city, queue)!;
  expect(openStretches(open, '2026-04-30', '2026-05-04')).toEqual([
    ['2026-04-30T15:00:00Z', '2026-05-01T00:00:00Z'],
    ['2026-05-04T15:00:00Z', '2026-05-05T00:00:00Z'],
  ]);
  expect(queueStanding(open, '2026-05-01T16:00:00Z')).toMatchObject({
    ...{ is_open: false, opens_at: '2026-05-04T15:00:00Z' },
  });
});

it('takes a day that the calendar does not reach for open', () => {
  expect(openStretches(hoursOfQueue(city, queue)!, '2027-01-01', '2027-01-01')).toEqual([
    ['2027-01-01T06:00:00Z', '2027-01-02T06:00:00Z'],
  ]);
});

it('has somebody who called at night called back after it opens', () => {
  const call = {
    direction: 'in',
    outcome: 'missed',
    ended_at: '2026-04-30T03:00:00Z',
    wait_s: 60,
    hasNumber: true,
  } as const;
  const rule = { calls_back: true, short_abandon_s: 5 };
  expect(callBackDue(call, { ...rule, opens_at: '2026-04-30T15:00:00Z' })).toBe('2026-04-30T16:00:00.000Z');
  expect(callBackDue(call, { ...rule, opens_at: null })).toBe('2026-04-30T04:00:00.000Z');
});
