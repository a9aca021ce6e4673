import { dayNumberOf } from '../deadlines/day-number.ts';
import { clockTime, localDay, longDate, weekdayName, type Manner } from '../language/format.ts';
import type { SentenceKey, Values } from '../language/sentences.ts';

/**
 * When a door opens, as one says it to a person: «hoy a las 16:00 h», «mañana a las 09:00 h», «el lunes a las 09:00 h»,
 * and the whole date from a week on.
 * @param say the sentences of a language
 */
export function opensSaid(
  say: (key: SentenceKey, values?: Values) => string,
  { opens_at, now }: { readonly opens_at: string; readonly now: string },
  manner: Manner,
): string {
  const on = localDay(opens_at, manner);
  const [number, today] = [dayNumberOf(on), dayNumberOf(localDay(now, manner))];
  const time = clockTime(opens_at, manner);
  if (number === today) return say('opening.today', { time });
  if (number === today + 1) return say('opening.tomorrow', { time });
  // 1970-01-01, day zero, was a Thursday.
  const day = number < today + 7 ? weekdayName(((number + 3) % 7) + 1, manner) : longDate(on, manner);
  return say('opening.on', { day, time });
}
