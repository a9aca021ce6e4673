import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';

/**
 * Workers that hold jobs and have no connection that bears their name. Connections of one role see each other's names,
 * so every process works as the same role.
 */
export async function absentWorkers({ database }: { database: Database }): Promise<string[]> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<{ locked_by: string }>`
      select distinct locked_by from graphile_worker.jobs j
      where locked_by is not null
        and not exists (select from pg_stat_activity where application_name = j.locked_by)`.execute(reader);
    return rows.map(({ locked_by }) => locked_by);
  });
}
