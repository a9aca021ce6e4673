import { sql } from 'kysely';
import type { Authority, CityConfiguration, Unit } from '../core/cities/configuration.ts';
import type { Calendar } from '../core/deadlines/calendar.ts';
import { accepted, refused, type Decision } from '../core/decision.ts';
import type { Reader } from '../store/database.ts';
import type { PetitionRow } from '../store/petitions.ts';

/** Into whose hands a petition goes back. */
export interface Returning {
  readonly authority: Authority;
  readonly unit: Unit;
  readonly calendar: Calendar;
  /** Another authority than the one that has it. */
  readonly is_other: boolean;
}

type NoReturn = 'unit_unknown' | 'nobody_to_return_to' | 'unit_is_named';

/**
 * Where a unit that does not take a petition on returns it: its authority's triage; and what triage itself does not
 * take on, to the triage of the authority that transferred it. Asked before the button is offered and when it is done.
 */
export async function whereReturned(
  reader: Reader,
  { row, city }: { row: PetitionRow; city: CityConfiguration },
): Promise<Decision<Returning, NoReturn>> {
  const authority = city.authorities.get(row.current_authority_id);
  const calendar = city.calendars.get(row.current_authority_id);
  const unit = city.units.get(authority?.triage_unit_id ?? '');
  if (!authority || !calendar || !unit) return refused('unit_unknown');
  if (unit.id === row.unit_id) {
    const sender = await senderOf(reader, { row, city });
    return sender === null ? refused('nobody_to_return_to') : accepted(sender);
  }
  // A complaint about triage itself is not sent back to it: it goes to another authority, or stays.
  if (unit.id === row.named_unit_id) return refused('unit_is_named');
  return accepted({ authority, unit, calendar, is_other: false });
}

/**
 * The authority that transferred it to this one, and its triage. Null where it was filed here, or came back from one
 * that had returned it: two authorities that both say no settle it by transferring it with reasons.
 */
async function senderOf(
  reader: Reader,
  { row, city }: { row: PetitionRow; city: CityConfiguration },
): Promise<Returning | null> {
  const before = await reader
    .selectFrom('assignments')
    .select(['authority_id', 'state'])
    .where('petition_id', '=', row.id)
    .where('part', '=', 'answering')
    .where('authority_id', '<>', row.current_authority_id)
    .orderBy('ended_at', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst();
  if (before?.state !== 'transferred') return null;
  const authority = city.authorities.get(before.authority_id);
  const calendar = city.calendars.get(before.authority_id);
  const unit = city.units.get(authority?.triage_unit_id ?? '');
  if (!authority?.is_active || !calendar || !unit?.is_active) return null;
  return unit.id === row.named_unit_id ? null : { authority, calendar, unit, is_other: true };
}
