import { foldClock } from '../../core/deadlines/clock.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { termInForce } from '../../core/deadlines/terms.ts';
import type { Calendar } from '../../core/deadlines/calendar.ts';
import { beginAnew, stop, type LedgerLine } from '../../core/petitions/clock-effects.ts';
import { daysHeld } from '../../core/petitions/days-held.ts';
import type { Authority, Unit } from '../../core/cities/configuration.ts';
import { clockOf, withLines } from '../../store/clocks.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';
import type { PetitionContext } from './petition-action.ts';

type Context = PetitionContext<unknown>;

/** Where the petition goes next. */
export interface NextHands {
  readonly unit: Unit;
  readonly authority: Authority;
  readonly calendar: Calendar;
}

export interface Handover {
  readonly next_assignment_id: string;
  /** Business days that the unit before had it. */
  readonly days_used: number;
  readonly lines: readonly LedgerLine[];
}

/**
 * Ends the answering assignment and opens the next one, to be accepted within the term of its authority: a new round
 * of the accept clock from today. Whose days were used stays on the assignment that ended.
 */
export async function handOver(
  context: Context,
  next: NextHands,
  why: { state: 'returned' | 'transferred'; reason: string },
): Promise<Handover> {
  const { tx, petition, now, actor } = context;
  const days_used = await daysUsedByUnit(context);
  await tx
    .updateTable('assignments')
    .set({ state: why.state, ended_at: now, reason: why.reason, days_used })
    .where('id', '=', petition.state.assignment_id)
    .execute();
  const lines = acceptAnew(context, next);
  const next_assignment_id = newId();
  await tx
    .insertInto('assignments')
    .values({
      id: next_assignment_id,
      petition_id: petition.row.id,
      authority_id: next.authority.id,
      unit_id: next.unit.id,
      state: 'to_accept',
      assigned_by: actor.kind === 'staff' ? actor.user_id : null,
      assigned_at: now,
      accept_due_at: clockOf(withLines(petition.ledger, lines), 'accept')?.due_at ?? null,
    })
    .execute();
  return { next_assignment_id, days_used, lines };
}

async function daysUsedByUnit({ tx, petition, calendar, today }: Context): Promise<number> {
  const held = await tx
    .selectFrom('assignments')
    .select('assigned_at')
    .where('id', '=', petition.state.assignment_id)
    .executeTakeFirstOrThrow();
  const came = localDateOf(held.assigned_at, calendar.time_zone);
  // What arrived out of hours is nobody's delay before the day of its filing.
  const from = came < petition.row.filed_on ? petition.row.filed_on : came;
  const reply = petition.ledger.get('reply') ?? [];
  return daysHeld(calendar, { from, until: today }, reply.length === 0 ? [] : foldClock(reply).spans);
}

/** The accept clock of whoever gets the petition; where the law gives that authority none, the old one stops. */
function acceptAnew({ petition, city, now }: Context, next: NextHands): LedgerLine[] {
  const { calendar, authority } = next;
  const { kind_code: kind, service_id, filed_on: on } = petition.row;
  const service = city.services.get(service_id)?.code ?? '';
  const term = termInForce(city.terms, { kind, service, authority: authority.code, clock: 'accept', on });
  const act = { at: now, calendar };
  if (term === undefined) return stop(petition.ledger, ['accept'], act);
  const day_zero = localDateOf(now, calendar.time_zone);
  return beginAnew(petition.ledger, { ...act, term, day_zero, authority: authority.code });
}

/** The unit with that id, if it works in this city and is not the one that the complaint names. */
export function unitToReceive({ city, petition }: Context, unit_id: string): Unit {
  const unit = city.units.get(unit_id);
  if (!unit) throw new Refused('unit_unknown', {}, { unit_id: 'unit_unknown' });
  if (!unit.is_active || city.authorities.get(unit.authority_id)?.is_active === false) {
    throw new Refused('unit_inactive', {}, { unit_id: 'unit_inactive' });
  }
  if (unit.id === petition.row.named_unit_id) throw new Refused('unit_is_named');
  return unit;
}

/** Ends every assignment of a petition that closes. */
export async function endAssignments(tx: Tx, petition_id: string, now: string): Promise<void> {
  await tx
    .updateTable('assignments')
    .set({ state: 'finished', ended_at: now })
    .where('petition_id', '=', petition_id)
    .where('ended_at', 'is', null)
    .execute();
}
