import type { GroupFigures } from '../../queries/public/satisfaction.ts';
import { html, type Html } from '../layout/raw.ts';

const [width, height, left, right, bottom] = [640, 220, 64, 40, 32];

/**
 * Satisfaction month by month: a point and its 95 % interval, on a scale from 0 to 100 %. Months with too few answers
 * leave a gap. The table behind it says the same.
 */
export function trendChart(
  months: readonly GroupFigures[],
  words: { readonly title: string; readonly text: string; readonly nameOf: (month: string) => string },
): Html {
  const step = (width - left - right) / Math.max(1, months.length);
  const x = (at: number) => Math.round(left + step * (at + 0.5));
  const y = (percent: number) => Math.round((height - bottom - 10) * (1 - percent / 100) + 10);
  const points = months.flatMap(({ figures: { satisfaction } }, at) =>
    satisfaction === null ? [] : [{ at, ...satisfaction }],
  );
  const every = Math.ceil(months.length / 6);
  return html`<svg
    class="chart months"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-labelledby="tendencia-t tendencia-d"
  >
    <title id="tendencia-t">${words.title}</title>
    <desc id="tendencia-d">${words.text}</desc>
    ${[0, 25, 50, 75, 100].map(
      (line) =>
        html`<line class="grid" x1="${left}" x2="${width - 8}" y1="${y(line)}" y2="${y(line)}" />
          <text x="${left - 8}" y="${y(line) + 4}" class="end">${line} %</text>`,
    )}
    ${points.map(
      ({ at, low, high }) =>
        html`<line class="interval" x1="${x(at)}" x2="${x(at)}" y1="${y(low)}" y2="${y(high)}" />`,
    )}
    <polyline
      class="line plain"
      points="${points.map(({ at, percent }) => `${x(at)},${y(percent)}`).join(' ')}"
    />
    ${points.map(({ at, percent }) => html`<circle class="mark plain" cx="${x(at)}" cy="${y(percent)}" r="4" />`)}
    ${months.map(({ key }, at) =>
      at % every === 0
        ? html`<text x="${x(at)}" y="${height - 6}" class="middle">${words.nameOf(key)}</text>`
        : null,
    )}
  </svg>`;
}
