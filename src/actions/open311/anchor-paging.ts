import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineAction } from '../action.ts';

/**
 * Makes numbered pages a snapshot. The first page of a query fixes the instant up to which this reader's further pages
 * of the same query look, so that petitions filed meanwhile move nothing from one page to another. Kept with the
 * idempotency keys and swept with them.
 * @returns the instant, or null when the first page was never asked for
 */
export const anchorPaging = defineAction({
  name: 'anchor-paging',
  permission: 'public',
  input: z.object({ reader: z.string(), query: z.string(), page: z.number().int().positive() }),
  async run({ tx, input, now }): Promise<string | null> {
    const hash = createHash('sha256').update(`${input.reader}\u0000${input.query}`).digest();
    const place = { scope: 'open311-pages', key: hash.toString('hex') };
    if (input.page > 1) {
      const known = await tx
        .selectFrom('idempotency_keys')
        .select('result')
        .where('scope', '=', place.scope)
        .where('key', '=', place.key)
        .executeTakeFirst();
      return (known?.result as { before: string } | undefined)?.before ?? null;
    }
    const result = JSON.stringify({ before: now });
    await tx
      .insertInto('idempotency_keys')
      .values({ ...place, fingerprint: hash, result, created_at: now })
      .onConflict((conflict) => conflict.columns(['scope', 'key']).doUpdateSet({ result, created_at: now }))
      .execute();
    return now;
  },
});
