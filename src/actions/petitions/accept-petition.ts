import { event } from '../../core/petitions/events.ts';
import { meet } from '../../core/petitions/clock-effects.ts';
import { petitionAction } from './petition-action.ts';

/** The unit takes the petition on: the accept clock is met and work begins. */
export const acceptPetition = petitionAction({
  name: 'accept-petition',
  action: 'accept',
  async run({ tx, petition, now, calendar }) {
    const assignment_id = petition.state.assignment_id;
    await tx
      .updateTable('assignments')
      .set({ state: 'accepted', accepted_at: now })
      .where('id', '=', assignment_id)
      .execute();
    return {
      events: [event('assignment_accepted', 'public', { assignment_id })],
      lines: meet(petition.ledger, 'accept', { at: now, calendar }),
      notices: [{ template: 'petition_accepted' }],
    };
  },
});
