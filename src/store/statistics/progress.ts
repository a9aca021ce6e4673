import { CompiledQuery, sql } from 'kysely';
import { changed, here, lineage, readPosition } from '../change-position.ts';
import type { Reader, Tx } from '../database.ts';
import { nameStatement } from '../statement-names.ts';

/** Any constant will do: of several processes one counts, the others find that it does. */
const countingLock = 4_871_229;
const noId = '00000000-0000-0000-0000-000000000000';

export interface StatisticsProgress {
  readonly position: string | null;
  /** Up to which petition all were looked at; null when that is done. */
  readonly swept_until: string | null;
  readonly swept: number;
  /** Grows with every change of a count. */
  readonly version: number;
}

export interface ToFold {
  readonly id: string;
  readonly city_id: string;
  readonly version: number;
  readonly zone_code: string | null;
  readonly neighbourhood: string | null;
  readonly service_id: string;
  readonly visibility: string;
  readonly moderation: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const columns = [
  ...(['id', 'city_id', 'version', 'zone_code', 'neighbourhood'] as const),
  ...(['service_id', 'visibility', 'moderation', 'latitude', 'longitude'] as const),
] satisfies readonly (keyof ToFold)[];
const folded = columns.map((name) => `q.${name}`).join(', ');

/** Whether this transaction is now the one that counts. */
export async function becomeCounter(tx: Tx): Promise<boolean> {
  const lock = await sql<{
    free: boolean;
  }>`select pg_try_advisory_xact_lock(${countingLock}) as free`.execute(tx);
  return lock.rows[0]?.free === true;
}

/** The same, waiting for whoever counts now. */
export async function awaitCounter(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${countingLock})`.execute(tx);
}

export async function statisticsProgress(reader: Reader): Promise<StatisticsProgress> {
  return reader
    .selectFrom('statistics_progress')
    .select(['position', 'swept_until', 'swept', 'version'])
    .executeTakeFirstOrThrow();
}

const what_changed = nameStatement(
  'statistics_changes',
  `select ${here} as position, ${lineage} = $2 as is_ours, p.*
   from (select) one left join lateral (
     select ${folded}
     from petitions q left join petition_facts f on f.petition_id = q.id
     where ${changed} and f.version is distinct from q.version
     order by q.changed_in limit $3) p on true`,
);

/**
 * Petitions that changed since the position and whose fact is not of their present version; null where the position is
 * not of this server. `position` is where one is once all of them are counted.
 */
export async function changedSince(
  tx: Tx,
  from: string,
  at_most: number,
): Promise<{ position: string; petitions: readonly ToFold[] } | null> {
  const at = readPosition(from);
  if (at === null) return null;
  const { rows } = await tx.executeQuery(CompiledQuery.raw(what_changed, [at.snapshot, at.lineage, at_most]));
  const found = rows as (Omit<ToFold, 'id'> & { id: string | null; position: string; is_ours: boolean })[];
  const [first] = found;
  if (first === undefined || !first.is_ours) return null;
  const petitions = found.flatMap((one) => (one.id === null ? [] : [{ ...one, id: one.id }]));
  return { position: first.position, petitions };
}

/** The next stretch of all petitions; of those in it that are not counted as they are, what is to be folded. */
export async function nextStretch(
  tx: Tx,
  after: string,
  length: number,
): Promise<{ until: string | null; looked_at: number; petitions: readonly ToFold[] }> {
  const { rows } = await sql<ToFold & { is_counted: boolean }>`
    select ${sql.raw(folded)}, f.version is not distinct from q.version as is_counted
    from (select * from petitions where id > ${after}::uuid order by id limit ${length}) q
    left join petition_facts f on f.petition_id = q.id order by q.id`.execute(tx);
  const until = rows.length < length ? null : rows.at(-1)!.id;
  return { until, looked_at: rows.length, petitions: rows.filter(({ is_counted }) => !is_counted) };
}

export async function goOnFrom(tx: Tx, position: string): Promise<void> {
  await tx.updateTable('statistics_progress').set({ position }).execute();
}

/** Looks at every petition again from now on; what is counted as it is stays. */
export async function beginSweep(tx: Tx): Promise<void> {
  await sql`update statistics_progress set position = ${sql.raw(here)}, swept_until = ${noId}, swept = 0`.execute(
    tx,
  );
}

export async function noteSwept(tx: Tx, until: string | null, looked_at: number): Promise<void> {
  await sql`update statistics_progress set swept_until = ${until}, swept = swept + ${looked_at}`.execute(tx);
}

/** Says to whoever looks that the counts are others now. */
export async function noteMoved(tx: Tx): Promise<void> {
  await sql`update statistics_progress set version = version + 1`.execute(tx);
}

/** Throws all of it away; what is asked meanwhile waits for the end of the transaction. */
export async function forgetStatistics(tx: Tx): Promise<void> {
  await sql`truncate petition_facts, statistics_cells, statistics_cube, statistics_words`.execute(tx);
}
