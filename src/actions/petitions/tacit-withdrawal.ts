import { z } from 'zod';
import { isOverdue } from '../../core/deadlines/clock.ts';
import { stop } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { clockOf } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';
import { endAssignments } from './assignments.ts';
import { closedAs, closingNotice, outcomeOfClass } from './closing.ts';
import { nextDocumentNumber } from './document-number.ts';
import { petitionAction, type PetitionContext } from './petition-action.ts';

const actInput = z.object({
  reasons: z.string().trim().min(1, 'required').max(20_000),
  means_of_appeal: z.string().trim().min(1, 'required').max(4000),
});

/**
 * Nobody completed the petition in the time the law gives: a reasoned act with its means of appeal closes it, never
 * time alone (Ley 1755 art. 17). It is kept as a formal reply under a document number.
 */
export const tacitWithdrawal = petitionAction({
  name: 'tacit-withdrawal',
  action: 'tacit_withdrawal',
  input: actInput,
  async run(context) {
    const { tx, petition, city, now, calendar } = context;
    const asked = clockOf(petition.ledger, 'completion');
    if (asked === null || !isOverdue(asked, now)) {
      throw new Refused('completion_not_over', asked?.due_on == null ? {} : { until: asked.due_on });
    }
    const { reply_id, document_number } = await writeAct(context);
    const outcome_code = outcomeOfClass(city, 'withdrawn');
    await endAssignments(tx, petition.row.id, now);
    return {
      events: [
        event('reply_sent', 'public', {
          ...{ reply_id, document_number, outcome_code, outcome_class: 'withdrawn' },
          ...{ corrects_id: null, closes_on: null },
        }),
        closedAs(city, 'tacit_withdrawal', 'withdrawn'),
      ],
      lines: stop(petition.ledger, ['accept', 'reply', 'resolve', 'completion'], { at: now, calendar }),
      columns: { replied_at: now, closed_at: now },
      notices: [{ ...closingNotice(city, 'tacit_withdrawal'), reply_id }],
      result: { reply_id, document_number },
    };
  },
});

async function writeAct(context: PetitionContext<z.output<typeof actInput>>) {
  const { tx, petition, city, now, actor, input } = context;
  const unit = city.units.get(petition.row.unit_id)!;
  const document_number = await nextDocumentNumber(context, unit.id);
  const reply_id = newId();
  await tx
    .insertInto('replies')
    .values({
      ...{ id: reply_id, petition_id: petition.row.id, state: 'sent', document_number, sent_at: now },
      ...{ outcome_code: outcomeOfClass(city, 'withdrawn'), body: input.reasons, reasons: input.reasons },
      ...{ means_of_appeal: input.means_of_appeal, unit_id: unit.id, drafted_at: now },
      ...{ responsible_name: unit.responsible_name, responsible_title: unit.responsible_title },
      drafted_by: actor.kind === 'staff' ? actor.user_id : null,
    })
    .execute();
  return { reply_id, document_number };
}
