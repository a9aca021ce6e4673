import type { Actor } from '../../core/access/actor.ts';
import type { Tx } from '../../store/database.ts';
import { lockInteraction } from '../../store/interactions.ts';
import { askOwn, recordingAt } from './interaction-place.ts';

export interface InteractionOfFiling {
  readonly id: string;
  readonly city_id: string;
  readonly authority_id: string;
  readonly user_id: string;
}

/**
 * The call or visit within which a member of staff files; null for a filing that is a contact of its own.
 * @throws Refused `not_found` for another person's, `interaction_over`
 */
export async function interactionOfFiling({
  tx,
  actor,
  input,
}: {
  readonly tx: Tx;
  readonly actor: Actor;
  readonly input: { readonly interaction_id: string | null; readonly city_id: string };
}): Promise<InteractionOfFiling | null> {
  const { interaction_id: id, city_id } = input;
  if (id === null || actor.kind !== 'staff') return null;
  const recording = await recordingAt(tx, actor, city_id);
  askOwn(await lockInteraction(tx, id), recording);
  return { id, city_id, authority_id: recording.authority_id, user_id: actor.user_id };
}
