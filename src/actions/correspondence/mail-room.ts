import type { Actor, StaffActor } from '../../core/access/actor.ts';
import type { Permission } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { Refused } from '../refused.ts';

/** Whose register it is: the authority of who keeps it, or the city's where they serve all of it. */
export interface MailRoom {
  readonly actor: StaffActor;
  readonly city: CityConfiguration;
  readonly authority_id: string;
  readonly unit_id: string | null;
}

/** @throws Refused `forbidden` for who does no such thing in that city, `sign_in_needed` for who is no member of staff */
export async function mailRoomOf(
  tx: Tx,
  actor: Actor,
  { city_id, permission }: { city_id: string; permission: Permission },
): Promise<MailRoom> {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const grant = actor.grants.find((one) => one.city_id === city_id && one.permissions.includes(permission));
  if (grant === undefined) throw new Refused('forbidden');
  const city = (await cityConfiguration(tx, city_id))!;
  const ofCity = [...city.authorities.values()].find(({ level, is_active }) => level === 'city' && is_active);
  const authority_id = grant.authority_id ?? ofCity!.id;
  return { actor, city, authority_id, unit_id: grant.unit_ids?.[0] ?? null };
}

/** The local year there, by which the register and its cover sheets are numbered. */
export function yearOf({ city, authority_id }: MailRoom, now: string): number {
  return Number(localDateOf(now, city.authorities.get(authority_id)!.time_zone).slice(0, 4));
}
