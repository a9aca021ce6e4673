import { percentage, preciseShare, wholeNumber } from '../language/format.ts';
import { say, type Language } from '../language/sentences.ts';
import type { ReportColumn, ReportRow, ReportTable } from './contents.ts';

/** A cell as a person reads it; a dash where nothing can be said. */
export function cellText(
  { row, column, at }: { row: ReportRow; column: ReportColumn; at: number },
  { locale, language }: { locale: string; language: Language },
): string {
  const text = row.texts?.[at] ?? null;
  if (text !== null) return text[language];
  const value = row.cells[at] ?? null;
  if (value === null) return '—';
  switch (row.type ?? column.type) {
    case 'share':
      return percentage(value, { locale });
    case 'percent':
      return preciseShare(value, { locale });
    default:
      return wholeNumber(value, { locale });
  }
}

/** What is said in the place of all cells of a row that is hidden; null for one that is not. */
export function hiddenText(
  { is_hidden }: ReportRow,
  { columns }: ReportTable,
  language: Language,
): string | null {
  if (is_hidden !== true) return null;
  const isOfAnswers = columns.some(({ code }) => code === 'answers');
  return say(language, isOfAnswers ? 'report.few_answers' : 'report.hidden');
}
