import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '../app.ts';
import { defineAction, type ActionContext } from '../action.ts';

const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString();

interface Forgotten {
  readonly drafts: number;
  readonly storage_names: readonly string[];
  /** As many as may go at once went: there may be more. */
  readonly more: boolean;
}

export interface Swept {
  readonly drafts: number;
  readonly files: number;
}

/**
 * Forgets what has had its time, at most so many of each in one go: drafts past their end with their files; files
 * uploaded for a filing that never came (3 days); files withdrawn by staff (30 days); idempotency keys (30 days:
 * an Open311 client that was away sends its whole report again); used or expired links (30 days); sessions and sign-in attempts (30 days).
 */
export const forgetExpired = defineAction({
  name: 'forget-expired',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(5000) }),
  async run(context): Promise<Forgotten> {
    const { tx, now } = context;
    const drafts = await forgetDrafts(context);
    const files = await tx
      .deleteFrom('files')
      .where(
        'id',
        'in',
        tx
          .selectFrom('files')
          .select('id')
          .where((eb) =>
            eb.or([
              eb('removed_at', '<', daysBefore(now, 30)),
              eb.and([
                eb('petition_id', 'is', null),
                eb('at', '<', daysBefore(now, 3)),
                eb.not(
                  eb.exists(eb.selectFrom('drafts as d').whereRef('d.id', '=', 'files.draft_id').selectAll()),
                ),
              ]),
            ]),
          )
          .limit(context.input.at_most),
      )
      .returning('storage_name')
      .execute();
    const keys = await forgetSecrets(context);
    const storage_names = [...drafts.storage_names, ...files.map(({ storage_name }) => storage_name)];
    const { at_most } = context.input;
    const more = [drafts.count, files.length, keys].some((count) => count >= at_most);
    return { drafts: drafts.count, storage_names, more };
  },
});

async function forgetDrafts({ tx, now, input }: ActionContext<{ at_most: number }>) {
  const over = await tx
    .deleteFrom('drafts')
    .where(
      'id',
      'in',
      tx.selectFrom('drafts').select('id').where('expires_at', '<', now).limit(input.at_most),
    )
    .returning('id')
    .execute();
  if (over.length === 0) return { count: 0, storage_names: [] };
  const gone = await tx
    .deleteFrom('files')
    .where('petition_id', 'is', null)
    .where(
      'draft_id',
      'in',
      over.map(({ id }) => id),
    )
    .returning('storage_name')
    .execute();
  return { count: over.length, storage_names: gone.map(({ storage_name }) => storage_name) };
}

/** @returns how many idempotency keys went */
async function forgetSecrets({ tx, now, input }: ActionContext<{ at_most: number }>): Promise<number> {
  const month = daysBefore(now, 30);
  const keys = await sql`delete from idempotency_keys where ctid = any(array(
    select ctid from idempotency_keys where created_at < ${month} limit ${input.at_most}))`.execute(tx);
  // Nobody turns a page of Open311 a day later.
  const pages = await sql`delete from idempotency_keys where ctid = any(array(
    select ctid from idempotency_keys where scope = 'open311-pages' and created_at < ${daysBefore(now, 1)}
    limit ${input.at_most}))`.execute(tx);
  await tx.deleteFrom('one_time_tokens').where('expires_at', '<', month).execute();
  await tx.deleteFrom('sessions').where('expires_at', '<', month).execute();
  await tx.deleteFrom('sign_in_attempts').where('at', '<', month).execute();
  return Math.max(Number(keys.numAffectedRows ?? 0), Number(pages.numAffectedRows ?? 0));
}

/** The daily sweep: rows in short transactions until none is left, each time with the bytes that nothing names any more. */
export async function sweepExpired(app: App, at_most?: number): Promise<Swept> {
  const swept = { drafts: 0, files: 0 };
  for (;;) {
    const gone = await forgetExpired(app, { kind: 'system' }, at_most === undefined ? {} : { at_most });
    for (const name of gone.storage_names) await app.files.remove(name);
    swept.drafts += gone.drafts;
    swept.files += gone.storage_names.length;
    if (!gone.more) return swept;
  }
}
