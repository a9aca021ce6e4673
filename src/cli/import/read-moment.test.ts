import { expect, test } from 'vitest';
import { instantOf, readDate, readTime } from './read-moment.ts';

test.each([
  ['iso', '2024-02-07', '2024-02-07', null, null],
  ['iso', '2024-02-07T15:05:30Z', '2024-02-07', '15:05:30', 'Z'],
  ['iso', '2021-06-11T12:42:22+0000', '2021-06-11', '12:42:22', '+00:00'],
  ['iso', '2024-02-07 15:05:30.123', '2024-02-07', '15:05:30', null],
  ['dd/mm/yyyy', '7/2/2024 3:05 PM', '2024-02-07', '15:05:00', null],
  ['dd/mm/yyyy', '07-02-24', '2024-02-07', null, null],
  ['mm/dd/yyyy', '04/12/2018 11:11:26 AM', '2018-04-12', '11:11:26', null],
  ['yyyy/mm/dd', '2024/02/07', '2024-02-07', null, null],
  ['yyyymmdd', '20240207', '2024-02-07', null, null],
  ['dd-mmm-yyyy', '07-feb-2024', '2024-02-07', null, null],
  ['dd-mmm-yyyy', '7 de septiembre de 2024', '2024-09-07', null, null],
  ['excel', '45329', '2024-02-07', null, null],
  ['excel', '45329.628472222', '2024-02-07', '15:05:00', null],
  ['excel', '45329,9999999', '2024-02-08', '00:00:00', null],
] as const)('%s reads %s', (format, text, ...[on, time, offset]) => {
  expect(readDate(text, format)).toEqual({ on, time, offset });
});

test.each([
  ['iso', '2024-02-30'],
  ['iso', '2024-02-07 25:00'],
  ['dd/mm/yyyy', '02/13/2024'],
  ['mm/dd/yyyy', '13/02/2024'],
  ['yyyymmdd', '20241345'],
  ['dd-mmm-yyyy', '07-xyz-2024'],
  ['iso', 'ayer'],
  ['excel', '2024-02-07'],
  ['excel', '123'],
] as const)('%s refuses %s', (format, text) => {
  expect(readDate(text, format)).toBeNull();
});

test.each([
  ['12:00 a. m.', '00:00:00'],
  ['12:30 p.m.', '12:30:00'],
  ['7:05', '07:05:00'],
  ['19h05', '19:05:00'],
  ['09:15:30 hrs', '09:15:30'],
  ['13:00 PM', null],
  ['24:00', null],
  ['', null],
])('the time %j is %s', (text, time) => {
  expect(readTime(text)).toBe(time);
});

test('a date that carries its own zone keeps it; others are of the zone of the mapping', () => {
  const own = readDate('2024-02-07T15:05:30-06:00', 'iso')!;
  expect(instantOf(own, own.time!, 'America/Argentina/Buenos_Aires')).toBe('2024-02-07T21:05:30Z');
  const bare = readDate('2024-02-07', 'iso')!;
  expect(instantOf(bare, '15:05:30', 'America/Argentina/Buenos_Aires')).toBe('2024-02-07T18:05:30Z');
});
