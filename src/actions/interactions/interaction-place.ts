import type { Actor, StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { DatabaseActor, Tx } from '../../store/database.ts';
import { databaseActor } from '../app.ts';
import { Refused } from '../refused.ts';

/** Who records, and where the contact counts: their own authority and unit, or the city's where they serve all of it. */
export interface Recording {
  readonly actor: StaffActor;
  readonly city: CityConfiguration;
  readonly authority_id: string;
  readonly unit_id: string | null;
}

/**
 * An interaction in a call of the exchange, which may be of another authority of the city, as the asker's extension is then:
 * of call and extension only what is the asker's own is asked for, of persons and petitions what they may see.
 */
export const besideCall = (
  { call_id }: { call_id?: string | null | undefined },
  actor: Actor,
): DatabaseActor => (call_id == null ? databaseActor(actor) : { kind: 'system' });

/** @throws Refused `forbidden` for who records nothing in that city, `sign_in_needed` for who is no member of staff */
export async function recordingAt(tx: Tx, actor: Actor, city_id: string): Promise<Recording> {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const grant = actor.grants.find(
    (one) => one.city_id === city_id && one.permissions.includes('interactions.record'),
  );
  if (grant === undefined) throw new Refused('forbidden');
  const city = (await cityConfiguration(tx, city_id))!;
  const ofCity = [...city.authorities.values()].find(({ level, is_active }) => level === 'city' && is_active);
  const authority_id = grant.authority_id ?? ofCity!.id;
  return { actor, city, authority_id, unit_id: grant.unit_ids?.[0] ?? null };
}

/** An interaction of one's own that has not ended, or one that the server has not heard of. @throws Refused */
export function askOwn(
  row: { readonly user_id: string | null; readonly city_id: string; readonly ended_at: string | null } | null,
  { actor, city }: Pick<Recording, 'actor' | 'city'>,
): void {
  if (row === null) return;
  if (row.user_id !== actor.user_id || row.city_id !== city.city.id) throw new Refused('not_found');
  if (row.ended_at !== null) throw new Refused('interaction_over');
}
