import type { App } from '../actions/app.ts';
import { projectStatistics } from '../actions/statistics/project-statistics.ts';

/** Counts what changed; a long sweep takes many short transactions. */
export async function countChanges(app: App): Promise<void> {
  let again = true;
  while (again && app.stopping?.aborted !== true)
    again = (await projectStatistics(app, { kind: 'system' }, {})).more;
}
