import {
  addDays,
  addSeconds,
  instantAt,
  localDateOf,
  weekdayOf,
  type Instant,
} from '../deadlines/plain-date.ts';

export const FREQUENCIES = ['day', 'week'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** An address that follows more than that is told to end one first. */
export const MOST_OF_AN_ADDRESS = 10;
/** So long a subscription waits for its address to confirm it. */
export const UNCONFIRMED_DAYS = 7;
/** A message shows so many; the rest is on the list. */
export const MOST_IN_A_DIGEST = 20;
/** What was received that long ago is in the database, however slow its transaction was. */
const SETTLED_SECONDS = 300;
const HOUR = '07:00';

/** When the next message is due: in the morning of the next day, or of the next Monday, by the city's clock. */
export function nextDigestAt(now: Instant, frequency: Frequency, time_zone: string): Instant {
  const today = localDateOf(now, time_zone);
  const days = frequency === 'day' ? 1 : 8 - weekdayOf(today);
  return instantAt(addDays(today, days), HOUR, time_zone);
}

/** Up to when a message of now tells; what comes later is for the next one. */
export function toldUntil(now: Instant): Instant {
  return addSeconds(now, -SETTLED_SECONDS);
}
