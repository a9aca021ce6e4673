import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import type { Tx } from '../../store/database.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { Refused } from '../refused.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';
import { assignedTo, whoTakesIt, worksAt } from './who-takes-it.ts';

/** Gives the petition to a colleague who works at its unit, or to whoever stands in for them, or to nobody. */
export const assignPerson = petitionAction({
  name: 'assign-person',
  action: 'assign_person',
  input: z.object({ user_id: z.uuid().nullable() }),
  async run(context) {
    const { user_id } = context.input;
    const undo = { user_id: context.petition.state.assignee_id };
    const change = user_id === null ? nobody(context) : await give(context, user_id);
    return change.events.length === 0 ? change : { ...change, result: { ...change.result, undo } };
  },
});

/**
 * Takes the petition oneself; who is marked as away takes it for whoever stands in. `give_back_to` takes that back: to
 * whoever had it before, or to nobody, and only by whoever has it now.
 */
export const takePetition = petitionAction({
  name: 'take-petition',
  action: 'take',
  input: z.object({ give_back_to: z.uuid().nullable().optional() }),
  async run(context) {
    const { actor, petition, input } = context;
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const had = petition.state.assignee_id;
    if (input.give_back_to === undefined) {
      const change = await give(context, actor.user_id);
      const undo = { give_back_to: had };
      // What whoever stands in got is theirs to give back.
      const is_own = change.events.length > 0 && change.result?.assignee_id === undefined;
      return is_own ? { ...change, result: { ...change.result, undo } } : change;
    }
    if (had !== actor.user_id) throw new Refused('forbidden');
    return input.give_back_to === null ? nobody(context) : give(context, input.give_back_to);
  },
});

function nobody({ petition }: PetitionContext<unknown>): PetitionChange {
  const had = petition.state.assignee_id !== null;
  return { events: had ? [event('person_assigned', 'staff', { user_id: null })] : [] };
}

async function give(context: PetitionContext<unknown>, chosen: string): Promise<PetitionChange> {
  const { tx, petition } = context;
  await refuseUnlessAtUnit(tx, petition, chosen);
  const user_id = await whoTakesIt(context, chosen);
  return {
    events: user_id === petition.state.assignee_id ? [] : [assignedTo(user_id, chosen)],
    result: user_id === chosen ? {} : { assignee_id: user_id },
  };
}

async function refuseUnlessAtUnit(tx: Tx, petition: LockedPetition, user_id: string): Promise<void> {
  if (await worksAt(tx, petition, user_id)) return;
  const known = await tx.selectFrom('users').select('id').where('id', '=', user_id).executeTakeFirst();
  const code = known ? 'user_not_at_unit' : 'user_unknown';
  throw new Refused(code, {}, { user_id: code });
}
