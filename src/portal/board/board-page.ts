import type { SentenceKey } from '../../core/language/sentences.ts';
import { isFew, mayNamePersons } from '../../core/statistics/masking.ts';
import type { StatisticsView } from '../../queries/public/statistics/statistics-view.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';
import { contactsAddress, mapAddress, type BoardQuestion } from './board-question.ts';
import { agesChart, hoursChart } from './charts.ts';
import { comparison } from './comparison.ts';
import { headline, headlineLabel, headlineNames, headlines, sizeOf } from './headlines.ts';
import { nameOf } from './names.ts';
import { questionForm } from './question-form.ts';
import { trendChart } from './trend-chart.ts';

export interface BoardFacts {
  readonly question: BoardQuestion;
  readonly view: StatisticsView;
  /** The same of the authority that stands beside. */
  readonly beside: StatisticsView | null;
  readonly version: number;
  /** False while everything is being counted anew. */
  readonly is_whole: boolean;
}

/** The public board: how the city answers, in numbers that anybody may read, link and recount. */
export function boardPage(visit: Visit, facts: BoardFacts): string {
  const { say, paths } = visit;
  const { question, view } = facts;
  const main = html`<h1>${say('portal.board.title')}</h1>
    <p class="lead">${say('portal.board.lead')}</p>
    <ul class="board-links">
      <li><a href="${paths.petitionList()}">${say('portal.petitions.title')}</a></li>
      <li><a href="${mapAddress(visit, question)}">${say('portal.board.to_map')}</a></li>
      <li><a href="${contactsAddress(visit, question)}">${say('portal.contacts.title')}</a></li>
      <li><a href="${paths.reports()}">${say('portal.board.reports')}</a></li>
    </ul>
    ${questionForm(visit, question)}
    <div id="tablero" data-board-stream="${paths.boardStream()}" data-board-version="${facts.version}">
      ${facts.is_whole ? null : html`<p class="notice wait" role="status">${say('portal.board.being_counted')}</p>`}
      ${isTooFew(question.filters, view) ? html`<p class="notice">${say('portal.board.too_few')}</p>` : whole(visit, facts)}
    </div>`;
  return page(visit, { title: say('portal.board.title'), main, wide: true, scripts: ['board.js'] });
}

/** Whether few petitions, perhaps somebody's, stand behind all of it. */
function isTooFew(filters: BoardQuestion['filters'], { figures, queue }: StatisticsView): boolean {
  return mayNamePersons(Object.keys(filters)) && isFew(sizeOf(figures, queue.open));
}

function whole(visit: Visit, { question, view, beside }: BoardFacts): Html {
  const { say } = visit;
  const section = (id: string, title: string, body: Html) =>
    html`<section class="card" aria-labelledby="${id}">
      <h2 id="${id}">${title}</h2>
      ${body}
    </section>`;
  const masks = mayNamePersons(Object.keys(question.filters));
  const points = view.series.flatMap(({ received, resolved }) => [received, resolved]);
  const before = view.series.flatMap((point) => [point.received_before, point.resolved_before]);
  // A picture of few tells when each of them came.
  const drawn = (numbers: readonly number[], draw: () => Html): Html =>
    masks && numbers.some(isFew) ? html`<p>${say('portal.board.too_few_to_draw')}</p>` : draw();
  const by = say(`portal.board.dimension.${question.by}` as SentenceKey).toLocaleLowerCase(
    visit.manner.locale,
  );
  return html`${headlines(visit, view, masks)}
    ${beside === null ? null : section('lado-a-lado', say('portal.board.side_by_side'), sideBySide(visit, { question, view, beside }))}
    ${section('comparacion', say('portal.board.by', { what: by }), comparison(visit, question, { view, masks: mayNamePersons([...Object.keys(question.filters), question.by]) }))}
    <div class="two">
      ${section(
        'con-el-tiempo',
        say('portal.board.trend'),
        drawn(points, () => trendChart(visit, view, !masks || !before.some(isFew))),
      )}
      ${section(
        'cuando-llegan',
        say('portal.board.hours'),
        drawn(view.hours, () => hoursChart(visit, view.hours)),
      )}
      ${section(
        'esperan',
        say('portal.board.ages'),
        drawn(view.queue.ages, () => agesChart(visit, view.queue.ages)),
      )}
      ${section('como-se-cuenta', say('portal.board.how'), howCounted(visit))}
    </div>`;
}

function sideBySide(
  visit: Visit,
  { question, view, beside }: { question: BoardQuestion; view: StatisticsView; beside: StatisticsView },
): Html {
  const { say, cityWords } = visit;
  const isHidden = isTooFew({ ...question.filters, authority: question.beside ?? '' }, beside);
  const names = [question.filters.authority ?? '', question.beside ?? ''].map((id) =>
    nameOf(visit, 'authority', id),
  );
  return html`<div
    class="scroll"
    tabindex="0"
    role="region"
    aria-label="${say('portal.board.table_of', { what: say('portal.board.side_by_side') })}"
  >
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">${say('portal.board.figures')}</th>
          ${names.map((name) => html`<th scope="col" ${cityWords}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${headlineNames.map(
          (name) =>
            html`<tr>
              <th scope="row"><a href="#cifra-${name}">${headlineLabel(visit, name)}</a></th>
              <td>${headline(visit, view, name)}</td>
              <td>${isHidden ? say('portal.board.hidden') : headline(visit, beside, name)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function howCounted({ say }: Visit): Html {
  const sentences = ['all', 'moved', 'days', 'today', 'few', 'recount'] as const;
  return html`<ul>
    ${sentences.map((name) => html`<li>${say(`portal.board.how_counted.${name}` as SentenceKey)}</li>`)}
  </ul>`;
}
