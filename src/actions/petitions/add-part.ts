import { z } from 'zod';
import type { Place } from '../../core/access/permissions.ts';
import { event } from '../../core/petitions/events.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { Refused } from '../refused.ts';
import { unitToReceive } from './assignments.ts';
import { petitionAction, type PetitionContext } from './petition-action.ts';
import { bodyInput } from './petition-input.ts';
import { writeMessage } from './write-message.ts';

const partInput = z.object({
  unit_id: z.uuid(),
  /** Asked the same at the same time; all of them or none. */
  more_unit_ids: z.array(z.uuid()).max(9).default([]),
  instructions: bodyInput,
});

/** Other units, of this or another authority, do their part; the unit that has the petition still answers. */
export const addPart = petitionAction({
  name: 'add-part',
  action: 'add_part',
  input: partInput,
  async run(context) {
    const { unit_id, more_unit_ids } = context.input;
    const parts = [];
    for (const id of new Set([unit_id, ...more_unit_ids])) parts.push(await partOf(context, id));
    return {
      events: parts.map((part) => event('part_added', 'staff', part)),
      result: { assignment_id: parts[0]!.assignment_id },
    };
  },
});

async function partOf(context: PetitionContext<z.output<typeof partInput>>, unit_id: string) {
  const { tx, petition, now, actor, input } = context;
  const unit = unitToReceive(context, unit_id);
  const { instructions } = input;
  if (unit.id === petition.row.unit_id || (await openPart(tx, petition, { unit_id: unit.id }))) {
    throw new Refused('same_unit', {}, { unit_id: 'same_unit' });
  }
  const assignment_id = newId();
  const { authority_id } = unit;
  await tx
    .insertInto('assignments')
    .values({
      ...{ id: assignment_id, petition_id: petition.row.id, part: 'contributing', state: 'to_accept' },
      ...{ authority_id, unit_id, instructions, assigned_at: now },
      assigned_by: actor.kind === 'staff' ? actor.user_id : null,
    })
    .execute();
  return { assignment_id, unit_id, authority_id, instructions };
}

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
