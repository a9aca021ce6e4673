import { expect, test } from 'vitest';
import type { Calendar } from '../deadlines/calendar.ts';
import { channelStanding, hoursFaults, standingAt, weekOf } from './standing.ts';

const calendar: Calendar = {
  ...{ code: 'x', version: '1', time_zone: 'America/Mexico_City', business_weekdays: [1, 2, 3, 4, 5] },
  ...{ covers_from: '2026-01-01', covers_until: '2026-12-31' },
  days: new Map([
    ['2026-09-16', { on: '2026-09-16', is_business: false, kind: 'holiday', name: 'Fiesta', source: 'LFT' }],
  ]),
};
const day = (weekday: number, opens = '09:00', closes = '18:00') => ({ weekday, opens, closes });
const office = [1, 2, 3, 4, 5].map((one) => day(one));

test('says until when it is open, and when it opens', () => {
  // Friday 11 September 2026, 10:00 and 18:00 in Mexico City.
  expect(standingAt(office, calendar, '2026-09-11T16:00:00.000Z')).toEqual({
    ...{ is_open: true, opens_at: null, closes_at: '2026-09-12T00:00:00Z' },
  });
  const monday = { is_open: false, closes_at: null, opens_at: '2026-09-14T15:00:00Z' };
  expect(standingAt(office, calendar, '2026-09-12T00:00:00.000Z')).toEqual(monday);
});

test('a holiday is jumped over, a break at midday is a closing, and stretches without a gap are one', () => {
  expect(standingAt(office, calendar, '2026-09-16T16:00:00.000Z')?.opens_at).toBe('2026-09-17T15:00:00Z');
  const broken = [day(5, '09:00', '14:00'), day(5, '16:00', '18:00')];
  expect(standingAt(broken, calendar, '2026-09-11T16:00:00.000Z')?.closes_at).toBe('2026-09-11T20:00:00Z');
  expect(standingAt(broken, calendar, '2026-09-11T20:30:00.000Z')?.opens_at).toBe('2026-09-11T22:00:00Z');
  const joined = [day(5, '14:00', '18:00'), day(5, '09:00', '14:00')];
  expect(standingAt(joined, calendar, '2026-09-11T16:00:00.000Z')?.closes_at).toBe('2026-09-12T00:00:00Z');
});

test('tells nothing where no hours are kept or the calendar ends', () => {
  expect(standingAt([], calendar, '2026-09-11T16:00:00.000Z')).toBeNull();
  expect(standingAt(office, calendar, '2027-09-11T16:00:00.000Z')).toBeNull();
  const city = { hours: new Map([['a/phone', office]]), calendars: new Map([['a', calendar]]) };
  const now = '2026-09-11T16:00:00.000Z';
  expect(channelStanding(city, { authority_id: 'a', channel: 'phone' }, now)?.is_open).toBe(true);
  expect(channelStanding(city, { authority_id: 'a', channel: 'counter' }, now)).toBeNull();
  expect(channelStanding(city, { authority_id: 'b', channel: 'phone' }, now)).toBeNull();
});

test('says a week as people do, and finds hours that cannot be', () => {
  expect(weekOf([...office, day(6, '09:00', '13:00')])).toEqual([
    { from: 1, until: 5, hours: [{ opens: '09:00', closes: '18:00' }] },
    { from: 6, until: 6, hours: [{ opens: '09:00', closes: '13:00' }] },
  ]);
  expect(hoursFaults(office)).toEqual({});
  expect(hoursFaults([day(1), day(1, '17:00', '19:00'), day(2, '18:00', '09:00')])).toEqual({
    ...{ 'hours.1': 'hours_overlap', 'hours.2': 'hours_inverted' },
  });
});
