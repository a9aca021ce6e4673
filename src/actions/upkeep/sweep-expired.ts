import { sql } from 'kysely';
import { z } from 'zod';
import type { App } from '../app.ts';
import { defineAction, type ActionContext } from '../action.ts';

const daysBefore = (now: string, days: number): string =>
  new Date(Date.parse(now) - days * 86_400_000).toISOString();

export interface Swept {
  readonly drafts: number;
  readonly files: number;
  readonly storage_names: readonly string[];
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
  async run(context): Promise<Swept> {
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
    await forgetSecrets(context);
    const storage_names = [...drafts.storage_names, ...files.map(({ storage_name }) => storage_name)];
    return { drafts: drafts.count, files: storage_names.length, storage_names };
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

async function forgetSecrets({ tx, now, input }: ActionContext<{ at_most: number }>): Promise<void> {
  const month = daysBefore(now, 30);
  await sql`delete from idempotency_keys where ctid = any(array(
    select ctid from idempotency_keys where created_at < ${month} limit ${input.at_most * 10}))`.execute(tx);
  // Nobody turns a page of Open311 a day later.
  await sql`delete from idempotency_keys where ctid = any(array(
    select ctid from idempotency_keys where scope = 'open311-pages' and created_at < ${daysBefore(now, 1)}
    limit ${input.at_most * 10}))`.execute(tx);
  await tx.deleteFrom('one_time_tokens').where('expires_at', '<', month).execute();
  await tx.deleteFrom('sessions').where('expires_at', '<', month).execute();
  await tx.deleteFrom('sign_in_attempts').where('at', '<', month).execute();
}

/** The daily sweep: rows in one transaction, then the bytes that nothing names any more. */
export async function sweepExpired(app: App): Promise<Omit<Swept, 'storage_names'>> {
  const { storage_names, ...swept } = await forgetExpired(app, { kind: 'system' }, {});
  for (const name of storage_names) await app.files.remove(name);
  return swept;
}
