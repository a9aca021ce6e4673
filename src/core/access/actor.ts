import { grantsReach, holdsAnywhere, type Grant, type Permission, type Place } from './permissions.ts';

/** Who is asking, as the door (cookie, key, job) found out. Everything else is asked of this. */
export type Actor =
  | StaffActor
  | { readonly kind: 'citizen'; readonly petition_id: string | null; readonly supporter_id?: string }
  | {
      readonly kind: 'api';
      readonly key_id: string;
      readonly city_id: string;
      readonly permissions: readonly string[];
    }
  | { readonly kind: 'public' }
  | { readonly kind: 'system' };

export interface StaffActor {
  readonly kind: 'staff';
  readonly user_id: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Every authority that some grant reaches; all of the city's for a city-wide grant. */
  readonly authority_ids: readonly string[];
}

/** Whether the actor holds the permission at that place. The system may do everything it has a job for. */
export function permits(actor: Actor, permission: Permission, place: Place): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'staff' && grantsReach(actor.grants, permission, place);
}

/** Whether the actor holds the permission somewhere. */
export function permitsAnywhere(actor: Actor, permission: Permission): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'staff' && holdsAnywhere(actor.grants, permission);
}
