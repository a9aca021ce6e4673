import { expect, it } from 'vitest';
import { nextDigestAt, toldUntil } from './digest.ts';

const zone = 'America/Mexico_City';

it.each([
  // Wednesday, ten in the morning; one minute before midnight; Sunday night, which is Monday in UTC; a Monday.
  ['2026-04-29T16:00:00Z', 'day', '2026-04-30T13:00:00Z'],
  ['2026-04-30T05:59:00Z', 'day', '2026-04-30T13:00:00Z'],
  ['2026-04-29T16:00:00Z', 'week', '2026-05-04T13:00:00Z'],
  ['2026-05-04T05:00:00Z', 'week', '2026-05-04T13:00:00Z'],
  ['2026-05-04T13:00:00Z', 'week', '2026-05-11T13:00:00Z'],
] as const)('after %s each %s comes %s', (now, frequency, at) => {
  expect(Date.parse(nextDigestAt(now, frequency, zone))).toBe(Date.parse(at));
});

it('keeps the hour of the city when its clocks change', () => {
  expect(Date.parse(nextDigestAt('2026-03-07T18:00:00Z', 'day', 'America/New_York'))).toBe(
    Date.parse('2026-03-08T11:00:00Z'),
  );
});

it('leaves the last minutes for the next time', () => {
  expect(Date.parse(toldUntil('2026-04-30T13:00:00.000Z'))).toBe(Date.parse('2026-04-30T12:55:00Z'));
});
