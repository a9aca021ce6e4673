import { foldClock, isOpen, isOverdue } from '../../core/deadlines/clock.ts';
import { businessDaysBetween, OutsideCalendarCoverage } from '../../core/deadlines/calendar.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { longDate } from '../../core/language/format.ts';
import type { TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { html, type Html } from '../layout/raw.ts';
import type { Visit } from '../layout/visit.ts';

const shown = ['reply', 'resolve', 'completion'] as const;

/** The clocks that concern the citizen: what is due when, how it stands, and the way to its explanation. */
export function clockStrip(visit: Visit, petition: TrackedPetition): Html {
  const clocks = shown.filter((clock) => {
    const lines = petition.ledger.get(clock) ?? [];
    // What the person had to do and did is said by the history.
    return lines.length > 0 && (clock !== 'completion' || isOpen(foldClock(lines)));
  });
  return html`<div class="clocks">${clocks.map((clock) => oneClock(visit, petition, clock))}</div>`;
}

function oneClock(visit: Visit, petition: TrackedPetition, clock: (typeof shown)[number]): Html {
  const { say, manner, paths } = visit;
  const state = foldClock(petition.ledger.get(clock)!);
  return html`<div class="clock">
    <p class="soft small">${say(`portal.clock.name_${clock}`)}</p>
    ${state.due_on === null ? null : html`<p class="when">${longDate(state.due_on, manner)}</p>`}
    <p>${word(visit, petition, state)}</p>
    <a href="${paths.clock(petition.folio, clock)}">${say('portal.clock.why')}</a>
  </div>`;
}

function word(visit: Visit, petition: TrackedPetition, state: ReturnType<typeof foldClock>): Html {
  const { say, now } = visit;
  if (state.status === 'paused') return html`<span class="status wait">${say('portal.clock.paused')}</span>`;
  if (state.status === 'met') return html`<span class="status good">${say('portal.clock.met')}</span>`;
  if (state.status === 'missed_then_met')
    return html`<span class="status late">${say('portal.clock.met_late')}</span>`;
  if (!isOpen(state)) return html`<span class="status over">${say('portal.clock.stopped')}</span>`;
  if (isOverdue(state, now)) return html`<span class="status late">${say('portal.clock.overdue')}</span>`;
  const left = daysLeft(visit, petition, state.due_on);
  return html`<span class="status work"
    >${left === null ? say('portal.clock.running') : visit.sayCount('portal.clock.left', left)}</span
  >`;
}

/** Business days from today to the date, or null where the calendar does not say. */
function daysLeft({ city, now }: Visit, petition: TrackedPetition, due_on: string | null): number | null {
  const calendar = city.calendars.get(petition.authority_id);
  if (calendar === undefined || due_on === null) return null;
  try {
    return businessDaysBetween(calendar, localDateOf(now, calendar.time_zone), due_on);
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return null;
    throw error;
  }
}
