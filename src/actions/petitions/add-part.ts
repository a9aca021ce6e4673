import { z } from 'zod';
import type { Place } from '../../core/access/permissions.ts';
import { event } from '../../core/petitions/events.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { Refused } from '../refused.ts';
import { unitToReceive } from './assignments.ts';
import { petitionAction } from './petition-action.ts';
import { bodyInput } from './petition-input.ts';
import { writeMessage } from './write-message.ts';

/** Another unit, of this or another authority, does its part; the unit that has the petition still answers. */
export const addPart = petitionAction({
  name: 'add-part',
  action: 'add_part',
  input: z.object({ unit_id: z.uuid(), instructions: bodyInput }),
  async run(context) {
    const { tx, petition, now, actor, input } = context;
    const unit = unitToReceive(context, input.unit_id);
    const { instructions } = input;
    if (unit.id === petition.row.unit_id || (await openPart(tx, petition, { unit_id: unit.id }))) {
      throw new Refused('same_unit', {}, { unit_id: 'same_unit' });
    }
    const assignment_id = newId();
    await tx
      .insertInto('assignments')
      .values({
        ...{ id: assignment_id, petition_id: petition.row.id, part: 'contributing', state: 'to_accept' },
        ...{ authority_id: unit.authority_id, unit_id: unit.id, instructions, assigned_at: now },
        assigned_by: actor.kind === 'staff' ? actor.user_id : null,
      })
      .execute();
    const { authority_id, id: unit_id } = unit;
    return {
      events: [event('part_added', 'staff', { assignment_id, unit_id, authority_id, instructions })],
      result: { assignment_id },
    };
  },
});

/** A contributing unit has done its part and says what it found; asked of whoever works at that unit. */
export const finishPart = petitionAction({
  name: 'finish-part',
  action: 'finish_part',
  input: z.object({ assignment_id: z.uuid(), body: bodyInput }),
  async place({ tx, input }, petition): Promise<Place> {
    const part = await openPart(tx, petition, { id: input.assignment_id });
    if (!part) throw new Refused('part_unknown');
    return { city_id: petition.row.city_id, authority_id: part.authority_id, unit_id: part.unit_id };
  },
  async run(context) {
    const { tx, petition, now, input } = context;
    const { assignment_id, body } = input;
    const part = await tx
      .updateTable('assignments')
      .set((eb) => ({
        state: 'finished',
        ended_at: now,
        accepted_at: eb.fn.coalesce('accepted_at', eb.val(now)),
      }))
      .where('id', '=', assignment_id)
      .returning('authority_id')
      .executeTakeFirstOrThrow();
    const note = { kind: 'note', audience: 'staff', body } as const;
    const message_id = await writeMessage(context, { petition_id: petition.row.id, ...note });
    return {
      events: [event('part_finished', 'staff', { assignment_id, message_id })],
      authority_id: part.authority_id,
      result: { assignment_id, message_id },
    };
  },
});

function openPart(tx: Tx, petition: LockedPetition, which: { id: string } | { unit_id: string }) {
  return tx
    .selectFrom('assignments')
    .select(['id', 'authority_id', 'unit_id'])
    .where('petition_id', '=', petition.row.id)
    .where('part', '=', 'contributing')
    .where('ended_at', 'is', null)
    .where((eb) => ('id' in which ? eb('id', '=', which.id) : eb('unit_id', '=', which.unit_id)))
    .executeTakeFirst();
}
