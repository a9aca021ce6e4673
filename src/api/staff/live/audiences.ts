import type { StaffActor } from '../../../core/access/actor.ts';
import type { ChangedPetition } from '../../../queries/staff/changed-petitions.ts';
import { reachesOf, type Reach } from '../../../queries/visible-petitions.ts';

/** Everybody who sees the same: what they are told is found, and written, once. */
export interface Audience<L> {
  readonly key: string;
  /** Keys of `Reach`es. */
  readonly reaches: ReadonlyMap<string, Reach>;
  readonly authority_ids: ReadonlySet<string>;
  readonly listeners: Set<L>;
}

export type Audiences<L> = Map<string, Audience<L>>;

/** The audience that the person belongs to; of one that is new, nobody listens yet. */
export function audienceOf<L>(audiences: Audiences<L>, actor: StaffActor): Audience<L> {
  const reaches = new Map(reachesOf(actor).map((reach) => [JSON.stringify(reach), reach]));
  const authority_ids = [...actor.authority_ids].sort();
  const key = JSON.stringify([[...reaches.keys()], authority_ids]);
  return (
    audiences.get(key) ?? { key, reaches, authority_ids: new Set(authority_ids), listeners: new Set<L>() }
  );
}

type Place = Omit<ChangedPetition, 'id'>;

/**
 * Whether something there is behind the person's own wall: the same that the database's row-level security asks. It
 * stands behind the reaches and not for them.
 */
export function isWithin({ authority_ids }: Pick<Audience<unknown>, 'authority_ids'>, place: Place): boolean {
  return place.authority_ids.some((id) => authority_ids.has(id));
}

/** The reaches of these audiences that may be concerned by what changed at these places, each once. */
export function reachesAt<L>(
  audiences: Iterable<Audience<L>>,
  places: readonly Place[],
): ReadonlyMap<string, Reach> {
  const cities = new Set(places.map(({ city_id }) => city_id));
  const authorities = new Set(places.flatMap(({ authority_ids }) => authority_ids));
  const found = new Map<string, Reach>();
  for (const { reaches } of audiences)
    for (const [key, reach] of reaches)
      if (cities.has(reach.city_id) && (reach.authority_id === null || authorities.has(reach.authority_id)))
        found.set(key, reach);
  return found;
}
