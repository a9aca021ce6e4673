import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import { addSeconds, localDateOf, localTimeOf, secondsBetween, startOfDayInstant } from './plain-date.ts';

const zones = [
  'America/Mexico_City',
  'America/Bogota',
  'America/Tijuana',
  // Clocks that went back at a minute after midnight, at midnight, and over the date line.
  ...['America/St_Johns', 'America/Havana', 'Pacific/Apia'],
];
const instant = fc
  .date({ min: new Date('1925-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .chain((at) => fc.constantFrom(at.toISOString(), `${at.toISOString().slice(0, -1)}456+05:30`));

it('tells date, time and the start of a day as Temporal does', () => {
  fc.assert(
    fc.property(instant, fc.constantFrom(...zones), fc.integer({ min: -1e7, max: 1e7 }), (at, zone, more) => {
      const there = Temporal.Instant.from(at).toZonedDateTimeISO(zone);
      const date = there.toPlainDate();
      const inSeconds = { smallestUnit: 'second', roundingMode: 'floor' } as const;
      expect(localDateOf(at, zone)).toBe(date.toString());
      expect(localTimeOf(at, zone)).toBe(there.toPlainTime().toString({ smallestUnit: 'minute' }));
      const start = date.toZonedDateTime(zone).toInstant();
      expect(startOfDayInstant(date.toString(), zone)).toBe(start.toString(inSeconds));
      const later = there.toInstant().add({ seconds: more });
      expect(addSeconds(at, more)).toBe(later.toString(inSeconds));
    }),
    { numRuns: 300 },
  );
});

it('cuts fractions of a second before it counts, before 1970 as well', () => {
  expect(secondsBetween('1969-12-31T23:59:58.900Z', '1970-01-01T00:00:01.100Z')).toBe(3);
  expect(addSeconds('1969-12-31T23:59:58.900Z', 1)).toBe('1969-12-31T23:59:59Z');
});

it('throws for what is no instant', () => {
  expect(() => localDateOf('ayer', 'America/Bogota')).toThrow(RangeError);
  expect(() => addSeconds('', 1)).toThrow(RangeError);
});
