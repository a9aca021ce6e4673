import { longDate, longInstant } from '../../core/language/format.ts';
import { sayCode } from '../../core/language/sentences.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { eventValues, type EventNames } from '../../core/petitions/event-sentence.ts';
import type { TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

type Told = TrackedPetition['events'][number];

/** Every step that the reader may know of, newest first, in sentences; with what was said at each. */
export function timeline(visit: Visit, petition: TrackedPetition): Html {
  const { say } = visit;
  const names = namesOf(visit);
  const told = petition.events.filter(({ event }) => sayCode(visit.language, 'event', event.type) !== null);
  return html`<section aria-labelledby="historia">
    <h2 id="historia">${say('portal.track.history')}</h2>
    <ol class="timeline" reversed>
      ${[...told].reverse().map((one) => entry(visit, { petition, one, names }))}
    </ol>
  </section>`;
}

function entry(visit: Visit, given: { petition: TrackedPetition; one: Told; names: EventNames }): Html {
  const { one, petition } = given;
  const sentence = sayCode(visit.language, 'event', one.event.type, eventValues(one.event, given.names));
  const { message_id } = one.event.payload as { message_id?: string | null };
  const said = petition.messages.find(({ id }) => id === message_id);
  return html`<li class="${one.actor_kind === 'citizen' ? 'mine' : 'theirs'}">
    <time datetime="${one.at}">${longInstant(one.at, visit.manner)}</time>
    ${sentence} ${said === undefined ? null : html`<p class="said">${said.body}</p>`}
  </li>`;
}

/** How ids and codes are called to a citizen; people who work there are not named by the timeline. */
function namesOf({ city, language, manner }: Visit): EventNames {
  return {
    unit: (id) => city.units.get(id)?.name ?? '',
    authority: (id) => city.authorities.get(id)?.name ?? '',
    service: (id) => city.services.get(id)?.name ?? '',
    user: () => '',
    outcome: (code) => city.outcomes.get(code)?.name ?? '',
    code: (prefix, code) => sayCode(language, prefix, code) ?? code,
    date: (date) => longDate(date.length > 10 ? localDateOf(date, manner.time_zone) : date, manner),
  };
}
