import { z } from 'zod';
import { stop } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { endAssignments } from './assignments.ts';
import { closedAs } from './closing.ts';
import { petitionAction } from './petition-action.ts';
import { writeMessage } from './write-message.ts';

/** The person takes it back, with or without saying why: nothing is owed any more. */
export const withdrawPetition = petitionAction({
  name: 'withdraw-petition',
  action: 'withdraw',
  input: z.object({ body: z.string().trim().max(4000).default('') }),
  async run(context) {
    const { tx, petition, city, now, calendar, input } = context;
    const said = { kind: 'withdrawal', audience: 'citizen', body: input.body } as const;
    const message_id =
      input.body === '' ? null : await writeMessage(context, { petition_id: petition.row.id, ...said });
    await endAssignments(tx, petition.row.id, now);
    return {
      events: [
        event('petition_withdrawn', 'public', { message_id }),
        closedAs(city, 'withdrawn', 'withdrawn'),
      ],
      lines: stop(petition.ledger, ['accept', 'reply', 'resolve', 'completion'], { at: now, calendar }),
      columns: { closed_at: now },
      notices: [{ template: 'petition_withdrawn', supporters_template: 'petition_closed_supporter' }],
    };
  },
});
