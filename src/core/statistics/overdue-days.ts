import { foldClock, isOpen } from '../deadlines/clock.ts';
import { addSeconds, localDateOf, type PlainDate } from '../deadlines/plain-date.ts';
import type { Ledgers } from '../petitions/clock-effects.ts';

/** From the first day at whose end it was overdue until before the other; null while that lasts. */
type Stretch = readonly [from: PlainDate, until: PlainDate | null];

/**
 * The days at whose end a petition was overdue, as boundaries in turn: from, until before, from … A reply is overdue from
 * when its term ended until it was sent, a resolution until there was an outcome; what waits for the citizen is due on no
 * day. Terms count as they stand now: one that was moved is overdue from where it was moved to, in earlier months too.
 * @param ended_on day of the outcome that stands, after which nothing is owed
 */
export function overdueDays(
  { ledgers, time_zone }: { ledgers: Ledgers; time_zone: string },
  ended_on: PlainDate | null,
): readonly PlainDate[] {
  const stretches = (['reply', 'resolve'] as const).flatMap((clock): Stretch[] => {
    const entries = ledgers.get(clock) ?? [];
    if (entries.length === 0) return [];
    const state = foldClock(entries);
    if (state.due_at === null) return [];
    // A deadline holds until its second is over.
    const from = localDateOf(addSeconds(state.due_at, 1), time_zone);
    const met = isOpen(state) ? null : localDateOf(state.met_at ?? state.last_at, time_zone);
    const until = earlier(met, ended_on);
    return until === null || from < until ? [[from, until]] : [];
  });
  const [one, other] = stretches.sort(([a], [b]) => a.localeCompare(b));
  if (one === undefined) return [];
  if (other === undefined) return boundaries(one);
  const isApart = one[1] !== null && one[1] < other[0];
  return isApart ? [...boundaries(one), ...boundaries(other)] : boundaries([one[0], later(one[1], other[1])]);
}

const boundaries = ([from, until]: Stretch): PlainDate[] => (until === null ? [from] : [from, until]);

/** Null is never. */
const earlier = (one: PlainDate | null, other: PlainDate | null): PlainDate | null =>
  one === null || other === null ? (one ?? other) : one < other ? one : other;
const later = (one: PlainDate | null, other: PlainDate | null): PlainDate | null =>
  one === null || other === null ? null : one < other ? other : one;
