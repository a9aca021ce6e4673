import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { petitionAction } from './petition-action.ts';
import { bodyInput } from './petition-input.ts';
import { writeMessage } from './write-message.ts';

/** Tells how it goes, before the reply; a public update reaches the supporters too. */
export const publishUpdate = petitionAction({
  name: 'publish-update',
  action: 'publish_update',
  input: z.object({ body: bodyInput, audience: z.enum(['citizen', 'public']).default('citizen') }),
  async run(context) {
    const { petition, input } = context;
    const { body, audience } = input;
    const update = { kind: 'update', audience, body } as const;
    const message_id = await writeMessage(context, { petition_id: petition.row.id, ...update });
    const notice = { template: 'update_published', values: { update: body } } as const;
    return {
      events: [event('update_published', audience, { message_id })],
      notices: [audience === 'public' ? { ...notice, supporters_template: 'update_published' } : notice],
      result: { message_id },
    };
  },
});
