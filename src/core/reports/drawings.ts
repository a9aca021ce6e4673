import { wholeNumber } from '../language/format.ts';
import type { Language } from '../language/sentences.ts';
import type { DrawnMap, ReportTable } from './contents.ts';

// Pictures as geometry, so that the page and the paper draw the same. Each has its numbers in the table beside it.

export interface Tick {
  readonly y: number;
  readonly value: number;
}

export interface Trend {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly right: number;
  readonly ticks: readonly Tick[];
  /** The paths of the first column and of the second, with the points on them. */
  readonly lines: readonly {
    readonly path: string;
    readonly points: readonly (readonly [number, number])[];
  }[];
  readonly labels: readonly {
    readonly x: number;
    readonly row: number;
    readonly anchor: 'start' | 'middle' | 'end';
  }[];
}

const [width, height, left, right, top, bottom] = [480, 200, 46, 12, 10, 26] as const;

/** Two lines over the rows of a table; null for fewer than two rows, which make no line. */
export function trendOf({ rows }: ReportTable): Trend | null {
  if (rows.length < 2) return null;
  const step = niceStep(
    Math.max(4, ...rows.flatMap(({ cells }) => cells.slice(0, 2).map((cell) => cell ?? 0))),
  );
  const most = step * 4;
  const x = (row: number) => rounded(left + ((width - left - right) * row) / (rows.length - 1));
  const y = (value: number) => rounded(height - bottom - ((height - top - bottom) * value) / most);
  const lines = [0, 1].map((column) => {
    const points = rows.map(({ cells }, row) => [x(row), y(cells[column] ?? 0)] as const);
    return { points, path: `M${points.map((point) => point.join(' ')).join('L')}` };
  });
  const [middle, last] = [Math.floor((rows.length - 1) / 2), rows.length - 1];
  return {
    ...{ width, height, left, right: width - right, lines },
    ticks: [0, 1, 2, 3, 4].map((at) => ({ y: y(at * step), value: at * step })),
    labels: [
      { x: x(0), row: 0, anchor: 'start' },
      ...(middle > 0 ? [{ x: x(middle), row: middle, anchor: 'middle' as const }] : []),
      { x: x(last), row: last, anchor: 'end' },
    ],
  };
}

const rounded = (number: number): number => Math.round(number * 10) / 10;

/** A round quarter of a scale that holds the largest number. */
function niceStep(most: number): number {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const lead = [1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10;
  return Math.max(1, Math.ceil(lead * power));
}

export interface MapShape {
  readonly path: string;
  readonly row: number | null;
  /** One of six shades, none for nothing; null where the number is hidden. */
  readonly strength: number | null;
}

/** The zones of the map by the first column of the table; null where there is no map, or its numbers are few. */
export function mapShapes({ rows }: ReportTable, map: DrawnMap | null): readonly MapShape[] | null {
  if (map === null) return null;
  const zoned = rows.filter(({ is_total }) => !is_total);
  const most = Math.max(1, ...zoned.map(({ cells }) => cells[0] ?? 0));
  return map.zones.map(({ code, path }) => {
    const row = rows.findIndex((one) => one.code === code && !one.is_total);
    const count = row < 0 ? 0 : (rows[row]?.cells[0] ?? null);
    const strength = count === null ? null : count === 0 ? 0 : Math.max(1, Math.ceil((count / most) * 5));
    return { path, row: row < 0 ? null : row, strength };
  });
}

/** A picture for paper: an SVG of one colour, its numbers in the way of the language. */
export interface Drawing {
  readonly svg: (accent: string, manner: { readonly language: Language; readonly locale: string }) => string;
}

const svgOf = (size: { width: number; height: number }, body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" width="${size.width}" height="${size.height}" font-family="Libertinus Serif" font-size="11">${body}</svg>`;

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);

export function trendDrawing(table: ReportTable): Drawing | null {
  const trend = trendOf(table);
  if (trend === null) return null;
  return {
    svg: (accent, { language, locale }) => {
      const grid = trend.ticks.map(
        ({ y, value }) =>
          `<path d="M${trend.left} ${y}H${trend.right}" stroke="#d8d2ca"/><text x="${trend.left - 6}" y="${y + 4}" text-anchor="end" fill="#55504a">${wholeNumber(value, { locale })}</text>`,
      );
      const [one, two] = trend.lines;
      const first = `<path d="${one?.path ?? ''}" fill="none" stroke="${accent}" stroke-width="2"/>${(one?.points ?? []).map(([x, y]) => `<circle cx="${x}" cy="${y}" r="3" fill="${accent}"/>`).join('')}`;
      const second = `<path d="${two?.path ?? ''}" fill="none" stroke="#2c5777" stroke-width="2" stroke-dasharray="5 3"/>${(two?.points ?? []).map(([x, y]) => `<rect x="${x - 2.5}" y="${y - 2.5}" width="5" height="5" fill="#2c5777"/>`).join('')}`;
      const labels = trend.labels.map(
        ({ x, row, anchor }) =>
          `<text x="${x}" y="${trend.height - 8}" text-anchor="${anchor}" fill="#55504a">${escaped(table.rows[row]?.name[language] ?? '')}</text>`,
      );
      return svgOf(trend, [...grid, first, second, ...labels].join(''));
    },
  };
}

export function mapDrawing(table: ReportTable, map: DrawnMap | null): Drawing | null {
  const shapes = mapShapes(table, map);
  if (shapes === null || map === null) return null;
  const shape =
    (accent: string) =>
    ({ path, strength }: MapShape) =>
      strength === null
        ? `<path d="${path}" fill="#fff" stroke="#55504a" stroke-width=".6" stroke-dasharray="2 2"/>`
        : `<path d="${path}" fill="${accent}" fill-opacity="${strength * 0.2}" stroke="#55504a" stroke-width=".6"/>`;
  return { svg: (accent) => svgOf(map, shapes.map(shape(accent)).join('')) };
}
