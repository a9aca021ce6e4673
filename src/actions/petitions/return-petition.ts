import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { Refused } from '../refused.ts';
import { handOver, type NextHands } from './assignments.ts';
import { petitionAction, type PetitionContext } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';
import { moveToAuthority } from './transfer-authority.ts';

/**
 * The unit does not take it on: back to its authority's triage with the reason, and the accept clock begins anew. Where
 * triage itself does not, what came from another authority goes back to that one's triage.
 */
export const returnPetition = petitionAction({
  name: 'return-petition',
  action: 'return',
  input: z.object({ reason: reasonInput }),
  async run(context) {
    const { petition, city, calendar, input } = context;
    const authority = city.authorities.get(petition.row.current_authority_id)!;
    const unit = authority.triage_unit_id === null ? undefined : city.units.get(authority.triage_unit_id);
    if (!unit) throw new Refused('unit_unknown');
    if (unit.id === petition.row.unit_id) {
      const sender = await senderOf(context);
      if (sender === null) throw new Refused('same_unit');
      return moveToAuthority(context, sender, 'returned');
    }
    // A complaint about triage itself is not sent back to it: it goes to another authority, or stays.
    if (unit.id === petition.row.named_unit_id) throw new Refused('unit_is_named');
    const { reason } = input;
    const next = await handOver(context, { unit, authority, calendar }, { state: 'returned', reason });
    return {
      events: [
        event('assignment_returned', 'public', {
          assignment_id: petition.state.assignment_id,
          unit_id: unit.id,
          next_assignment_id: next.next_assignment_id,
          reason,
        }),
      ],
      lines: next.lines,
      result: { assignment_id: next.next_assignment_id },
    };
  },
});

/**
 * The authority that transferred it to this one, and its triage. Null where it was filed here, or came back from one
 * that had returned it: two authorities that both say no settle it by transferring it with reasons.
 */
async function senderOf({ tx, petition, city }: PetitionContext<unknown>): Promise<NextHands | null> {
  const before = await tx
    .selectFrom('assignments')
    .select(['authority_id', 'state'])
    .where('petition_id', '=', petition.row.id)
    .where('part', '=', 'answering')
    .where('authority_id', '<>', petition.row.current_authority_id)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (before?.state !== 'transferred') return null;
  const authority = city.authorities.get(before.authority_id);
  const calendar = city.calendars.get(before.authority_id);
  const unit = city.units.get(authority?.triage_unit_id ?? '');
  if (!authority?.is_active || !calendar || !unit?.is_active) return null;
  return unit.id === petition.row.named_unit_id ? null : { authority, calendar, unit };
}
