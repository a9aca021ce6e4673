import { expect, test } from 'vitest';
import type { Calendar } from '../deadlines/calendar.ts';
import { callTimes } from './call-times.ts';

const calendar: Calendar = {
  ...{ code: 'x', version: '1', time_zone: 'America/Mexico_City', business_weekdays: [1, 2, 3, 4, 5] },
  ...{ covers_from: '2026-01-01', covers_until: '2026-09-18' },
  days: new Map([
    ['2026-09-16', { on: '2026-09-16', is_business: false, kind: 'holiday', name: 'Fiesta', source: 'LFT' }],
  ]),
};
const office = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '14:00' }));
const told = (now: string, hours = office) =>
  callTimes(hours, calendar, now).map(({ on, opens, closes }) => `${on} ${opens}–${closes}`);

test('the hours in pieces of two hours, without what is over, holidays, or what the calendar does not reach', () => {
  // Monday 14 September 2026, 10:40 in Mexico City: too late for the first piece.
  const rest = ['2026-09-15', '2026-09-17', '2026-09-18'];
  expect(told('2026-09-14T16:40:00.000Z')).toEqual([
    '2026-09-14 11:00–14:00',
    ...rest.flatMap((on) => [`${on} 09:00–11:00`, `${on} 11:00–14:00`]),
  ]);
  const [first] = callTimes(office, calendar, '2026-09-12T16:00:00.000Z');
  expect(first).toMatchObject({ from: '2026-09-14T15:00:00Z', until: '2026-09-14T17:00:00Z' });
});

test('short stretches stay whole, and without hours nobody is called', () => {
  const short = [{ weekday: 1, opens: '10:00', closes: '10:45' }];
  expect(told('2026-09-14T12:00:00.000Z', short)).toEqual(['2026-09-14 10:00–10:45']);
  expect(told('2026-09-14T12:00:00.000Z', [])).toEqual([]);
});
