import { wholeNumber } from '../../core/language/format.ts';
import type { DrawnMap, ReportTable } from '../../core/reports/contents.ts';
import { mapShapes, trendOf } from '../../core/reports/drawings.ts';
import { cellText, hiddenText } from '../../core/reports/cell-text.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** The picture of a table, where it has one; the table stands behind it and says the same. */
export function pictureOf(visit: Visit, table: ReportTable, map: DrawnMap | null): Html | null {
  if (table.drawing === 'trend') return trendPicture(visit, table);
  return table.drawing === 'map' ? mapPicture(visit, table, map) : null;
}

function titled({ say, language }: Visit, table: ReportTable): { title: Html; labels: string } {
  const id = `dibujo-${table.code}`;
  return {
    labels: `${id}-t ${id}-d`,
    title: html`<title id="${id}-t">${table.name[language]}</title>
      <desc id="${id}-d">${say('portal.reports.picture_says')}</desc>`,
  };
}

function trendPicture(visit: Visit, table: ReportTable): Html | null {
  const trend = trendOf(table);
  if (trend === null) return null;
  const { language, manner } = visit;
  const [one, two] = trend.lines;
  const { title, labels } = titled(visit, table);
  const [first, second] = table.columns.map(({ name }) => name[language]);
  return html`<p class="legend">
      <span class="line-of one">${first}</span> <span class="line-of second">${second}</span>
    </p>
    <svg
      class="chart months"
      viewBox="0 0 ${trend.width} ${trend.height}"
      role="img"
      aria-labelledby="${labels}"
    >
      ${title}
      ${trend.ticks.map(
        ({ y, value }) =>
          html`<line class="grid" x1="${trend.left}" x2="${trend.right}" y1="${y}" y2="${y}" />
            <text class="end" x="${trend.left - 6}" y="${y + 4}">${wholeNumber(value, manner)}</text>`,
      )}
      ${trend.labels.map(
        ({ x, row, anchor }) =>
          html`<text class="${anchor === 'start' ? '' : anchor}" x="${x}" y="${trend.height - 8}">
            ${table.rows[row]?.name[language]}
          </text>`,
      )}
      <path class="line one" d="${one?.path}" />
      <path class="line two" d="${two?.path}" />
      ${one?.points.map(([x, y]) => html`<circle class="mark one" cx="${x}" cy="${y}" r="3" />`)}
      ${two?.points.map(([x, y]) => html`<rect class="mark two" x="${x - 2.6}" y="${y - 2.6}" width="5.2" height="5.2" />`)}
    </svg>`;
}

function mapPicture(visit: Visit, table: ReportTable, map: DrawnMap | null): Html | null {
  const shapes = mapShapes(table, map);
  if (map === null || shapes === null) return null;
  const { language, manner } = visit;
  const { title, labels } = titled(visit, table);
  const words = (at: number | null): string => {
    const row = at === null ? undefined : table.rows[at];
    const column = table.columns[0];
    if (row === undefined || column === undefined) return '';
    const told = hiddenText(row, table, language);
    const count = told ?? cellText({ row, column, at: 0 }, { locale: manner.locale, language });
    return `${row.name[language]}: ${count}`;
  };
  return html`<svg
    class="chart zones"
    viewBox="0 0 ${map.width} ${map.height}"
    role="img"
    aria-labelledby="${labels}"
  >
    ${title}
    ${shapes.map(
      ({ path, row, strength }) =>
        html`<path class="zone ${strength === null ? 'unknown' : `heat h${strength}`}" d="${path}">
          <title>${words(row)}</title>
        </path>`,
    )}
  </svg>`;
}
