import type { Actor, StaffActor } from '../../core/access/actor.ts';
import type { Permission } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { officeDay, type OfficeDay } from '../../core/turns/office-day.ts';
import { hoursOf, type OfficeCounter } from '../../core/turns/office.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { readOffice, type Office } from '../../store/tickets.ts';
import { Refused } from '../refused.ts';

/** An office with its city and its day. */
export interface OfficePlace {
  readonly office: Office;
  readonly city: CityConfiguration;
  readonly day: OfficeDay;
}

type By = { readonly id: string } | { readonly city_id: string; readonly code: string };

/** @throws Refused `not_found` for an office that is not, is closed for good, or may not be known of */
export async function officePlace(tx: Tx, by: By, now: string): Promise<OfficePlace> {
  const office = await readOffice(tx, by);
  if (office === null || !office.is_active) throw new Refused('not_found');
  const city = (await cityConfiguration(tx, office.city_id))!;
  const day = officeDay({ ...hoursOf(office, city), now }, office.settings.stop_minutes);
  return { office, city, day };
}

/**
 * Who attends at an office: whoever attends people for its authority, in whichever unit.
 * @throws Refused `sign_in_needed`, `not_found` for who does not
 */
export function askAttending(
  actor: Actor,
  office: Pick<Office, 'city_id' | 'authority_id'>,
  permission: Permission = 'interactions.record',
): StaffActor {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  if (!reachesOffice(actor, office, permission)) throw new Refused('not_found');
  return actor;
}

/**
 * Who attends people in the city of an office: what anybody may do there on the portal, they do for who asks them.
 * @throws Refused `sign_in_needed`, `not_found` for who attends nobody in that city
 */
export function attendingInCity(actor: Actor, { city_id }: Pick<Office, 'city_id'>): StaffActor {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const attends = actor.grants.some(
    (one) => one.city_id === city_id && one.permissions.includes('interactions.record'),
  );
  if (!attends) throw new Refused('not_found');
  return actor;
}

/** Whether some grant carries the permission to the authority of the office. */
export function reachesOffice(
  { grants }: Pick<StaffActor, 'grants'>,
  { city_id, authority_id }: Pick<Office, 'city_id' | 'authority_id'>,
  permission: Permission,
): boolean {
  return grants.some(
    (one) =>
      one.permissions.includes(permission) &&
      one.city_id === city_id &&
      (one.authority_id === null || one.authority_id === authority_id),
  );
}

/** A counter that is open. @throws Refused('invalid_input') */
export function counterOf({ settings }: Office, code: string): OfficeCounter {
  const counter = settings.counters.find((one) => one.code === code && one.is_active);
  if (counter === undefined) throw new Refused('invalid_input', {}, { counter_code: 'invalid' });
  return counter;
}

/** A line that is open. @throws Refused('invalid_input') */
export function lineOf({ settings }: Office, code: string) {
  const line = settings.lines.find((one) => one.code === code && one.is_active);
  if (line === undefined) throw new Refused('invalid_input', {}, { line_code: 'invalid' });
  return line;
}
