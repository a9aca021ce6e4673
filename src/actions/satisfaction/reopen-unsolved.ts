import { z } from 'zod';
import { backToWork } from '../petitions/contest-reply.ts';
import { petitionAction } from '../petitions/petition-action.ts';
import { bodyInput } from '../petitions/petition-input.ts';
import { Refused } from '../refused.ts';

/**
 * Asked how it went, or a month after works whether they last, the person answered that it is not solved: back to work at the same unit, once, as when a reply is
 * contested, though the days for that may be over (the petition may have closed only after them).
 * @throws Refused `forbidden` where nobody answered so about this closing
 */
export const reopenUnsolved = petitionAction({
  name: 'reopen-unsolved',
  action: 'reopen',
  input: z.object({ body: bodyInput }),
  async run(context) {
    const { id, closed_at } = context.petition.row;
    const survey = await context.tx
      .selectFrom('surveys')
      .select('id')
      .where('petition_id', '=', id)
      .where('closed_at', '=', closed_at)
      .where('solved', '=', 'no')
      .executeTakeFirst();
    if (!survey) throw new Refused('forbidden');
    return backToWork(context);
  },
});
