import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';
import { statisticsProgress } from '../../store/statistics/progress.ts';

export interface StatisticsSweep {
  /** Whether the statistics are still being folded anew (or for the first time): their numbers are not whole yet. */
  readonly is_under_way: boolean;
  /** Petitions looked at so far. */
  readonly looked_at: number;
}

export async function statisticsSweep(database: Database): Promise<StatisticsSweep> {
  const { position, swept_until, swept } = await reading(database, { kind: 'system' }, statisticsProgress);
  return { is_under_way: position === null || swept_until !== null, looked_at: swept };
}

/** How many petitions there are to look at. */
export async function petitionsInAll(database: Database): Promise<number> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<{ all: number }>`select count(*)::int as all from petitions`.execute(reader);
    return rows[0]!.all;
  });
}
