import { OutsideCalendarCoverage } from '../../core/deadlines/calendar.ts';
import { isOpenAt, nextOpening } from '../../core/deadlines/opening-hours.ts';
import { longInstant } from '../../core/language/format.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

/** Whether a channel of the city's first authority is open now, in words and shape; nothing where no hours are kept. */
export function openNow(visit: Visit, channel: string): Html | null {
  const [authority] = visit.city.authorities.values();
  const hours = authority === undefined ? undefined : visit.city.hours.get(`${authority.id}/${channel}`);
  const calendar = authority === undefined ? undefined : visit.city.calendars.get(authority.id);
  if (hours === undefined || calendar === undefined) return null;
  try {
    if (isOpenAt(hours, calendar, visit.now)) {
      return html`<span class="status good">${visit.say('portal.contact.open')}</span>`;
    }
    const next = nextOpening(hours, calendar, visit.now);
    return html`<span class="status over">${visit.say('portal.contact.closed')}</span> ${
        next === null
          ? null
          : html`<span class="small soft"
              >${visit.say('portal.contact.opens', { when: longInstant(next, visit.manner) })}</span
            >`
      }`;
  } catch (error) {
    // A calendar that ends says nothing about today: better no word than a wrong one.
    if (error instanceof OutsideCalendarCoverage) return null;
    throw error;
  }
}
