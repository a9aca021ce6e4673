import { addBusinessDays, type Calendar } from '../deadlines/calendar.ts';
import { localDateOf, startOfDayInstant, type Instant, type PlainDate } from '../deadlines/plain-date.ts';
import { accepted, refused, type Decision } from '../decision.ts';

/** How a reply on paper reaches its person. */
export const deliveryWays = ['in_person', 'post', 'list'] as const;
export type DeliveryWay = (typeof deliveryWays)[number];

/** By which rule a delivery notifies; its sentence is `notification_rule.<rule>`. */
export type NotificationRule = 'handed_over' | 'carrier_delivered' | 'after_list';

export interface Notified {
  readonly notified_at: Instant;
  readonly notified_on: PlainDate;
  readonly rule: NotificationRule;
}

/**
 * When a delivery counts as notified. Handed over: the very day. Post: the day on which the carrier delivered it. List:
 * the business day after its last day on the list, so that no day of a term runs while it hangs. None of the sources
 * gives an article for this: these are rules of the system, to be confirmed by each city's legal area, and say so.
 * @throws OutsideCalendarCoverage
 */
export function notifiedBy(
  delivered:
    | { readonly way: 'in_person' | 'post'; readonly at: Instant }
    | { readonly way: 'list'; readonly until: PlainDate },
  calendar: Calendar,
): Notified {
  if (delivered.way === 'list') {
    const notified_on = addBusinessDays(calendar, delivered.until, 1);
    const notified_at = startOfDayInstant(notified_on, calendar.time_zone);
    return { notified_at, notified_on, rule: 'after_list' };
  }
  return {
    notified_at: delivered.at,
    notified_on: localDateOf(delivered.at, calendar.time_zone),
    rule: delivered.way === 'post' ? 'carrier_delivered' : 'handed_over',
  };
}

export interface Attempt {
  readonly way: DeliveryWay;
  readonly state: 'under_way' | 'delivered' | 'returned' | 'undone';
}

/**
 * The way to try next: post where there is an address, else in person; what came back by post is called for in person
 * or, where that failed too, put on the list. Null while one is under way, or when it is delivered.
 */
export function nextWay(
  attempts: readonly Attempt[],
  { has_address }: { has_address: boolean },
): DeliveryWay | null {
  if (attempts.some(({ state }) => state === 'under_way' || state === 'delivered')) return null;
  const failed = (way: DeliveryWay) => attempts.some((one) => one.way === way && one.state === 'returned');
  if (has_address && !failed('post')) return 'post';
  return failed('post') || failed('in_person') ? 'list' : 'in_person';
}

/** Whether a delivery may be taken back: on the local day on which its end was written down, and no later. */
export function mayTakeBack(
  delivery: {
    readonly state: Attempt['state'];
    readonly decided_at: Instant | null;
    readonly recorded_at: Instant;
  },
  { now, calendar }: { now: Instant; calendar: Calendar },
): Decision<true, 'delivery_not_in_this_state' | 'delivery_not_today'> {
  if (delivery.state === 'undone') return refused('delivery_not_in_this_state');
  const day = (at: Instant) => localDateOf(at, calendar.time_zone);
  return day(delivery.decided_at ?? delivery.recorded_at) === day(now)
    ? accepted(true)
    : refused('delivery_not_today');
}

const minute_ms = 60_000;

/** What was handed, posted or hung was so after the reply was sent, to the minute as it is typed, and not after now. Instants. */
export function isWithin(at: string, { from, until }: { from: string; until: string }): boolean {
  const [instant, first, last] = [at, from, until].map((one) => Date.parse(one)) as [number, number, number];
  return instant >= first - (first % minute_ms) && instant <= last;
}
