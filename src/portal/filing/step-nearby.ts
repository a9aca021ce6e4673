import { longDate } from '../../core/language/format.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { pointOf } from '../../queries/citizen/draft-plan.ts';
import { serviceOf } from '../../queries/citizen/draft-steps.ts';
import { nearbyPetitions, type NearbyPetition } from '../../queries/public/nearby-petitions.ts';
import { html, type Html } from '../layout/raw.ts';
import { stageStatus } from '../layout/status.ts';
import type { Visit } from '../layout/visit.ts';
import type { Step, StepContext } from './step.ts';

/** Open petitions about the same, near by; none where there is no point. */
export async function nearbyOf({
  visit,
  draft,
}: Pick<StepContext, 'visit' | 'draft'>): Promise<NearbyPetition[]> {
  const point = pointOf(draft.data);
  const service = serviceOf(visit.city, draft.data);
  if (point === null || service === null) return [];
  const { app, city } = visit;
  const today = localDateOf(visit.now, city.city.time_zone);
  return nearbyPetitions(app, { ...point, city, service_id: service.id, today });
}

/** Offers to join one of them. Filing one's own is always offered: it is a right. */
export const nearbyStep: Step = {
  async view(context) {
    const { visit } = context;
    const { say } = visit;
    const title = say('portal.filing.nearby.title');
    const found = await nearbyOf(context);
    const body = html`<h1>${title}</h1>
      <p class="lead">${say('portal.filing.nearby.text')}</p>
      ${found.map((one) => card(visit, one))}
      <p>${say('portal.filing.nearby.own')}</p>`;
    return { title, body, submit: say('portal.filing.nearby.file_own') };
  },

  read({ draft }) {
    return { data: draft.data, errors: {} };
  },
};

function card({ say, sayCount, paths, manner, language }: Visit, one: NearbyPetition): Html {
  return html`<article class="card">
    <h2 class="small">${say('portal.filing.nearby.folio', { folio: one.folio })}</h2>
    ${one.text === null ? null : html`<p class="given">${one.text}</p>`}
    <p>
      ${stageStatus({ language }, one.stage)}
      <span class="soft small"
        >${say('portal.filing.nearby.facts', { metres: one.metres, date: longDate(one.filed_on, manner) })}</span
      >
    </p>
    ${one.supporters_count === 0 ? null : html`<p class="soft small">${sayCount('portal.filing.nearby.joined', one.supporters_count)}</p>`}
    <p><a class="button second" href="${paths.join(one.folio)}">${say('portal.filing.nearby.join')}</a></p>
  </article>`;
}
