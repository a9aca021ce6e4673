import { z } from 'zod';
import { meet } from '../../core/petitions/clock-effects.ts';
import { event, type ClosingReason, type PetitionEvent } from '../../core/petitions/events.ts';
import { Refused } from '../refused.ts';
import { endAssignments } from './assignments.ts';
import { closingNotice } from './closing.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';
import { writeMessage } from './write-message.ts';

/** The person says that it is solved: it closes at once, with the outcome of the reply. */
export const confirmSolved = petitionAction({
  name: 'confirm-solved',
  action: 'confirm',
  input: z.object({ body: z.string().trim().max(4000).default('') }),
  async run(context) {
    const { petition, input } = context;
    if (input.body !== '') {
      const said = { kind: 'confirmation', audience: 'citizen', body: input.body } as const;
      await writeMessage(context, { petition_id: petition.row.id, ...said });
    }
    return close(context, 'confirmed', [event('closing_confirmed', 'public', {})]);
  },
});

/** The days after the reply have passed and nobody contested it. */
export const closeAnsweredPetition = petitionAction({
  name: 'close-answered-petition',
  action: 'close_after_days',
  async run(context) {
    const { closes_on } = context.petition.state;
    if (closes_on === null || context.today <= closes_on) throw new Refused('closing_days_not_over');
    return close(context, 'days_passed', []);
  },
});

async function close(
  context: PetitionContext<unknown>,
  reason: ClosingReason,
  before: readonly PetitionEvent[],
): Promise<PetitionChange> {
  const { tx, petition, city, now, calendar } = context;
  const { outcome_code, outcome_class } = petition.state;
  if (outcome_code === null || outcome_class === null) throw new Refused('outcome_unknown');
  await endAssignments(tx, petition.row.id, now);
  return {
    events: [...before, event('petition_closed', 'public', { reason, outcome_code, outcome_class })],
    lines: meet(petition.ledger, 'resolve', { at: now, calendar }),
    columns: { closed_at: now },
    notices: [closingNotice(city, reason)],
  };
}
