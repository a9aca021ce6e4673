import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { closePetition } from './close-petition.ts';
import { petitionAction } from './petition-action.ts';
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
    return closePetition(context, 'confirmed', [event('closing_confirmed', 'public', {})]);
  },
});
