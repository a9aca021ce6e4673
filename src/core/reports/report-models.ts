import { addDays, addMonths, type PlainDate } from '../deadlines/plain-date.ts';
import type { Period } from '../statistics/period.ts';

/** The reports that a city makes: what it did, the PQRSD of Colombia, and the three clocks of Mexico City. */
export const reportModels = ['management', 'pqrsd', 'three_clocks'] as const;
export type ReportModel = (typeof reportModels)[number];

/** Which reports a city has, by the country whose law asks for them. */
export function modelsOf(country: string): readonly ReportModel[] {
  if (country === 'CO') return ['management', 'pqrsd'];
  return country === 'MX' ? ['management', 'three_clocks'] : ['management'];
}

/** A year (`2025`) or a quarter of one (`2025-T3`), as addresses and files have it. */
export type PeriodCode = string;

const pattern = /^(20\d{2})(?:-T([1-4]))?$/;

/** The days of a year or a quarter; null for what is neither. */
export function readReportPeriod(code: string): Period | null {
  const [, year, quarter] = pattern.exec(code) ?? [];
  if (year === undefined) return null;
  const from = quarter === undefined ? `${year}-01-01` : `${year}-${firstMonths[Number(quarter) - 1]}-01`;
  return { from, to: addDays(addMonths(from, quarter === undefined ? 12 : 3), -1) };
}

const firstMonths = ['01', '04', '07', '10'] as const;

/** The year and the quarter in which a day lies, and those before it, newest first: what can be reported on that day. */
export function periodsUntil(today: PlainDate, years: number): readonly PeriodCode[] {
  const this_year = Number(today.slice(0, 4));
  return Array.from({ length: years }, (_, back) => String(this_year - back)).flatMap((year) =>
    [year, ...[4, 3, 2, 1].map((quarter) => `${year}-T${quarter}`)].filter(
      (code) => (readReportPeriod(code)?.from ?? today) <= today,
    ),
  );
}
