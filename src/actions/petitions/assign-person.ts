import { z } from 'zod';
import { grantsReach } from '../../core/access/permissions.ts';
import { event } from '../../core/petitions/events.ts';
import type { Tx } from '../../store/database.ts';
import { grantsOfUser } from '../../queries/staff/grants-of-user.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { Refused } from '../refused.ts';
import { petitionAction, placeOf } from './petition-action.ts';

/** Gives the petition to a colleague who works at its unit, or to nobody. */
export const assignPerson = petitionAction({
  name: 'assign-person',
  action: 'assign_person',
  input: z.object({ user_id: z.uuid().nullable() }),
  async run({ tx, petition, input: { user_id } }) {
    const before = petition.state.assignee_id;
    if (user_id !== null) await refuseUnlessAtUnit(tx, petition, user_id);
    if (user_id === before) return { events: [] };
    return {
      events: [event('person_assigned', 'staff', { user_id })],
      result: { undo: { user_id: before } },
    };
  },
});

/** Takes the petition oneself. */
export const takePetition = petitionAction({
  name: 'take-petition',
  action: 'take',
  async run({ tx, petition, actor }) {
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const { user_id } = actor;
    await refuseUnlessAtUnit(tx, petition, user_id);
    if (user_id === petition.state.assignee_id) return { events: [] };
    return { events: [event('person_assigned', 'staff', { user_id })] };
  },
});

async function refuseUnlessAtUnit(tx: Tx, petition: LockedPetition, user_id: string): Promise<void> {
  if (await worksAt(tx, petition, user_id)) return;
  const known = await tx.selectFrom('users').select('id').where('id', '=', user_id).executeTakeFirst();
  const code = known ? 'user_not_at_unit' : 'user_unknown';
  throw new Refused(code, {}, { user_id: code });
}

/** Whether the user is active and may work on petitions where this one is. */
export async function worksAt(
  tx: Tx,
  petition: Pick<LockedPetition, 'row'>,
  user_id: string,
): Promise<boolean> {
  const user = await tx.selectFrom('users').select('is_active').where('id', '=', user_id).executeTakeFirst();
  if (!user?.is_active) return false;
  return grantsReach(await grantsOfUser(tx, user_id), 'petition.accept', placeOf(petition));
}
