import { z } from 'zod';
import { grantsReach } from '../../core/access/permissions.ts';
import { permits } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { grantsOfUser } from '../../queries/staff/grants-of-user.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { lockPetition, type LockedPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { placeOf, record } from './petition-action.ts';
import { assignedTo, whoTakesIt } from './who-takes-it.ts';

export interface ReassignedWork {
  readonly moved: number;
  /** Left as they were: the new person does not work at their unit, or is away and nobody there stands in. */
  readonly left: readonly string[];
}

/**
 * Hands all the open work of somebody who is away or has left to a colleague, or to nobody, at once. Only petitions at
 * places where the actor may reassign; of those, only what the colleague may work on.
 */
export const reassignWork = defineAction({
  name: 'reassign-work',
  permission: 'work.reassign',
  input: z.object({ from_user_id: z.uuid(), to_user_id: z.uuid().nullable() }),
  async run(context): Promise<ReassignedWork> {
    const { tx, actor, input } = context;
    const { from_user_id, to_user_id } = input;
    const receives = await reachOf();
    const work = await tx
      .selectFrom('petitions')
      .select('id')
      .where('assignee_id', '=', from_user_id)
      .where('stage', '<>', 'closed')
      // Always in the same order, so that two hand-overs at once wait for each other instead of dying.
      .orderBy('id')
      .execute();
    const left: string[] = [];
    let moved = 0;
    for (const { id } of work) {
      const petition = await lockPetition(tx, id);
      if (petition?.state.assignee_id !== from_user_id) continue;
      if (!permits(actor, 'work.reassign', placeOf(petition))) continue;
      if (!receives(petition)) {
        left.push(petition.row.folio);
        continue;
      }
      const city = (await cityConfiguration(tx, petition.row.city_id))!;
      const given = await giveTo(context, { petition, city, to_user_id });
      // Whoever stands in may be the very one whose work it is.
      if (given === null || given.user_id === from_user_id) {
        left.push(petition.row.folio);
        continue;
      }
      await record(context, { petition, city }, { events: [given.event] });
      moved += 1;
    }
    return { moved, left };

    async function reachOf() {
      if (to_user_id === null) return () => true;
      const user = await tx
        .selectFrom('users')
        .select('is_active')
        .where('id', '=', to_user_id)
        .executeTakeFirst();
      if (!user?.is_active || to_user_id === from_user_id) {
        throw new Refused('user_unknown', {}, { to_user_id: 'user_unknown' });
      }
      const grants = await grantsOfUser(tx, to_user_id);
      return (petition: Parameters<typeof placeOf>[0]) =>
        grantsReach(grants, 'petition.accept', placeOf(petition));
    }
  },
});

/** Who has it next, with the event that says so; null where the one who should is away and nobody stands in. */
async function giveTo(
  { tx, now }: ActionContext<unknown>,
  given: { petition: LockedPetition; city: CityConfiguration; to_user_id: string | null },
): Promise<{ user_id: string | null; event: PetitionEvent } | null> {
  const { petition, city, to_user_id } = given;
  if (to_user_id === null)
    return { user_id: null, event: event('person_assigned', 'staff', { user_id: null }) };
  const { time_zone } = city.calendars.get(petition.row.current_authority_id)!;
  const today = localDateOf(now, time_zone);
  try {
    const user_id = await whoTakesIt({ tx, petition, today }, to_user_id);
    return { user_id, event: assignedTo(user_id, to_user_id) };
  } catch (error) {
    if (error instanceof Refused && error.code === 'assignee_away') return null;
    throw error;
  }
}
