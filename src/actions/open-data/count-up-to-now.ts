import { setTimeout as pause } from 'node:timers/promises';
import { reading } from '../../store/database.ts';
import { statisticsProgress } from '../../store/statistics/progress.ts';
import type { App } from '../app.ts';
import { projectStatistics } from '../statistics/project-statistics.ts';

/** So long the counts of the board may take; then they are published as they stand, or not at all. */
const patience_ms = 120_000;

/**
 * Has the counts of the board brought up to now before they are published, so that they and the rows tell of one day.
 * Where another process counts, it is waited for.
 */
export async function countUpToNow(app: App): Promise<void> {
  const system = { kind: 'system' } as const;
  const until = performance.now() + patience_ms;
  while (performance.now() < until) {
    const { more } = await projectStatistics(app, system, {});
    if (more) continue;
    const { position, swept_until } = await reading(app.database, system, statisticsProgress);
    if (position !== null && swept_until === null) return;
    await pause(200);
  }
}
