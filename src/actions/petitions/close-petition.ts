import { meet } from '../../core/petitions/clock-effects.ts';
import { event, type ClosingReason, type PetitionEvent } from '../../core/petitions/events.ts';
import { Refused } from '../refused.ts';
import { endAssignments } from './assignments.ts';
import { closingNotice } from './closing.ts';
import type { PetitionChange, PetitionContext } from './petition-action.ts';

/** Closes a replied petition with the outcome of its reply. */
export async function closePetition(
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
