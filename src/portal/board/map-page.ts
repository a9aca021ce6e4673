import { localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { shortDate, wholeNumber } from '../../core/language/format.ts';
import type { Period } from '../../core/statistics/period.ts';
import type { PublicRequest } from '../../queries/public/open311/service-requests.ts';
import type { PublishedPoints } from '../../queries/public/statistics/published-points.ts';
import { page } from '../layout/page.ts';
import { html, type Html } from '../layout/raw.ts';
import { stageStatus } from '../layout/status.ts';
import type { Visit } from '../layout/visit.ts';
import { boardAddress, mapAddress, type BoardQuestion } from './board-question.ts';
import { exactnessOf, mapMoves, mapPicture } from './map-picture.ts';
import { writeView, type Frame, type MapView } from './map-view.ts';
import { nameOf } from './names.ts';
import { questionForm } from './question-form.ts';

export interface MapFacts {
  readonly question: BoardQuestion;
  /** The days that are shown: a year of the period at most. */
  readonly period: Period;
  readonly frame: Frame;
  readonly points: PublishedPoints;
}

/** Public petitions on a map, where the public sees them; whole without script, each view with an address of its own. */
export function mapPage(visit: Visit, facts: MapFacts): string {
  const { say } = visit;
  const { question } = facts;
  const main = html`<h1>${say('portal.map.title')}</h1>
    <p class="lead">${say('portal.map.lead')}</p>
    ${questionForm(visit, question, 'map')}
    <section class="card" id="mapa" aria-labelledby="mapa-titulo" data-map-view>
      ${wholeMap(visit, facts)}
    </section>
    <p><a href="${boardAddress(visit, question)}">${say('portal.map.to_board')}</a></p>`;
  return page(visit, { title: say('portal.map.title'), main, wide: true, scripts: ['board-map.js'] });
}

function wholeMap(visit: Visit, { question, period, frame, points }: MapFacts): Html {
  const { say, sayCount, manner } = visit;
  const addressOf = (view: MapView) => mapAddress(visit, question, writeView(view));
  const shown = sayCount('portal.map.petitions', points.count, { count: wholeNumber(points.count, manner) });
  const dates = { from: shortDate(period.from, manner), to: shortDate(period.to, manner) };
  return html`<h2 id="mapa-titulo">
      ${frame.view.level === 0 ? say('portal.map.whole_city') : say('portal.map.part')}
    </h2>
    <p role="status">${say('portal.map.shown', { count: shown, ...dates })}</p>
    ${mapMoves(visit, { frame, addressOf })} ${mapPicture(visit, { frame, points, addressOf })}
    ${points.petitions.length > 0 ? legend(visit) : points.clusters.length > 0 ? html`<p class="soft">${say('portal.map.circles')}</p>` : null}
    ${points.petitions.length > 0 ? petitionTable(visit, points.petitions) : zoneTable(visit, question, points)}
    <p class="soft">${say('portal.map.what_is_public')}</p>`;
}

function legend({ say }: Visit): Html {
  return html`<ul class="legend marks">
    ${(['exact', 'cell', 'ring'] as const).map((name) => html`<li class="mark-of ${name}">${say(`portal.map.${name}`)}</li>`)}
  </ul>`;
}

const scrolls = (label: string, table: Html): Html =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">${table}</div>`;

function petitionTable(visit: Visit, petitions: readonly PublicRequest[]): Html {
  const { say, city, cityWords, manner, paths } = visit;
  const title = say('portal.map.one_by_one');
  const day = (instant: string): PlainDate => localDateOf(instant, city.city.time_zone);
  const rows = petitions.map(
    (petition, index) =>
      html`<tr id="solicitud-${index + 1}">
        <th scope="row">
          ${index + 1}.
          <a href="${paths.petition(petition.folio)}"
            ><span ${cityWords}>${city.services.get(petition.service_id)?.name ?? ''}</span
            ><span class="visually-hidden"> ${petition.folio}</span></a
          >
        </th>
        <td class="words" ${cityWords}>${petition.address}</td>
        <td class="words">${shortDate(day(petition.requested_at), manner)}</td>
        <td class="words">${standing(visit, petition)}</td>
        <td class="words">${say(`portal.map.${exactnessOf(petition)}`)}</td>
      </tr>`,
  );
  return scrolls(
    title,
    html`<table class="figures listed">
      <caption class="visually-hidden">
        ${title}
      </caption>
      <thead>
        <tr>
          ${(['topic', 'place', 'received', 'standing', 'exactness'] as const).map((name) => html`<th scope="col" class="words">${say(`portal.map.column.${name}`)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`,
  );
}

/** Whoever looks at a map is not the one that is waited for. */
const standing = (visit: Visit, { stage }: PublicRequest): Html =>
  stage === 'waiting_citizen'
    ? html`<span class="status wait">${visit.say('portal.petitions.waiting')}</span>`
    : stageStatus(visit, stage);

/** What the circles say, for whoever does not see them: how many of the points lie where. */
function zoneTable(visit: Visit, question: BoardQuestion, { zones }: PublishedPoints): Html | null {
  const { say, cityWords, manner } = visit;
  if (zones.length === 0) return null;
  const by = question.filters.borough === undefined ? 'borough' : 'neighbourhood';
  const title = say('portal.map.where');
  const rows = zones.map(({ value, count }) => {
    const name = html`<span ${value === '' ? null : cityWords}>${nameOf(visit, by, value)}</span>`;
    const isChosen = value === '' || question.filters[by] !== undefined;
    const address = mapAddress(visit, { ...question, filters: { ...question.filters, [by]: value } });
    return html`<tr>
      <th scope="row">${isChosen ? name : html`<a href="${address}">${name}</a>`}</th>
      <td>${wholeNumber(count, manner)}</td>
    </tr>`;
  });
  return html`<details class="numbers">
    <summary>${say('portal.map.where')}</summary>
    ${scrolls(
      title,
      html`<table class="figures">
        <caption class="visually-hidden">
          ${title}
        </caption>
        <thead>
          <tr>
            <th scope="col">${say(`portal.board.dimension.${by}`)}</th>
            <th scope="col">${say('portal.map.public')}</th>
          </tr>
        </thead>
        <tbody>
          ${rows}
        </tbody>
      </table>`,
    )}
  </details>`;
}
