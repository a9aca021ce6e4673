import type { CityConfiguration } from '../cities/configuration.ts';
import { standingAt, type ChannelStanding } from '../channel-hours/standing.ts';
import { OutsideCalendarCoverage, type Calendar } from '../deadlines/calendar.ts';
import { openingsOn, type OpeningHours } from '../deadlines/opening-hours.ts';
import { addDays, instantAt, type Instant, type PlainDate } from '../deadlines/plain-date.ts';

/** Where the hours of a queue come from: none, those of the authority's telephone, or a week of its own. */
export const queueHoursFrom = ['always', 'channel', 'own'] as const;
export type QueueHoursFrom = (typeof queueHoursFrom)[number];

export interface QueueWeek {
  readonly authority_id: string;
  readonly hours_from: QueueHoursFrom;
  readonly own_hours: readonly OpeningHours[];
}

/** The week and the calendar by which a queue is open. */
export interface QueueHours {
  readonly hours: readonly OpeningHours[];
  readonly calendar: Calendar;
}

/** Null for a queue that is always open, or of which no hours are kept. */
export function hoursOfQueue(
  { hours, calendars }: Pick<CityConfiguration, 'hours' | 'calendars'>,
  { authority_id, hours_from, own_hours }: QueueWeek,
): QueueHours | null {
  const week = { always: [], channel: hours.get(`${authority_id}/phone`) ?? [], own: own_hours }[hours_from];
  const calendar = calendars.get(authority_id);
  return week.length === 0 || calendar === undefined ? null : { hours: week, calendar };
}

/** Whether the queue is open; null where no hours are kept, or the calendar does not reach that far. */
export const queueStanding = (open: QueueHours | null, now: Instant): ChannelStanding | null =>
  open === null ? null : standingAt(open.hours, open.calendar, now);

/** From this instant until before that one. */
export type Stretch = readonly [opens: Instant, closes: Instant];

/**
 * When the queue is open on these local days, the last one included. A day that the calendar does not cover is open from
 * midnight to midnight: nothing is guessed against anybody.
 */
export function openStretches({ hours, calendar }: QueueHours, from: PlainDate, until: PlainDate): Stretch[] {
  const zone = calendar.time_zone;
  const stretches: Stretch[] = [];
  for (let date = from; date <= until; date = addDays(date, 1)) {
    try {
      for (const { opens, closes } of openingsOn(hours, calendar, date))
        stretches.push([instantAt(date, opens, zone), instantAt(date, closes, zone)]);
    } catch (problem) {
      if (!(problem instanceof OutsideCalendarCoverage)) throw problem;
      stretches.push([instantAt(date, '00:00', zone), instantAt(addDays(date, 1), '00:00', zone)]);
    }
  }
  return stretches;
}
