import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { dateOfDayNumber, dayNumberOf } from './day-number.ts';

const EPOCH = Temporal.PlainDate.from('1970-01-01');

test('agrees with Temporal on every day of four centuries, and back', () => {
  let date = Temporal.PlainDate.from('1800-01-01');
  for (let number = EPOCH.until(date).days; date.year < 2200; number += 1, date = date.add({ days: 1 })) {
    const text = date.toString();
    if (dayNumberOf(text) !== number || dateOfDayNumber(number) !== text)
      expect([text, dateOfDayNumber(number)]).toEqual([dayNumberOf(text), number]);
  }
});

test('agrees with Temporal on any date of four digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (number) => {
      const text = EPOCH.add({ days: number }).toString();
      expect([dateOfDayNumber(number), dayNumberOf(text)]).toEqual([text, number]);
    }),
  );
});

test('a year of five digits is no date here', () => {
  expect(dateOfDayNumber(2_932_896)).toBe('9999-12-31');
  expect(() => dateOfDayNumber(2_932_897)).toThrow(RangeError);
  expect(() => dateOfDayNumber(Number.NaN)).toThrow(RangeError);
});
