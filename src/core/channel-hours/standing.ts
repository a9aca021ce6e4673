import type { CityConfiguration } from '../cities/configuration.ts';
import { OutsideCalendarCoverage, type Calendar } from '../deadlines/calendar.ts';
import { isOpenAt, nextOpening, openingsOn, type OpeningHours } from '../deadlines/opening-hours.ts';
import { instantAt, localDateOf, localTimeOf, type Instant } from '../deadlines/plain-date.ts';

/** Whether a door of the city is open, and when that changes. */
export interface ChannelStanding {
  readonly is_open: boolean;
  /** While open: until when, today. */
  readonly closes_at: Instant | null;
  /** While closed: when it opens; null where its hours never open within the year. */
  readonly opens_at: Instant | null;
}

/**
 * How a door stands at an instant by its hours and its calendar; holidays, closures and suspensions shut it. Null where
 * no hours are kept, or the calendar does not reach that far: then nothing is told rather than something wrong.
 */
export function standingAt(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  now: Instant,
): ChannelStanding | null {
  if (hours.length === 0) return null;
  try {
    if (!isOpenAt(hours, calendar, now))
      return { is_open: false, closes_at: null, opens_at: nextOpening(hours, calendar, now) };
    return { is_open: true, closes_at: closingAfter(hours, calendar, now), opens_at: null };
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return null;
    throw error;
  }
}

/** The end of the stretch that is open, and of those that follow it without a gap. */
function closingAfter(hours: readonly OpeningHours[], calendar: Calendar, now: Instant): Instant {
  const zone = calendar.time_zone;
  const [date, time] = [localDateOf(now, zone), localTimeOf(now, zone)];
  let closes = time;
  for (const stretch of openingsOn(hours, calendar, date))
    if (stretch.opens <= closes && stretch.closes > closes) closes = stretch.closes;
  return instantAt(date, closes, zone);
}

/** The same for a channel of an authority of the city. */
export function channelStanding(
  { hours, calendars }: Pick<CityConfiguration, 'hours' | 'calendars'>,
  { authority_id, channel }: { readonly authority_id: string; readonly channel: string },
  now: Instant,
): ChannelStanding | null {
  const calendar = calendars.get(authority_id);
  return calendar === undefined
    ? null
    : standingAt(hours.get(`${authority_id}/${channel}`) ?? [], calendar, now);
}

/** The authority whose doors are the city's own, where nobody names another: its first one. */
export const authorityOfDoors = ({ authorities }: Pick<CityConfiguration, 'authorities'>): string | null =>
  authorities.keys().next().value ?? null;

/** Days one after another that keep the same hours. */
export interface WeekStretch {
  readonly from: number;
  readonly until: number;
  /** `HH:MM`, in order. */
  readonly hours: readonly { readonly opens: string; readonly closes: string }[];
}

/** The week as people say it: «lunes a viernes, de 9:00 a 18:00». Closed days are left out. */
export function weekOf(hours: readonly OpeningHours[]): readonly WeekStretch[] {
  const week: WeekStretch[] = [];
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const day = hours
      .filter((one) => one.weekday === weekday)
      .map(({ opens, closes }) => ({ opens, closes }))
      .sort((one, other) => (one.opens < other.opens ? -1 : 1));
    if (day.length === 0) continue;
    const last = week.at(-1);
    const goesOn = last?.until === weekday - 1 && JSON.stringify(last.hours) === JSON.stringify(day);
    if (goesOn) week[week.length - 1] = { ...last, until: weekday };
    else week.push({ from: weekday, until: weekday, hours: day });
  }
  return week;
}

/** What is wrong with the hours of a channel, by its place in the list; empty: nothing. */
export function hoursFaults(
  hours: readonly OpeningHours[],
): Readonly<Record<string, 'hours_inverted' | 'hours_overlap'>> {
  const faults: Record<string, 'hours_inverted' | 'hours_overlap'> = {};
  hours.forEach((one, at) => {
    // A stretch never passes midnight: a night is two stretches.
    if (one.closes <= one.opens) faults[`hours.${at}`] = 'hours_inverted';
    else if (
      hours
        .slice(0, at)
        .some(
          (other) => other.weekday === one.weekday && one.opens < other.closes && other.opens < one.closes,
        )
    )
      faults[`hours.${at}`] = 'hours_overlap';
  });
  return faults;
}
