import type { Authority, CityConfiguration } from '../core/cities/configuration.ts';
import type { TransferPolicy } from '../core/deadlines/clock-entries.ts';
import { foldClock, isOpen } from '../core/deadlines/clock.ts';
import { transferClock } from '../core/deadlines/clock-transfer.ts';
import { termInForce } from '../core/deadlines/terms.ts';
import type { LockedPetition } from '../store/petitions.ts';

export interface ClockOfTransfer {
  readonly clock: string;
  readonly due_before: string | null;
  /** Null where the clock cannot be transferred; the entry then says why. */
  readonly due_after: string | null;
  readonly entry: ReturnType<typeof transferClock>;
}

interface Transfer {
  readonly authority: Authority;
  readonly policy: TransferPolicy;
  readonly at: string;
  readonly reason: string;
}

/**
 * What a transfer to another authority does to the reply and resolve clocks: due dates before and after, and the
 * ledger entries that the action would write. Pure. Throws OutsideCalendarCoverage.
 */
export function previewTransfer(
  city: CityConfiguration,
  { row, ledger }: Pick<LockedPetition, 'row' | 'ledger'>,
  { authority, policy, at, reason }: Transfer,
): ClockOfTransfer[] {
  const service = city.services.get(row.service_id)?.code ?? '';
  return ['reply', 'resolve'].flatMap((clock) => {
    const entries = ledger.get(clock) ?? [];
    const state = entries.length === 0 ? null : foldClock(entries);
    if (state === null || !isOpen(state)) return [];
    const question = { kind: row.kind_code, service, authority: authority.code, clock, on: row.filed_on };
    const entry = transferClock(entries, {
      ...{ at, policy, reason, to_authority: authority.code },
      from_calendar: city.calendars.get(row.current_authority_id)!,
      to_calendar: city.calendars.get(authority.id)!,
      // Where the receiver's rules give no term of its own, the one frozen at filing goes on.
      term: termInForce(city.terms, question) ?? state.term,
    });
    const due_after = entry.accepted ? foldClock([...entries, entry.value]).due_on : null;
    return [{ clock, due_before: state.due_on, due_after, entry }];
  });
}
