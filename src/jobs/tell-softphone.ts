import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { endStaleSoftphones } from '../actions/softphone/end-stale-softphones.ts';
import { claimSoftphoneOrder, recordSoftphoneTold } from '../actions/softphone/softphone-order.ts';
import { givePassword, takePasswordBack } from '../channels/telephone/softphone-passwords.ts';
import type { Attempt } from './job.ts';

const system = { kind: 'system' } as const;
const what = z.object({ exchange_id: z.uuid(), sip_user: z.string() });

/** Tells an exchange the password of a telephone in a browser, or that there is none any more. */
export async function tellSoftphone(app: App, { payload }: Attempt): Promise<void> {
  const place = what.parse(payload);
  const order = await claimSoftphoneOrder(app, system, place);
  if (order === null) return;
  const { ari, sip_user, password, softphone_id } = order;
  if (password === null) await takePasswordBack(ari, sip_user);
  else await givePassword(ari, sip_user, password);
  await recordSoftphoneTold(app, system, { ...place, softphone_id, gave: password !== null });
}

/** Once a minute: whoever is gone has no telephone. */
export async function endStale(app: App): Promise<void> {
  await endStaleSoftphones(app, system, {});
}
