import { scaleLinear } from 'd3-scale';
import { percentage, weekdayName, wholeNumber } from '../../core/language/format.ts';
import { AGES } from '../../queries/public/statistics/ends.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { behind, picture, rounded, table } from './picture.ts';

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
