import { accepted, refused, type Decision } from '../decision.ts';
import { addSeconds, compareInstants, type Instant, type PlainDate } from '../deadlines/plain-date.ts';
import type { AppointmentRules } from './office.ts';
import type { TicketState } from './ticket.ts';

/** What is known of a number of which somebody says that its holder has come. */
export interface Arriving {
  readonly state: TicketState;
  readonly on_day: PlainDate;
  /** Null for a number without an hour: who holds it is there. */
  readonly appointment_at: Instant | null;
}
type ArrivalRefusal = 'ticket_not_in_this_state' | 'appointment_not_today' | 'appointment_missed';

/** From when on who has not come has lost the place. */
export const missedFrom = (
  appointment_at: Instant,
  { late_minutes }: Pick<AppointmentRules, 'late_minutes'>,
): Instant => addSeconds(appointment_at, late_minutes * 60);

/**
 * Whether somebody with an appointment is there in time: on its day, and no later than the office waits. Earlier is no
 * fault; they wait for their hour inside.
 */
export function arrive(
  { state, on_day, appointment_at }: Arriving,
  { now, today, rules }: { now: Instant; today: PlainDate; rules: Pick<AppointmentRules, 'late_minutes'> },
): Decision<null, ArrivalRefusal> {
  if (state === 'no_show') return refused('appointment_missed');
  if (state !== 'waiting' || appointment_at === null) return refused('ticket_not_in_this_state');
  if (on_day !== today) return refused('appointment_not_today');
  if (compareInstants(now, missedFrom(appointment_at, rules)) > 0) return refused('appointment_missed');
  return accepted(null);
}
