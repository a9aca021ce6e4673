import { preciseShare, wholeNumber } from '../../core/language/format.ts';
import type { PeopleFigures } from '../../core/satisfaction/groups.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

/** What people of each age, gender and so on say; nothing while nobody said who they are. */
export function ofPeople(visit: Visit, people: readonly PeopleFigures[]): Html | null {
  if (!people.some(({ told }) => told !== null)) return null;
  const { say, manner } = visit;
  const share = (one: { percent: number; low: number; high: number }) => {
    const values = { low: preciseShare(one.low, manner), high: preciseShare(one.high, manner) };
    return html`<span class="share"
      ><strong>${preciseShare(one.percent, manner)}</strong>
      <small>${say('satisfaction.range', values)}</small></span
    >`;
  };
  const title = say('satisfaction.people');
  return html`<section class="card" aria-labelledby="personas">
    <h2 id="personas">${title}</h2>
    <p class="soft">${say('satisfaction.people_text')}</p>
    <div class="scroll" role="region" tabindex="0" aria-label="${title}">
      <table class="figures">
        <thead>
          <tr>
            <th scope="col">${say('satisfaction.people_group')}</th>
            <th scope="col">${say('satisfaction.measure.satisfaction')}</th>
            <th scope="col">${say('satisfaction.measure.solved')}</th>
            <th scope="col">${say('satisfaction.people_answered')}</th>
          </tr>
        </thead>
        <tbody>
          ${people.map(({ dimension, value, told }) => {
            const name = say(`about_person.${dimension}.${value}` as 'about_person.gender.woman');
            const which = say(`about_person.name.${dimension}`);
            return html`<tr>
              <th scope="row">${which}: ${name}</th>
              <td>${told === null ? say('portal.satisfaction.hidden') : share(told.satisfaction)}</td>
              <td>${told === null ? '—' : share(told.solved)}</td>
              <td>${told === null ? '—' : wholeNumber(told.n, manner)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </div>
  </section>`;
}
