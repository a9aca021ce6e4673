import { CompiledQuery } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { reading, type Database, type DatabaseActor, type Reader } from './database.ts';

interface Standby {
  readonly database: Database;
  /** Until then nobody is sent there, in milliseconds of `performance.now()`. */
  rests_until: number;
}

const standbys = new WeakMap<Database, Standby>();

/** Lets `readingAnywhere` read from a streaming standby of the database. */
export function useStandby(database: Database, standby: Database): void {
  standbys.set(database, { database: standby, rests_until: 0 });
}

/** So long a read waits for the standby to come up; it usually is a few milliseconds behind. */
const patienceMs = 200;
const lookMs = 5;
/** So long nobody is sent there after it was behind, or away. */
const restBehindMs = 1_000;
const restAwayMs = 5_000;
/** query_canceled: it took too long there, and would here. */
const tookTooLong = '57014';

/**
 * Reads from the standby where there is one, else from the primary; never less than what was committed when it was
 * asked. The primary says how far its log is on disk, and the standby must have replayed that far: so nobody needs to
 * carry what they wrote last, and it holds for programs without cookies and for what another person was just told of.
 * A standby that is away, behind or promoted is passed over; `work` may then run a second time.
 */
export async function readingAnywhere<T>(
  database: Database,
  actor: DatabaseActor,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const standby = standbys.get(database);
  if (standby === undefined || performance.now() < standby.rests_until) return reading(database, actor, work);
  const position = await positionOf(database);
  try {
    return await reading(standby.database, actor, async (reader) => {
      await reach(reader, position);
      return work(reader);
    });
  } catch (problem) {
    if ((problem as { code?: unknown }).code === tookTooLong) throw problem;
    const rest = problem instanceof StandbyBehind ? restBehindMs : restAwayMs;
    standby.rests_until = performance.now() + rest;
    return reading(database, actor, work);
  }
}

// What is on disk: whatever was acknowledged is, and a standby gets nothing that is not.
const position_of_primary = CompiledQuery.raw('select pg_current_wal_flush_lsn()::text as position');

async function positionOf(primary: Database): Promise<string> {
  const { rows } = await primary.executeQuery(position_of_primary);
  return (rows[0] as { position: string }).position;
}

/** @throws StandbyBehind; each statement of the transaction sees what was replayed when it began */
async function reach(reader: Reader, position: string): Promise<void> {
  const asked = CompiledQuery.raw(
    `select pg_is_in_recovery() as is_standby, pg_last_wal_replay_lsn() >= $1::pg_lsn as is_there`,
    [position],
  );
  for (let waited_ms = 0; waited_ms < patienceMs; waited_ms += lookMs) {
    const { rows } = await reader.executeQuery(asked);
    const { is_standby, is_there } = rows[0] as { is_standby: boolean; is_there: boolean | null };
    // Its own log goes on from the promotion, so its position says nothing about another server's.
    if (!is_standby) break;
    if (is_there === true) return;
    await pause(lookMs);
  }
  throw new StandbyBehind('the standby is behind');
}

class StandbyBehind extends Error {
  override readonly name = 'StandbyBehind';
}
