import { clockTime, localDay, type Manner } from '../../core/language/format.ts';

type Zone = Pick<Manner, 'time_zone'>;
const day_ms = 24 * 60 * 60_000;

/** What the clock on the wall of that zone shows at an instant, as a `datetime-local` field wants it: `2026-04-07T10:00`. */
export function onTheWall(instant: string, { time_zone }: Zone): string {
  return `${localDay(instant, { time_zone })}T${clockTime(instant, { locale: 'en', time_zone }).slice(0, 5)}`;
}

/** Now, by that clock. */
export const nowOnTheWall = (zone: Zone): string => onTheWall(new Date().toISOString(), zone);

/**
 * The instant that is meant by what was typed in a `datetime-local` field, wherever the browser stands. An hour that comes
 * twice is the first one; one that is skipped counts on from before.
 * @throws RangeError for what is no date with its time
 */
export function instantFromWall(typed: string, zone: Zone): string {
  const wall = typed.slice(0, 16);
  const as_utc = Date.parse(`${wall}Z`);
  const shown = (at: number) => onTheWall(new Date(at).toISOString(), zone);
  const by = (at: number) => as_utc - (Date.parse(`${shown(at)}Z`) - at);
  const [before, after] = [by(as_utc - day_ms), by(as_utc + day_ms)];
  return new Date(shown(before) !== wall && shown(after) === wall ? after : before).toISOString();
}

/** The same of what is over already: never later than now, though the minute that was typed is. */
export function pastFromWall(typed: string, zone: Zone): string {
  const now = new Date().toISOString();
  const meant = instantFromWall(typed, zone);
  return meant > now ? now : meant;
}
