import { expect, it } from 'vitest';
import { instantAt } from '../../core/deadlines/plain-date.ts';
import { instantFromWall, onTheWall } from './wall-clock.ts';

const zones = ['America/Mexico_City', 'America/Cancun', 'America/Tijuana', 'America/Bogota', 'Asia/Kolkata'];
/** An ordinary day, and the days on which Tijuana puts its clocks forward and back. */
const days = ['2026-01-31', '2026-03-08', '2026-11-01'];
const hours = ['00:00', '00:45', '01:30', '02:30', '03:00', '23:59'];

it('means by a clock of the city the instant that the rules mean, also where clocks change', () => {
  for (const time_zone of zones)
    for (const day of days)
      for (const hour of hours)
        expect(
          Date.parse(instantFromWall(`${day}T${hour}`, { time_zone })),
          `${time_zone} ${day} ${hour}`,
        ).toBe(Date.parse(instantAt(day, hour, time_zone)));
});

it('shows again what was typed', () => {
  for (const time_zone of zones)
    expect(onTheWall(instantFromWall('2026-04-07T09:05', { time_zone }), { time_zone })).toBe(
      '2026-04-07T09:05',
    );
});

it('refuses what is no date with its time', () => {
  expect(() => instantFromWall('', { time_zone: 'America/Cancun' })).toThrow(RangeError);
});
