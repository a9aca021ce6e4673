import { percentage, wholeNumber } from '../../core/language/format.ts';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { hiddenRows } from '../../core/statistics/masking.ts';
import type { StatisticsView, Told } from '../../queries/public/statistics/statistics-view.ts';
import { html, trusted, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import {
  boardAddress,
  columns,
  mayTellApart,
  filterNames,
  type BoardQuestion,
  type Column,
} from './board-question.ts';
import { sizeOf } from './headlines.ts';
import { isCityWord, nameOf } from './names.ts';
import { zoneMap, type ZoneShown } from './zone-map.ts';

interface Row {
  readonly value: string;
  readonly name: string;
  readonly told: Told;
  readonly is_hidden: boolean;
}

const columnNames = Object.keys(columns) as Column[];

/** What is told apart, a row each; every column orders it by a link. Small rows are hidden where somebody could be found. */
export function comparison(
  visit: Visit,
  question: BoardQuestion,
  given: { view: StatisticsView; masks: boolean },
): Html {
  const { say } = visit;
  const rows = rowsInOrder(visit, question, given);
  const what = say(`portal.board.dimension.${question.by}` as SentenceKey).toLocaleLowerCase(
    visit.manner.locale,
  );
  const caption = say('portal.board.by', { what });
  if (rows.length === 0) return html`<p>${say('portal.board.nothing')}</p>`;
  const borough = question.by === 'neighbourhood' ? (question.filters.borough ?? '') : null;
  const map =
    question.by === 'borough' || borough !== null
      ? zoneMap(visit, zonesShown(visit, question, rows), borough)
      : null;
  return html`${map}
    <div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="${say('portal.board.table_of', { what: caption })}"
    >
      <table class="figures">
        <caption class="visually-hidden">
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say(`portal.board.dimension.${question.by}` as SentenceKey)}</th>
            ${columnNames.map((column) => columnHead(visit, question, column))}
          </tr>
        </thead>
        <tbody>
          ${rows.map((row) => oneRow(visit, question, row))}
        </tbody>
      </table>
    </div>
    ${rows.some(({ is_hidden }) => is_hidden) ? html`<p class="soft">${say('portal.board.hidden_why')}</p>` : null}`;
}

const zonesShown = (
  visit: Visit,
  question: BoardQuestion,
  rows: readonly Row[],
): ReadonlyMap<string, ZoneShown> =>
  new Map(
    rows.map((row) => [
      row.value,
      { received: row.is_hidden ? null : row.told.figures.received, href: closer(visit, question, row) },
    ]),
  );

function columnHead(visit: Visit, question: BoardQuestion, column: Column): Html {
  const { say } = visit;
  const isOrder = question.order === column;
  const next = { ...question, order: column, from_least: isOrder && !question.from_least };
  const sorted = isOrder ? trusted(` aria-sort="${question.from_least ? 'ascending' : 'descending'}"`) : null;
  const mark = isOrder ? html` <span aria-hidden="true">${question.from_least ? '▲' : '▼'}</span>` : null;
  return html`<th scope="col" ${sorted}>
    <a href="${boardAddress(visit, next)}#comparacion"
      >${say(`portal.board.column.${column}` as SentenceKey)}</a
    >${mark}
  </th>`;
}

function rowsInOrder(
  visit: Visit,
  { by, order, from_least }: BoardQuestion,
  { view, masks }: { view: StatisticsView; masks: boolean },
): readonly Row[] {
  const entries = [...view.rows];
  const hidden = masks
    ? hiddenRows(entries.map(([, { figures, queue }]) => sizeOf(figures, queue.open)))
    : new Set<number>();
  const rows = entries.map(([value, told], index) => ({
    ...{ value, told, name: nameOf(visit, by, value), is_hidden: hidden.has(index) },
  }));
  // Those that are hidden come last, so that their place tells nothing.
  const key = (row: Row) => (row.is_hidden ? null : numberOf(row.told, order));
  return rows.sort((one, other) => {
    const [a, b] = [key(one), key(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null) || byName(visit, one, other);
    return (from_least ? a - b : b - a) || byName(visit, one, other);
  });
}

const byName = ({ manner }: Visit, one: Row, other: Row) => one.name.localeCompare(other.name, manner.locale);

function numberOf({ figures, queue }: Told, column: Column): number | null {
  switch (column) {
    case 'open':
    case 'overdue':
      return queue[column];
    case 'in_time':
      return figures.share_replied_in_time;
    case 'reply_median':
    case 'resolve_median':
      return figures[column];
    default:
      return figures[column];
  }
}

function oneRow(visit: Visit, question: BoardQuestion, row: Row): Html {
  const { say, cityWords } = visit;
  const name = html`<span ${isCityWord(question.by) && row.value !== '' ? cityWords : null}
    >${row.name}</span
  >`;
  const cells = row.is_hidden
    ? html`<td colspan="${columnNames.length}" class="soft">${say('portal.board.hidden')}</td>`
    : columnNames.map((column) => html`<td>${cell(visit, row.told, column)}</td>`);
  return html`<tr>
    <th scope="row">
      ${closer(visit, question, row) === null ? name : html`<a href="${closer(visit, question, row)}">${name}</a>`}
    </th>
    ${cells}
  </tr>`;
}

/** The same board for one value alone; what has no value cannot be chosen. */
function closer(visit: Visit, question: BoardQuestion, { value, is_hidden }: Row): string | null {
  const { by, filters } = question;
  if (value === '' || is_hidden || filters[by] !== undefined) return null;
  const chosen = { ...filters, [by]: value };
  const next = filterNames.find(
    (name) => chosen[name] === undefined && name !== 'unit' && mayTellApart(name, chosen),
  );
  return boardAddress(visit, { ...question, filters: chosen, by: next ?? by });
}

function cell(visit: Visit, told: Told, column: Column): string {
  const value = numberOf(told, column);
  if (value === null) return '—';
  if (column === 'in_time') return percentage(value, visit.manner);
  return wholeNumber(value, visit.manner);
}
