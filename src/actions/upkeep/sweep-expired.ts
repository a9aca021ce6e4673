import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { App } from '../app.ts';
import { call_back_kept_days } from '../../core/telephony/call-back.ts';
import { order_kept_days } from '../../core/telephony/order-refused.ts';
import { pile_kept_days } from '../../core/correspondence/pile.ts';
import { UNCONFIRMED_DAYS } from '../../core/subscriptions/digest.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { letGoOfFiles } from '../files/let-go.ts';

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
 * uploaded for a filing that never came (3 days), or scanned as a pile of letters (14 days); files withdrawn by staff (30 days); idempotency keys (30 days:
 * an Open311 client that was away sends its whole report again); used or expired links (30 days); sessions and sign-in attempts (30 days);
 * subscriptions that their address never confirmed (7 days); what agents ordered of exchanges (7 days); numbers and words
 * of calls that were to be returned (30 days), whether or not anybody called.
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
                // A pile that was scanned can be bound, and bound otherwise, for as long as it is kept.
                sql<boolean>`not exists (select from scan_piles s where s.file_ids @> array[files.id]
                  and s.uploaded_at >= ${daysBefore(now, pile_kept_days)})`,
              ]),
            ]),
          )
          .limit(context.input.at_most),
      )
      .returning('storage_name')
      .execute();
    const secrets = await forgetSecrets(context);
    const numbers = await forgetNumbers(context);
    const storage_names = [...drafts.storage_names, ...files.map(({ storage_name }) => storage_name)];
    const { at_most } = context.input;
    const more = [drafts.count, files.length, secrets, numbers].some((count) => count >= at_most);
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

/** @returns how many went of whatever most went of */
async function forgetSecrets({ tx, now, input }: ActionContext<{ at_most: number }>): Promise<number> {
  const month = daysBefore(now, 30);
  const gone = async (table: string, which: RawBuilder<unknown>): Promise<number> => {
    const deleted = await sql`delete from ${sql.table(table)} where ctid = any(array(
      select ctid from ${sql.table(table)} where ${which} limit ${input.at_most}))`.execute(tx);
    return Number(deleted.numAffectedRows ?? 0);
  };
  // Nobody turns a page of Open311 a day later.
  const pages = sql`scope = 'open311-pages' and created_at < ${daysBefore(now, 1)}`;
  const unconfirmed = sql`confirmed_at is null and asked_at < ${daysBefore(now, UNCONFIRMED_DAYS)}`;
  return Math.max(
    await gone('idempotency_keys', sql`created_at < ${month}`),
    await gone('idempotency_keys', pages),
    await gone('one_time_tokens', sql`expires_at < ${month}`),
    await gone('sessions', sql`expires_at < ${month}`),
    await gone('sign_in_attempts', sql`at < ${month}`),
    await gone('subscriptions', unconfirmed),
    await gone('exchange_orders', sql`ordered_at < ${daysBefore(now, order_kept_days)}`),
  );
}

/**
 * Who was to be called back: that somebody was stays, for the figures; who it was goes. Of who asked for it on the portal
 * it goes from the calls too that were made to them meanwhile, by whichever exchange of the city (within an hour, since its
 * clock may differ): that is what they were promised. What led to something written down for a person that is known stays,
 * as with everybody who is known; so do calls that came in, which nobody asked us to forget. @returns how many
 */
async function forgetNumbers({ tx, now, input }: ActionContext<{ at_most: number }>): Promise<number> {
  const before = daysBefore(now, call_back_kept_days);
  const forgotten = await sql`
    with old as (
      select id, city_id, number_index, asked_at, created_at, coalesce(closed_at, ${now}) as until from call_backs
      where number_index is not null and due_at < ${before} and coalesce(closed_at, due_at) < ${before}
      limit ${input.at_most} for update
    ), made as (
      update calls c set number_cipher = null, number_index = null, person_id = null from old
      where old.asked_at is not null and c.number_index = old.number_index and c.city_id = old.city_id
        and c.direction = 'out'
        and c.started_at between old.created_at - interval '1 hour' and old.until + interval '1 hour'
        and not exists (select from interactions i where i.id = c.interaction_id and i.person_id is not null)
    )
    update call_backs b set number_cipher = null, number_index = null, asked_cipher = null, person_id = null,
      state = case when b.closed_at is null then 'given_up' else b.state end,
      closed_at = coalesce(b.closed_at, ${now})
    from old where b.id = old.id`.execute(tx);
  return Number(forgotten.numAffectedRows ?? 0);
}

/** The daily sweep: rows in short transactions until none is left, each time with the bytes that nothing names any more. */
export async function sweepExpired(app: App, at_most?: number): Promise<Swept> {
  const swept = { drafts: 0, files: 0 };
  for (;;) {
    const gone = await forgetExpired(app, { kind: 'system' }, at_most === undefined ? {} : { at_most });
    await letGoOfFiles(app, gone.storage_names);
    swept.drafts += gone.drafts;
    swept.files += gone.storage_names.length;
    if (!gone.more) return swept;
  }
}
