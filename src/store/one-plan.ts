import { sql } from 'kysely';
import { reading, type Database, type DatabaseActor, type Reader } from './database.ts';

/**
 * From here to the end of the transaction a statement with a name is planned once on each connection, whatever the values,
 * and not anew for the first five: for look-ups by a key, whose plan takes longer to make than to follow.
 */
export async function withOnePlan(reader: Reader): Promise<void> {
  await sql.raw('set local plan_cache_mode = force_generic_plan').execute(reader);
}

/** `reading` in that way. */
export function readingByKey<T>(
  database: Database,
  actor: DatabaseActor,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return reading(database, actor, async (reader) => {
    const [, found] = await Promise.all([withOnePlan(reader), work(reader)]);
    return found;
  });
}

/** The same as `withOnePlan`, along the indexes in their order: for what stops early, before a bitmap of everything would be made. */
export async function withOneOrderedPlan(reader: Reader): Promise<void> {
  await sql
    .raw('set local plan_cache_mode = force_generic_plan; set local enable_bitmapscan = off')
    .execute(reader);
}

/**
 * From here to the end of the transaction nothing is shared out among several processes of the database: for questions that
 * read little and whose rows the planner takes for many. To start the others takes longer than to answer.
 */
export async function withoutHelpers(reader: Reader): Promise<void> {
  await sql.raw('set local max_parallel_workers_per_gather = 0').execute(reader);
}
