import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { newId } from '../../store/ids.ts';
import { hashSecret, newSecret } from '../../store/secrets.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * What a key may do. `report`: file requests, and add notes to those it filed. `update`: publish updates on any public
 * request of its city; for systems that the city trusts with its own voice (a contractor, a borough's own system).
 */
export const apiKeyPermissions = ['report', 'update'] as const;
export type ApiKeyPermission = (typeof apiKeyPermissions)[number];

export interface CreatedApiKey {
  readonly key_id: string;
  /** Shown once; only its hash is kept. */
  readonly key: string;
}

/** Makes a key for another system. @throws Refused `code_taken` while a key of that name is in force in the city */
export const createApiKey = defineAction({
  name: 'create-api-key',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    name: z.string().trim().min(1, 'required').max(80),
    permissions: z.array(z.enum(apiKeyPermissions)).min(1, 'required').default(['report']),
    contact_email: z.email().max(254).nullable().default(null),
  }),
  async run({ tx, actor, input }): Promise<CreatedApiKey> {
    if (!permits(actor, 'configuration.edit', { city_id: input.city_id })) throw new Refused('forbidden');
    const taken = await tx
      .selectFrom('api_keys')
      .select('id')
      .where('city_id', '=', input.city_id)
      .where('name', '=', input.name)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (taken) throw new Refused('code_taken', {}, { name: 'code_taken' });
    const key_id = newId();
    const key = newSecret();
    await tx
      .insertInto('api_keys')
      .values({ ...input, id: key_id, key_hash: hashSecret(key) })
      .execute();
    return { key_id, key };
  },
});
