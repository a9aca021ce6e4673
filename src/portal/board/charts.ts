import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import {
  dayAndMonth,
  monthAndYear,
  percentage,
  weekdayName,
  wholeNumber,
} from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { AGES } from '../../queries/public/statistics/ends.ts';
import type { SeriesPoint } from '../../queries/public/statistics/series.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

// Pictures for the eye, each with its numbers in a table behind it. Colours and strokes are in the style sheet; nothing
// depends on colour alone.

const width = 400;
const height = 210;
const [left, right, top, bottom] = [34, 10, 10, 26];

interface Drawn {
  readonly id: string;
  readonly title: string;
  readonly says: string;
  readonly body: readonly Html[];
  readonly height?: number;
}

function picture({ id, title, says, body, height: own = height }: Drawn): Html {
  return html`<svg
    class="chart"
    viewBox="0 0 ${width} ${own}"
    role="img"
    aria-labelledby="${id}-titulo ${id}-dice"
  >
    <title id="${id}-titulo">${title}</title>
    <desc id="${id}-dice">${says}</desc>
    ${body}
  </svg>`;
}

/** The numbers of a picture, for whoever reads them or has them read. */
function behind({ say }: Visit, title: string, table: Html): Html {
  return html`<details class="numbers">
    <summary>${say('portal.board.see_numbers')}</summary>
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="${say('portal.board.table_of', { what: title })}"
    >
      ${table}
    </div>
  </details>`;
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<table class="figures">
    <caption class="visually-hidden">
      ${caption}
    </caption>
    <thead>
      <tr>
        ${head.map((text) => html`<th scope="col">${text}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((text) => html`<td>${text}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const rounded = (number: number): number => Math.round(number * 10) / 10;

type Step = 'day' | 'week' | 'month';
type Label = (at: string) => string;

/** What came and what was resolved, one line each: round marks and square ones. */
export function trendChart(visit: Visit, step: Step, series: readonly SeriesPoint[]): Html {
  const { say, manner } = visit;
  const label: Label = (at) => (step === 'month' ? monthAndYear(at, manner, true) : dayAndMonth(at, manner));
  const title = say(`portal.board.trend_${step}` as SentenceKey);
  const [one, two] = [say('portal.board.figure.received'), say('portal.board.figure.resolved')];
  const rows = series.map(({ at, received, resolved }) => [
    label(at),
    wholeNumber(received, manner),
    wholeNumber(resolved, manner),
  ]);
  return html`<p class="legend">
      <span class="line-of one">${one}</span> <span class="line-of second">${two}</span>
    </p>
    ${picture({ id: 'tendencia', title, says: say('portal.board.trend_says'), body: trendLines(visit, series, label) })}
    ${behind(visit, title, table(title, [say('portal.board.when'), one, two], rows))}`;
}

function trendLines({ manner }: Visit, series: readonly SeriesPoint[], label: Label): Html[] {
  const most = Math.max(4, ...series.flatMap(({ received, resolved }) => [received, resolved]));
  const x = scaleLinear([0, Math.max(1, series.length - 1)], [left, width - right]);
  const y = scaleLinear([0, most], [height - bottom, top]).nice(4);
  const path = (what: 'received' | 'resolved') =>
    line<SeriesPoint>(
      (_, index) => rounded(x(index)),
      (point) => rounded(y(point[what])),
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
    html`<path class="line one" d="${path('received')}" /><path class="line two" d="${path('resolved')}" />`,
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

/** When they come: a row for each weekday, a column for each hour; the darker, the more. */
export function hoursChart(visit: Visit, hours: readonly number[]): Html {
  const { say, manner } = visit;
  const most = Math.max(1, ...hours);
  const [cell, tall, side] = [14.8, 19, 40];
  const body = [
    ...[1, 2, 3, 4, 5, 6, 7].map(
      (day) =>
        html`<text x="2" y="${(day - 1) * tall + 14}">${weekdayName(day, manner, true)}</text>
          ${hours.slice((day - 1) * 24, day * 24).map((n, hour) => html`<rect class="heat h${strength(n, most)}" x="${rounded(side + hour * cell)}" y="${(day - 1) * tall}" width="13.8" height="18" rx="2" />`)}`,
    ),
    ...[0, 6, 12, 18, 23].map(
      (hour) =>
        html`<text class="middle" x="${rounded(side + hour * cell + 7)}" y="${7 * tall + 12}">${hour}</text>`,
    ),
  ];
  const title = say('portal.board.hours');
  const sum = hours.reduce((all, n) => all + n, 0);
  const busiest = hours.indexOf(Math.max(...hours));
  const says =
    sum === 0
      ? say('portal.board.nothing')
      : say('portal.board.hours_says', {
          day: weekdayName(Math.floor(busiest / 24) + 1, manner),
          hour: `${busiest % 24}:00`,
          share: percentage((hours[busiest] ?? 0) / sum, manner),
        });
  const days = [1, 2, 3, 4, 5, 6, 7];
  const rows = Array.from({ length: 24 }, (_, hour) => [
    `${hour}:00`,
    ...days.map((day) => wholeNumber(hours[(day - 1) * 24 + hour] ?? 0, manner)),
  ]);
  const head = [say('portal.board.hour'), ...days.map((day) => weekdayName(day, manner, true))];
  return html`<p class="soft">${says}</p>
    ${picture({ id: 'horas', title, says, body, height: 7 * tall + 16 })}
    ${behind(visit, title, table(title, head, rows))}`;
}

/** One of six shades: none for nothing. */
export const strength = (n: number, most: number): number =>
  n === 0 ? 0 : Math.max(1, Math.ceil((n / most) * 5));

/** How long those wait that have no outcome yet. */
export function agesChart(visit: Visit, ages: readonly number[]): Html {
  const { say, manner } = visit;
  const all = ages.reduce((sum, n) => sum + n, 0);
  const x = scaleLinear([0, Math.max(1, ...ages)], [0, 210]);
  const names = ages.map((_, index) => ageName(visit, index));
  const body = names.map(
    (name, index) =>
      html`<text x="2" y="${index * 34 + 22}">${name}</text>
        <rect
          class="bar"
          x="120"
          y="${index * 34 + 6}"
          width="${rounded(x(ages[index] ?? 0))}"
          height="24"
          rx="3"
        />
        <text x="${rounded(126 + x(ages[index] ?? 0))}" y="${index * 34 + 22}">
          ${wholeNumber(ages[index] ?? 0, manner)}
        </text>`,
  );
  const title = say('portal.board.ages');
  const rows = names.map((name, index) => [
    name,
    wholeNumber(ages[index] ?? 0, manner),
    all === 0 ? '—' : percentage((ages[index] ?? 0) / all, manner),
  ]);
  const head = [say('portal.board.waits'), say('portal.board.figure.open'), say('portal.board.share')];
  return html`${picture({ id: 'antiguedad', title, says: say('portal.board.ages_says'), body, height: ages.length * 34 + 4 })}
  ${behind(visit, title, table(title, head, rows))}`;
}

function ageName({ say }: Visit, index: number): string {
  const [from, next] = [index === 0 ? 0 : AGES[index - 1]!, AGES[index]];
  return next === undefined
    ? say('portal.board.age_more', { from: from - 1 })
    : say('portal.board.age', { from, to: next - 1 });
}
