import type { Actor } from '../../core/access/actor.ts';
import { Refused } from '../refused.ts';
import type { ApiKeyPermission } from './create-api-key.ts';

export type ApiActor = Extract<Actor, { kind: 'api' }>;

/** The other system, when its key may do this in the city. @throws Refused `forbidden` */
export function senderOf(
  actor: Actor,
  { permission, city_id }: { permission: ApiKeyPermission | null; city_id: string },
): ApiActor {
  if (actor.kind !== 'api' || actor.city_id !== city_id) throw new Refused('forbidden');
  if (permission !== null && !actor.permissions.includes(permission)) throw new Refused('forbidden');
  return actor;
}

/** How a petition remembers the key that filed it (`petitions.source.system`). */
export const sourceOf = (key_id: string): string => `open311/${key_id}`;
