import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';
import { migrationNames } from '../../store/migrate.ts';

export interface Check {
  readonly ok: boolean;
  readonly detail?: string;
}

/** Whether the process can work: the database answers, no migration is missing; with the age of the oldest unsent message. */
export async function readiness(
  database: Database,
): Promise<Record<'database' | 'migrations' | 'queue', Check>> {
  try {
    return await reading(database, { kind: 'system' }, async (reader) => {
      const { rows } = await sql<{ name: string }>`select name from schema_migrations`.execute(reader);
      const applied = new Set(rows.map(({ name }) => name));
      const missing = (await migrationNames()).filter((name) => !applied.has(name));
      const queue = await sql<{ seconds: number }>`
        select coalesce(extract(epoch from now() - min(created_at)), 0)::int as seconds
        from outbox where state = 'queued'`.execute(reader);
      return {
        database: { ok: true },
        migrations: missing.length === 0 ? { ok: true } : { ok: false, detail: missing.join(', ') },
        queue: { ok: true, detail: `${queue.rows[0]?.seconds ?? 0} s` },
      };
    });
  } catch {
    return { database: { ok: false }, migrations: { ok: false }, queue: { ok: false } };
  }
}
