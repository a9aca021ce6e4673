import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { petitionAction } from './petition-action.ts';
import { bodyInput } from './petition-input.ts';
import { writeMessage } from './write-message.ts';

/** A note to colleagues; the citizen never sees it. */
export const addNote = petitionAction({
  name: 'add-note',
  action: 'note',
  input: z.object({ body: bodyInput }),
  async run(context) {
    const { petition, input } = context;
    const note = { kind: 'note', audience: 'staff', body: input.body } as const;
    const message_id = await writeMessage(context, { petition_id: petition.row.id, ...note });
    return { events: [event('note_added', 'staff', { message_id })], result: { message_id } };
  },
});
