import { z } from 'zod';
import { draftData } from '../../queries/citizen/draft-data.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { hashSecret, newSecret } from '../../store/secrets.ts';
import { defineAction } from '../action.ts';

const DAYS_KEPT = 30;

/** When a draft that is written now is thrown away. */
export function expiryOf(now: string, days = DAYS_KEPT): string {
  return new Date(Date.parse(now) + days * 86_400_000).toISOString();
}

/**
 * Keeps what a person has answered, encrypted. The secret belongs in the browser's cookie; only its hash is stored.
 * Without a secret, or with one whose draft expired or was filed, a new draft begins.
 * @returns the secret to keep and the draft's id
 */
export const saveDraft = defineAction({
  name: 'save-draft',
  permission: 'public',
  input: z.object({ secret: z.string().max(100).nullable(), city_id: z.uuid(), data: draftData }),
  async run({ tx, app, input, now }): Promise<{ secret: string; draft_id: string }> {
    const data_cipher = encryptText(app.keys.wrapping, JSON.stringify(input.data), 'drafts.data');
    const columns = { data_cipher, updated_at: now, expires_at: expiryOf(now) };
    if (input.secret !== null) {
      const kept = await tx
        .updateTable('drafts')
        .set(columns)
        .where('secret_hash', '=', hashSecret(input.secret))
        .where('city_id', '=', input.city_id)
        .where('filed_petition_id', 'is', null)
        .where('expires_at', '>', now)
        .returning('id')
        .executeTakeFirst();
      if (kept) return { secret: input.secret, draft_id: kept.id };
    }
    const secret = newSecret();
    const draft_id = newId();
    await tx
      .insertInto('drafts')
      .values({ id: draft_id, city_id: input.city_id, secret_hash: hashSecret(secret), ...columns })
      .execute();
    return { secret, draft_id };
  },
});
