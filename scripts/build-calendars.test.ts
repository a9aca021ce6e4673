import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { calendarFromYaml } from '../src/cli/calendars.ts';
import { calendarYaml, COUNTRIES } from './build-calendars.ts';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

const days = Object.fromEntries(
  COUNTRIES.map(({ code }) => [
    code,
    [...calendarFromYaml(read(`packs/calendars/${code}.yaml`), code).days.keys()],
  ]),
);

const datesOf = (code: string, year: number) => days[code]?.filter((on) => on.startsWith(String(year))) ?? [];

test.each(COUNTRIES.map((country) => [country.code, country] as const))(
  'the committed calendar %s is what the script writes',
  (code, country) => {
    expect(read(`packs/calendars/${code}.yaml`)).toBe(calendarYaml(country));
  },
);

test.each(['MX', 'CO'])('%s has the same dates as an independent list, 2007 to 2040', (code) => {
  const independent = Object.keys(JSON.parse(read(`test/fixtures/holidays/${code}.json`)));
  const years = Array.from({ length: 34 }, (_, index) => 2007 + index);
  expect(independent.length).toBeGreaterThan(230);
  expect(years.flatMap((year) => datesOf(code, year))).toEqual(independent.sort());
});

// Ley 51 de 1983, with 9 July moved to Monday since Ley 2578 de 2026.
const COLOMBIA = {
  2026:
    '01-01 01-12 03-23 04-02 04-03 05-01 05-18 06-08 06-15 06-29 07-13 07-20 08-07 08-17 10-12 11-02 11-16 ' +
    '12-08 12-25',
  2027:
    '01-01 01-11 03-22 03-25 03-26 05-01 05-10 05-31 06-07 07-05 07-12 07-20 08-07 08-16 10-18 11-01 11-15 ' +
    '12-08 12-25',
};

test.each(Object.entries(COLOMBIA))('Colombia %s is the list of the law', (year, list) => {
  expect(datesOf('CO', Number(year))).toEqual(list.split(' ').map((day) => `${year}-${day}`));
});

test('Mexico: the change of federal executive is 1 December until 2018 and 1 October from 2024', () => {
  expect(datesOf('MX', 2018)).toContain('2018-12-01');
  expect(datesOf('MX', 2024)).toContain('2024-10-01');
  expect(datesOf('MX', 2024)).not.toContain('2024-12-01');
  expect(datesOf('MX', 2026)).toHaveLength(7);
});

test('Easter Sunday and bank holidays are not in the lists', () => {
  expect(datesOf('CO', 2026)).not.toContain('2026-04-05');
  expect(datesOf('MX', 2026)).not.toContain('2026-04-02');
});
