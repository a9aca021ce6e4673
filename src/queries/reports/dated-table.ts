import { addMonths } from '../../core/deadlines/plain-date.ts';
import { monthAndYear } from '../../core/language/format.ts';
import type { ReportTable } from '../../core/reports/contents.ts';
import { localeIn, worded, wordedBy } from '../../core/reports/words.ts';
import { columnsOf } from './columns.ts';
import { countMonths, type ReportSource } from './source.ts';

/** Received and resolved, month by month, up to now. */
export async function monthsTable(source: ReportSource): Promise<ReportTable> {
  const { city, period, today } = source;
  const counted = new Map((await countMonths(source)).map((one) => [one.month, one]));
  const months: string[] = [];
  for (let at = period.from; at <= period.to && at <= today; at = addMonths(at, 1)) months.push(at);
  return {
    ...{ code: 'meses', name: worded('report.table.meses'), first: worded('report.month'), drawing: 'trend' },
    columns: columnsOf(['received', 'resolved']),
    rows: months.map((at) => {
      const { received = 0, resolved = 0 } = counted.get(at.slice(0, 7)) ?? {};
      return {
        code: at.slice(0, 7),
        name: wordedBy((language) =>
          monthAndYear(at, { locale: localeIn(language, city.city.locale) }, true),
        ),
        cells: [received, resolved],
      };
    }),
  };
}
