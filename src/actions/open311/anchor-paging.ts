import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Position } from '../../queries/public/open311/request-order.ts';
import { defineAction } from '../action.ts';
import type { Tx } from '../../store/database.ts';

/** Who pages through what: the same query from the same address. */
export const pageInput = z.object({
  reader: z.string(),
  query: z.string(),
  page: z.number().int().positive(),
});
export type Page = z.output<typeof pageInput>;

export interface OpenedPage {
  /** The instant up to which the pages of this reading look; null when its first page was never asked for. */
  readonly before: string | null;
  /** Behind which petition the page begins, where the page before it was answered in this reading. */
  readonly after: Position | null;
}

/**
 * Makes numbered pages a snapshot. The first page of a query fixes the instant up to which this reader's further pages
 * of the same query look, so that petitions filed meanwhile move nothing from one page to another; where each further
 * page begins is noted by `mark-page`. Kept with the idempotency keys for a day.
 */
export const anchorPaging = defineAction({
  name: 'anchor-paging',
  permission: 'public',
  input: pageInput,
  async run({ tx, input, now }): Promise<OpenedPage> {
    if (input.page === 1) {
      await note(tx, { page: input, what: { before: now }, now });
      return { before: now, after: null };
    }
    const before = (await noted(tx, { ...input, page: 1 }))?.before ?? null;
    const place = await noted(tx, input);
    // What an earlier reading noted of this page is of another snapshot.
    return { before, after: place?.before === before ? (place?.after ?? null) : null };
  },
});

export interface Noted {
  readonly before: string;
  readonly after?: Position;
}

const scope = 'open311-pages';
const hashOf = ({ reader, query, page }: Page): Buffer =>
  createHash('sha256').update(`${reader}\u0000${query}\u0000${page}`).digest();

async function noted(tx: Tx, page: Page): Promise<Noted | null> {
  const known = await tx
    .selectFrom('idempotency_keys')
    .select('result')
    .where('scope', '=', scope)
    .where('key', '=', hashOf(page).toString('hex'))
    .executeTakeFirst();
  return (known?.result as unknown as Noted | undefined) ?? null;
}

/** Keeps what is known of a page, in place of what was. */
export async function note(
  tx: Tx,
  { page, what, now }: { page: Page; what: Noted; now: string },
): Promise<void> {
  const hash = hashOf(page);
  const result = JSON.stringify(what);
  await tx
    .insertInto('idempotency_keys')
    .values({ scope, key: hash.toString('hex'), fingerprint: hash, result, created_at: now })
    .onConflict((conflict) => conflict.columns(['scope', 'key']).doUpdateSet({ result, created_at: now }))
    .execute();
}
