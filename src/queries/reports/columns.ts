import type { SentenceKey } from '../../core/language/sentences.ts';
import type { CellType, ReportColumn } from '../../core/reports/contents.ts';
import { worded } from '../../core/reports/words.ts';
import type { Figures } from '../../core/statistics/figures.ts';

/** What a column may tell, and what its numbers are. */
const types = {
  ...{ received: 'count', replied: 'count', resolved: 'count', withdrawn: 'count', duplicates: 'count' },
  ...{ open: 'count', open_before: 'count', open_after: 'count' },
  ...{ filed: 'count', came: 'count', went: 'count' },
  ...{ share_replied_in_time: 'share', share_resolved_in_time: 'share', share_first_contact: 'share' },
  ...{ reply_median: 'days', reply_p90: 'days', resolve_median: 'days', resolve_p90: 'days' },
  ...{ value: 'count', year_before: 'count' },
  ...{ in_time: 'count', late: 'count', running: 'count', overdue: 'count', waiting: 'count' },
  ...{ stopped: 'count', without_term: 'count', share_in_time: 'share' },
  ...{ percent: 'percent', low: 'percent', high: 'percent', weighted: 'percent', answers: 'count' },
  ...{ found: 'count', still_open: 'count', passed: 'count', attended: 'count' },
  ...{ petitions: 'count', responsible: 'words', found_on: 'words', due_on: 'words', became: 'words' },
  ...{ closed: 'count', asked: 'count', cases: 'count' },
  ...{ contacts: 'count', without_petition: 'count' },
  ...{ access: 'count', denied: 'count', not_competent: 'count' },
} as const satisfies Record<string, CellType>;
export type ColumnCode = keyof typeof types;

/** Columns with their names and what they count. */
export const columnsOf = (codes: readonly ColumnCode[]): ReportColumn[] =>
  codes.map((code) => ({
    ...{ code, type: types[code] },
    name: worded(`report.column.${code}` as SentenceKey),
    definition: worded(`report.definition.${code}` as SentenceKey),
  }));

/** The figures of the board that have a column of their own. */
export type FigureCode = keyof Figures;

export const cellsOf = (figures: Figures, codes: readonly FigureCode[]): (number | null)[] =>
  codes.map((code) => figures[code]);

export const typeOf = (code: ColumnCode): CellType => types[code];
