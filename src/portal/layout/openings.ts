import { authorityOfDoors, channelStanding, weekOf } from '../../core/channel-hours/standing.ts';
import { opensSaid } from '../../core/channel-hours/opening-words.ts';
import { clockTime, weekdayName } from '../../core/language/format.ts';
import { html, type Html } from './raw.ts';
import type { Visit } from './visit.ts';

/**
 * Whether a channel of an authority (the city's first one without it) is open now, until when or from when, in words and
 * shape; nothing where no hours are kept.
 */
export function openNow(visit: Visit, channel: string, of?: string): Html | null {
  const standing = standingOf(visit, channel, of);
  if (standing === null) return null;
  const { say, manner } = visit;
  if (standing.closes_at !== null) {
    const until = say('portal.contact.until', { time: clockTime(standing.closes_at, manner) });
    return html`<span class="status good">${say('portal.contact.open')}</span>
      <span class="small soft">${until}</span>`;
  }
  const { opens_at } = standing;
  return html`<span class="status over">${say('portal.contact.closed')}</span> ${
      opens_at === null
        ? null
        : html`<span class="small soft"
            >${say('portal.contact.opens', { when: opensSaid(say, { opens_at, now: visit.now }, manner) })}</span
          >`
    }`;
}

/** The way to be called back, beside the hours of the city's own telephone; nothing where it keeps none or never opens. */
export function callBackLink(visit: Visit, channel: string, of?: string): Html | null {
  if (channel !== 'phone' || (of !== undefined && of !== authorityOfDoors(visit.city))) return null;
  const standing = standingOf(visit, channel);
  if (standing === null || (!standing.is_open && standing.opens_at === null)) return null;
  return html`<a href="${visit.paths.callBack()}">${visit.say('portal.call_back.link')}</a>`;
}

/** Whether it is known that the channel is shut at this moment. */
export const isClosedNow = (visit: Visit, channel: string): boolean =>
  standingOf(visit, channel)?.is_open === false;

function standingOf({ city, now }: Visit, channel: string, of?: string) {
  const authority_id = of ?? authorityOfDoors(city);
  return authority_id === null ? null : channelStanding(city, { authority_id, channel }, now);
}

/** The week of a channel as people say it; nothing where no hours are kept. */
export function weekSaid(visit: Visit, channel: string, of?: string): string | null {
  const { city, say, manner } = visit;
  const authority_id = of ?? authorityOfDoors(city);
  const week = weekOf(city.hours.get(`${authority_id}/${channel}`) ?? []);
  if (week.length === 0) return null;
  const day = (weekday: number) => weekdayName(weekday, manner);
  return week
    .map(({ from, until, hours }) => {
      const days =
        from === until ? day(from) : say('portal.contact.days', { from: day(from), until: day(until) });
      const times = hours.map(({ opens, closes }) => say('portal.contact.times', { opens, closes }));
      return say('portal.contact.week', { days, times: times.join(say('portal.contact.and')) });
    })
    .join('; ');
}
