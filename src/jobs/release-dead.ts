import type { App } from '../actions/app.ts';
import { releaseDeadWorkers } from '../actions/upkeep/release-dead-workers.ts';

/** Gives back the jobs of workers that died. */
export async function releaseDead(app: App): Promise<void> {
  await releaseDeadWorkers(app, { kind: 'system' }, {});
}
