import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/** Ends a key by its name; it is refused from the next request on. What it filed stays. @throws Refused `not_found` */
export const revokeApiKey = defineAction({
  name: 'revoke-api-key',
  permission: 'configuration.edit',
  input: z.object({ city_id: z.uuid(), name: z.string().trim().min(1, 'required') }),
  async run({ tx, actor, input, now }): Promise<{ key_id: string }> {
    if (!permits(actor, 'configuration.edit', { city_id: input.city_id })) throw new Refused('forbidden');
    const revoked = await tx
      .updateTable('api_keys')
      .set({ revoked_at: now })
      .where('city_id', '=', input.city_id)
      .where('name', '=', input.name)
      .where('revoked_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!revoked) throw new Refused('not_found');
    return { key_id: revoked.id };
  },
});
