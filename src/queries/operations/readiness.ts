import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';
import { migrationNames } from '../../store/migrate.ts';
import { queueState } from './queue-state.ts';

export interface Check {
  readonly ok: boolean;
  readonly detail?: string;
}

/** A job that nobody has begun for so long means that no worker works. */
const longestWaitSeconds = 15 * 60;

/**
 * What the database says: it answers, no migration is missing, the queue is being worked. Never waits longer than the
 * given time.
 */
export async function readiness(
  database: Database,
  within_ms: number,
): Promise<Record<'database' | 'migrations' | 'queue', Check>> {
  const away = { database: { ok: false }, migrations: { ok: false }, queue: { ok: false } };
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<typeof away>((resolve) => {
    patience = setTimeout(() => resolve(away), within_ms);
  });
  const asked = ask(database).catch(() => away);
  const answer = await Promise.race([asked, late]);
  clearTimeout(patience);
  return answer;
}

async function ask(database: Database) {
  const { rows } = await reading(database, { kind: 'system' }, (reader) =>
    sql<{ name: string }>`select name from schema_migrations`.execute(reader),
  );
  const applied = new Set(rows.map(({ name }) => name));
  const missing = (await migrationNames()).filter((name) => !applied.has(name));
  const { oldest_seconds } = await queueState(database);
  return {
    database: { ok: true },
    migrations: missing.length === 0 ? { ok: true } : { ok: false, detail: missing.join(', ') },
    queue: { ok: oldest_seconds <= longestWaitSeconds, detail: `${oldest_seconds} s` },
  };
}
