import { percentage, preciseShare, wholeNumber } from '../language/format.ts';
import { say, type Language } from '../language/sentences.ts';
import type { ReportColumn, ReportRow } from './contents.ts';

/** A cell as a person reads it: a dash where nothing can be said, and said so where it is hidden. */
export function cellText(
  { row, column, at }: { row: ReportRow; column: ReportColumn; at: number },
  { language, locale }: { language: Language; locale: string },
): string {
  const value = row.cells[at] ?? null;
  if (value === null) return row.is_hidden === true ? say(language, 'report.hidden') : '—';
  switch (row.type ?? column.type) {
    case 'share':
      return percentage(value, { locale });
    case 'percent':
      return preciseShare(value, { locale });
    default:
      return wholeNumber(value, { locale });
  }
}
