import type { CityConfiguration, Service } from '../core/cities/configuration.ts';
import { changeOfService, type ClockAfterChange } from '../core/petitions/change-of-service.ts';
import type { LockedPetition } from '../store/petitions.ts';

/**
 * What a change of service would do to each clock of the petition: due date before and after, days already used, and
 * the ledger lines that the action would write. Pure. Throws OutsideCalendarCoverage.
 */
export function previewChangeService(
  city: CityConfiguration,
  { row, ledger }: Pick<LockedPetition, 'row' | 'ledger'>,
  { service, now }: { service: Service; now: string },
): ClockAfterChange[] {
  return changeOfService(ledger, {
    terms: city.terms,
    kind: service.kind_code,
    service: service.code,
    authority: city.authorities.get(row.current_authority_id)!.code,
    filed_on: row.filed_on,
    at: now,
    calendar: city.calendars.get(row.current_authority_id)!,
  });
}
