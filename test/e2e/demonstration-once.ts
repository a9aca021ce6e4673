import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { App } from '../../src/actions/app.ts';
import { reading } from '../../src/store/database.ts';
import { demonstration_place, openDemonstration } from './app.ts';

/**
 * Makes the demonstration once for the run, with what its jobs do after it; each product of a test begins with a copy
 * of it.
 * @returns what removes it
 */
export default async function makeDemonstration(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'atiende-e2e-first-'));
  const product = await openDemonstration(folder, {});
  await untilIdle(product.app);
  await product.stop();
  process.env[demonstration_place] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Waits until every job that is due is done, two minutes at most. */
async function untilIdle(app: App): Promise<void> {
  const end = Date.now() + 120_000;
  while (Date.now() < end) {
    const due = await reading(app.database, { kind: 'system' }, (reader) =>
      sql<{ due: number }>`SELECT count(*)::int AS due FROM graphile_worker._private_jobs
        WHERE run_at <= now() AND attempts < max_attempts`.execute(reader),
    );
    if (due.rows[0]?.due === 0) return;
    await pause(200);
  }
  throw new Error('the jobs of the demonstration did not end within two minutes');
}
