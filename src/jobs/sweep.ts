import type { App } from '../actions/app.ts';
import { requeueWaiting } from '../actions/delivery/requeue-waiting.ts';
import { sweepExpired } from '../actions/upkeep/sweep-expired.ts';
import { sealAllMissed } from '../actions/verification/seal-histories.ts';

const system = { kind: 'system' } as const;

/** Once a day: what expired goes, messages that nobody sends are seen to, events that a seal missed are sealed. */
export async function sweep(app: App): Promise<void> {
  await sweepExpired(app);
  await requeueWaiting(app, system, {});
  await sealAllMissed(app);
}
