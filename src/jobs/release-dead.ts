import type { App } from '../actions/app.ts';
import { releaseDeadWorkers } from '../actions/upkeep/release-dead-workers.ts';
import { absentWorkers } from '../queries/operations/absent-workers.ts';

/** So many looks in a row, three seconds apart, must find a worker absent; its connection is back within one or two. */
const looks = 4;

/**
 * Gives back the jobs of workers that died, about ten seconds after they did. Absence is counted only while the database
 * answers: when it was away, every worker was, and each has the same time to come back.
 */
export function releaseDead(): (app: App) => Promise<void> {
  let absent = new Map<string, number>();
  return async (app) => {
    try {
      const now = await absentWorkers(app);
      absent = new Map(now.map((worker) => [worker, (absent.get(worker) ?? 0) + 1]));
    } catch (error) {
      absent.clear();
      throw error;
    }
    const workers = [...absent].filter(([, times]) => times >= looks).map(([worker]) => worker);
    if (workers.length > 0) await releaseDeadWorkers(app, { kind: 'system' }, { workers });
  };
}
