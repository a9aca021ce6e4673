import type { App } from '../actions/app.ts';
import { sealHistories } from '../actions/verification/seal-histories.ts';

/** Seals the events of the last seconds; a long queue of them takes several rounds. */
export async function sealNew(app: App): Promise<void> {
  let again = true;
  while (again && app.stopping?.aborted !== true)
    again = (await sealHistories(app, { kind: 'system' }, {})).more;
}
