import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { dayAndMonth, monthAndYear, wholeNumber } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import type { Step } from '../../core/statistics/period.ts';
import type { SeriesPoint } from '../../queries/public/statistics/series.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { behind, height, picture, rounded, table, width } from './picture.ts';

const [left, right, top, bottom] = [34, 10, 10, 26];

interface Line {
  readonly of: Exclude<keyof SeriesPoint, 'at'>;
  readonly name: SentenceKey;
  /** Class of its stroke and its mark. */
  readonly look: 'one' | 'two' | 'one before' | 'two before';
}

const lines: readonly Line[] = [
  { of: 'received', name: 'portal.board.figure.received', look: 'one' },
  { of: 'resolved', name: 'portal.board.figure.resolved', look: 'two' },
  { of: 'received_before', name: 'portal.board.received_before', look: 'one before' },
  { of: 'resolved_before', name: 'portal.board.resolved_before', look: 'two before' },
];

/** The lines of a series: those of a year before only where there was anything, and where they may be told. */
const linesOf = (series: readonly SeriesPoint[], with_before: boolean): readonly Line[] => {
  const known = with_before && series.some((point) => point.received_before + point.resolved_before > 0);
  return lines.filter(({ look }) => known || !look.endsWith('before'));
};

/**
 * What came and what was resolved, one line each: round marks and square ones; behind them, thin and without marks, the
 * same of a year before.
 */
export function trendChart(
  visit: Visit,
  { step, series }: { step: Step; series: readonly SeriesPoint[] },
  with_before: boolean,
): Html {
  const { say, manner } = visit;
  const label = (at: string) => (step === 'month' ? monthAndYear(at, manner, true) : dayAndMonth(at, manner));
  const title = say(`portal.board.trend_${step}` as SentenceKey);
  const drawn = linesOf(series, with_before);
  const says = say(drawn.length > 2 ? 'portal.board.trend_says_both' : 'portal.board.trend_says');
  const rows = series.map((point) => [
    label(point.at),
    ...drawn.map(({ of }) => wholeNumber(point[of], manner)),
  ]);
  const head = [say('portal.board.when'), ...drawn.map(({ name }) => say(name))];
  return html`<p class="legend">
      ${drawn.map(({ name, look }) => html`<span class="line-of ${look.replace('two', 'second')}">${say(name)}</span> `)}
    </p>
    ${picture({ id: 'tendencia', title, says, body: drawing(visit, { series, drawn }, label) })}
    ${behind(visit, title, table(title, head, rows))}`;
}

function drawing(
  { manner }: Visit,
  { series, drawn }: { series: readonly SeriesPoint[]; drawn: readonly Line[] },
  label: (at: string) => string,
): Html[] {
  const most = Math.max(4, ...series.flatMap((point) => drawn.map(({ of }) => point[of])));
  const x = scaleLinear([0, Math.max(1, series.length - 1)], [left, width - right]);
  const y = scaleLinear([0, most], [height - bottom, top]).nice(4);
  const path = (of: Line['of']) =>
    line<SeriesPoint>(
      (_, index) => rounded(x(index)),
      (point) => rounded(y(point[of])),
    )([...series]) ?? '';
  const ends = series.length > 1 ? [0, Math.floor((series.length - 1) / 2), series.length - 1] : [0];
  return [
    ...y.ticks(4).map((tick) => {
      const at = rounded(y(tick));
      return html`<line class="grid" x1="${left}" x2="${width - right}" y1="${at}" y2="${at}" />
        <text class="end" x="${left - 5}" y="${at + 3.5}">${wholeNumber(tick, manner)}</text>`;
    }),
    ...ends.map(
      (index, place) =>
        html`<text class="${['', 'middle', 'end'][place] ?? ''}" x="${rounded(x(index))}" y="${height - 8}">
          ${label(series[index]?.at ?? '')}
        </text>`,
    ),
    // The year before lies behind.
    ...drawn.toReversed().map(({ of, look }) => html`<path class="line ${look}" d="${path(of)}" />`),
    ...series.map((point, index) =>
      marks(rounded(x(index)), rounded(y(point.received)), rounded(y(point.resolved))),
    ),
  ];
}

const marks = (x: number, received: number, resolved: number): Html =>
  html`<circle class="mark one" cx="${x}" cy="${received}" r="3" /><rect
      class="mark two"
      x="${rounded(x - 2.6)}"
      y="${rounded(resolved - 2.6)}"
      width="5.2"
      height="5.2"
    />`;
