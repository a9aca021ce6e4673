import { sql } from 'kysely';
import { z } from 'zod';
import { sealRoot } from '../../queries/verification/seal-root.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';

const mostAtOnce = 5_000;
const noId = '00000000-0000-0000-0000-000000000000';
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
/** Any constant will do: of several processes one seals, the others find that it does. */
const sealingLock = 4_871_227;

interface NewHead {
  readonly id: string;
  readonly hash: Buffer;
  readonly authority_id: string;
}

/**
 * Seals the events of late that no seal covers yet, one Merkle root for each filing authority. Filings do not wait for it
 * and not for each other: each event has its own hash chain, this only ties the chains together afterwards. An event
 * that committed late is found by a later round, or by `sealMissed`.
 */
export const sealHistories = defineAction({
  name: 'seal-histories',
  permission: 'system',
  input: z.object({}),
  async run({ tx, now }): Promise<{ sealed: number; more: boolean }> {
    const lock = await sql<{
      free: boolean;
    }>`select pg_try_advisory_xact_lock(${sealingLock}) as free`.execute(tx);
    if (lock.rows[0]?.free !== true) return { sealed: 0, more: false };
    const heads = await unsealed(tx, { after: await justBeforeNewest(tx, now), until: null });
    await sealAll(tx, heads, now);
    return { sealed: heads.length, more: heads.length === mostAtOnce };
  },
});

/**
 * Looks through one stretch of the whole history for events that no seal covers, whenever they were written: so many
 * events at a time, since a history of years does not fit into the time that one statement may take.
 * @returns after which event the next stretch begins, null at the end
 */
export const sealMissed = defineAction({
  name: 'seal-missed',
  permission: 'system',
  input: z.object({ after: z.uuid().nullable(), stretch: z.number().int().positive().default(20_000) }),
  async run({ tx, now, input }): Promise<{ sealed: number; next: string | null }> {
    const { after, stretch } = input;
    await sql`select pg_advisory_xact_lock(${sealingLock})`.execute(tx);
    const end = await sql<{ id: string }>`select id from petition_events
      where id > ${after ?? noId}::uuid order by id offset ${stretch - 1} limit 1`.execute(tx);
    const until = end.rows[0]?.id ?? null;
    const heads = await unsealed(tx, { after, until });
    await sealAll(tx, heads, now);
    return { sealed: heads.length, next: heads.length === mostAtOnce ? heads.at(-1)!.id : until };
  },
});

/** The whole history, in short transactions: once a day. @returns how many events it sealed */
export async function sealAllMissed(app: App): Promise<number> {
  let sealed = 0;
  let after: string | null = null;
  do {
    const step: { sealed: number; next: string | null } = await sealMissed(
      app,
      { kind: 'system' },
      { after },
    );
    sealed += step.sealed;
    after = step.next;
  } while (after !== null);
  return sealed;
}

async function sealAll(tx: Tx, heads: readonly NewHead[], now: string): Promise<void> {
  const byAuthority = Map.groupBy(heads, ({ authority_id }) => authority_id);
  for (const [authority_id, own] of byAuthority) await sealOne(tx, { authority_id, own, now });
}

/**
 * Ids begin with their millisecond (UUIDv7), so an id can say «five minutes before»: before the newest that is sealed, or
 * before now where a clock was put back and what is new has lower ids.
 */
async function justBeforeNewest(tx: Tx, now: string): Promise<string | null> {
  const newest = await tx
    .selectFrom('sealed_events')
    .select('event_id')
    .orderBy('event_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newest) return null;
  const sealed_at = parseInt(newest.event_id.replaceAll('-', '').slice(0, 12), 16);
  const at = Math.min(sealed_at, Date.parse(now)) - 300_000;
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Both ends are said of the seals too: else their whole index is read beside a few events. */
async function unsealed(
  tx: Tx,
  { after, until }: { after: string | null; until: string | null },
): Promise<NewHead[]> {
  const found = await sql<NewHead>`
    select e.id, e.hash, p.filing_authority_id as authority_id
    from petition_events e join petitions p on p.id = e.petition_id
    where e.id > ${after ?? noId}::uuid and e.id <= ${until ?? lastId}::uuid and not exists (
      select from sealed_events s
      where s.event_id = e.id and s.event_id > ${after ?? noId}::uuid and s.event_id <= ${until ?? lastId}::uuid)
    order by e.id limit ${mostAtOnce}`.execute(tx);
  return [...found.rows];
}

async function sealOne(
  tx: Tx,
  { authority_id, own, now }: { authority_id: string; own: readonly NewHead[]; now: string },
): Promise<void> {
  const last = await tx
    .selectFrom('seals')
    .select(['seq', 'root'])
    .where('authority_id', '=', authority_id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const previous_root = last?.root ?? null;
  const root = sealRoot({ authority_id, seq, previous_root, hashes: own.map(({ hash }) => hash) });
  await tx
    .insertInto('seals')
    .values({
      ...{ authority_id, seq, at: now, heads: own.length, previous_root, root },
      ...{ first_event_id: own[0]!.id, last_event_id: own.at(-1)!.id },
    })
    .execute();
  const event_ids = own.map(({ id }) => id);
  await sql`insert into sealed_events (event_id, authority_id, seal_seq)
    select id, ${authority_id}::uuid, ${seq}::integer from unnest(${sql.val(event_ids)}::uuid[]) as ids (id)`.execute(
    tx,
  );
}
