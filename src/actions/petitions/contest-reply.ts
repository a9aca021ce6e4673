import { z } from 'zod';
import { foldClock, isOpen } from '../../core/deadlines/clock.ts';
import { beginAnew, type LedgerLine } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { newId } from '../../store/ids.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';
import { bodyInput } from './petition-input.ts';
import { writeMessage } from './write-message.ts';

/**
 * The person does not agree: back to work at the same unit, as often and as long as the pack allows. The clocks that
 * were met begin anew today with the terms that were frozen at filing.
 */
export const contestReply = petitionAction({
  name: 'contest-reply',
  action: 'contest',
  input: z.object({ body: bodyInput }),
  run: backToWork,
});

/** What the person says is missing, and the petition at work again at the same unit. */
export async function backToWork(context: PetitionContext<{ body: string }>): Promise<PetitionChange> {
  const { petition, input } = context;
  const said = { kind: 'contest', audience: 'citizen', body: input.body } as const;
  const message_id = await writeMessage(context, { petition_id: petition.row.id, ...said });
  const assignment_id = await backToUnit(context);
  return {
    events: [event('closing_contested', 'public', { message_id, assignment_id })],
    lines: clocksAnew(context),
    columns: { closed_at: null },
    notices: [{ template: 'closing_contested' }],
    result: { message_id },
  };
}

function clocksAnew({ petition, city, now, calendar, today }: PetitionContext<unknown>): LedgerLine[] {
  const authority = city.authorities.get(petition.row.current_authority_id)!.code;
  return ['reply', 'resolve'].flatMap((clock) => {
    const entries = petition.ledger.get(clock) ?? [];
    if (entries.length === 0) return [];
    const state = foldClock(entries);
    if (isOpen(state)) return [];
    const act = { at: now, calendar, term: state.term, day_zero: today, authority };
    return beginAnew(petition.ledger, act);
  });
}

/** The assignment that was open until closing goes on; after closing the unit gets a new one. */
async function backToUnit({ tx, petition, now }: PetitionContext<unknown>): Promise<string> {
  const open = petition.state.assignment_id;
  if (open !== '') {
    await tx.updateTable('assignments').set({ state: 'accepted' }).where('id', '=', open).execute();
    return open;
  }
  const id = newId();
  const { id: petition_id, unit_id, current_authority_id: authority_id } = petition.row;
  await tx
    .insertInto('assignments')
    .values({
      ...{ id, petition_id, unit_id, authority_id, state: 'accepted' },
      ...{ assigned_at: now, accepted_at: now },
    })
    .execute();
  return id;
}
