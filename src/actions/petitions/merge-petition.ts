import { z } from 'zod';
import { stop } from '../../core/petitions/clock-effects.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import type { Notice } from '../notices/enqueue-notices.ts';
import { Refused } from '../refused.ts';
import { endAssignments } from './assignments.ts';
import { closedAs } from './closing.ts';
import { petitionAction, record, seenAndLocked, type PetitionContext } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';
import { addSupporter } from './supporters.ts';

/**
 * The same thing was asked before: this petition closes as a duplicate, and who asked for it (and its supporters)
 * become supporters of the other one, each with a key of their own, so that the news goes on reaching them.
 */
export const mergePetition = petitionAction({
  name: 'merge-petition',
  action: 'merge',
  input: z.object({ into: z.uuid(), reason: reasonInput }),
  async run(context) {
    const { tx, petition, city, now, calendar, input } = context;
    if (input.into === petition.row.id) throw new Refused('cannot_merge_into_itself');
    const target = await seenAndLocked(context, input.into);
    if (target.row.city_id !== petition.row.city_id) throw new Refused('not_found');
    if (target.row.stage === 'closed') throw new Refused('merge_target_closed');
    await bringSupporters(context, target);
    await endAssignments(tx, petition.row.id, now);
    const { id: into, folio: into_folio } = target.row;
    return {
      events: [
        event('petition_merged', 'citizen', { into, into_folio }),
        closedAs(city, 'merged', 'duplicate'),
      ],
      lines: stop(petition.ledger, ['accept', 'reply', 'resolve', 'completion'], { at: now, calendar }),
      columns: { closed_at: now },
      notices: [{ template: 'petition_merged', values: { into: into_folio, reason: input.reason } }],
    };
  },
});

async function bringSupporters(context: PetitionContext<unknown>, target: LockedPetition): Promise<void> {
  const { tx, app, petition, city } = context;
  const followers = await tx
    .selectFrom('supporters')
    .select(['person_id', 'channel'])
    .where('petition_id', '=', petition.row.id)
    .orderBy('id')
    .execute();
  const petitioner = { person_id: petition.row.person_id, channel: petition.row.channel };
  const events: PetitionEvent[] = [];
  const notices: Notice[] = [];
  for (const follower of [petitioner, ...followers]) {
    if (follower.person_id !== null && follower.person_id === target.row.person_id) continue;
    const supporter_id = await addSupporter(context, { ...follower, petition_id: target.row.id });
    if (supporter_id === null) continue;
    events.push(event('supporter_joined', 'public', { supporter_id }));
    if (follower.person_id === null) continue;
    const values = { key: accessKeyFor(app.keys, supporter_id, 1) };
    notices.push({ template: 'supporter_joined', values, only_person_id: follower.person_id });
  }
  if (events.length > 0) await record(context, { petition: target, city }, { events, notices });
}
