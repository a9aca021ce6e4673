import type { SentenceKey } from '../../core/language/sentences.ts';
import type { Drawing, ReportRow, ReportTable } from '../../core/reports/contents.ts';
import { hiddenTogether, hideFew, type SizedRow } from '../../core/reports/few.ts';
import { mayNamePersons } from '../../core/statistics/masking.ts';
import { worded } from '../../core/reports/words.ts';
import { figuresOf, type Figures } from '../../core/statistics/figures.ts';
import { addTally, emptyTally, type Tally } from '../../core/statistics/tally.ts';
import type { Filter } from '../public/statistics/asked.ts';
import { cellsOf, columnsOf, typeOf, type FigureCode } from './columns.ts';
import { valueNamed } from './names.ts';
import type { ReportSource, Tallies } from './source.ts';

/** Everything that was counted, whatever it was told apart by. */
export function sumOf(tallies: Tallies): Tally {
  const sum = emptyTally();
  for (const tally of tallies.values()) addTally(sum, tally);
  return sum;
}

/** How many petitions stand behind the figures, at least: as on the board. */
const sizeOf = ({ received, replied, resolved }: Figures): number => Math.max(received, replied, resolved);

export interface TableWanted {
  readonly by: Filter;
  /** Of its file. */
  readonly code: string;
  readonly columns: readonly FigureCode[];
  readonly drawing?: Drawing;
}

/** A row for each value of what is told apart, the largest first, and their total; small ones hidden as on the board. */
export function tableBy(source: ReportSource, tallies: Tallies, wanted: TableWanted): ReportTable {
  const { by, code, columns, drawing = 'bars' } = wanted;
  const sized: SizedRow[] = [...tallies].map(([value, tally]) => {
    const figures = figuresOf(tally);
    return {
      size: sizeOf(figures),
      row: { ...valueNamed(source.city, by, value), cells: cellsOf(figures, columns) },
    };
  });
  sized.sort(
    (one, other) => (other.row.cells[0] ?? 0) - (one.row.cells[0] ?? 0) || byCode(one.row, other.row),
  );
  const hides = mayNamePersons([...(source.authority_id === null ? [] : ['authority']), by]);
  const name = worded(`report.table.${code}` as SentenceKey);
  return {
    ...{ code, name, drawing, columns: columnsOf(columns) },
    first: worded(`portal.board.dimension.${by}` as SentenceKey),
    rows: [
      ...(hides ? withHidden(sized, columns) : sized.map(({ row }) => row)),
      totalRow(cellsOf(figuresOf(sumOf(tallies)), columns)),
    ],
  };
}

/** Hidden rows come last, so that their place tells nothing, and then what they come to together. */
function withHidden(sized: readonly SizedRow[], columns: readonly FigureCode[]): ReportRow[] {
  const rows = hideFew(sized);
  const hidden = rows.filter(({ is_hidden }) => is_hidden).sort(byCode);
  const together = columns.map((code, at) => (typeOf(code) === 'count' ? hiddenTogether(sized, at) : null));
  const rest = { code: '', name: worded('report.hidden_together'), cells: together };
  const isTold = hidden.length > 0 && together.some((cell) => cell !== null);
  return [...rows.filter(({ is_hidden }) => is_hidden !== true), ...hidden, ...(isTold ? [rest] : [])];
}

const byCode = (one: { code: string }, other: { code: string }): number => (one.code < other.code ? -1 : 1);

export const totalRow = (cells: readonly (number | null)[]): ReportRow => ({
  ...{ code: '', name: worded('report.total'), cells, is_total: true },
});

const summed = [
  ...(['received', 'replied', 'resolved', 'withdrawn', 'duplicates', 'share_replied_in_time'] as const),
  ...(['share_resolved_in_time', 'share_first_contact', 'reply_median', 'reply_p90'] as const),
  ...(['resolve_median', 'resolve_p90'] as const),
];

/** The figures of the period and of the same days a year before, one a row. */
export function summaryTable(figures: Figures, before: Figures): ReportTable {
  const has = sizeOf(before) > 0;
  return {
    ...{ code: 'resumen', name: worded('report.table.resumen'), first: worded('report.figure') },
    columns: columnsOf(['value', 'year_before']),
    rows: columnsOf(summed).map(({ code, name, type, definition }) => {
      const figure = code as FigureCode;
      return { code, name, definition, type, cells: [figures[figure], has ? before[figure] : null] };
    }),
    drawing: 'none',
  };
}
