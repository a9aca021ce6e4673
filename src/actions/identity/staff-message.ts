import type { Tx } from '../../store/database.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import type { App } from '../app.ts';

export interface StaffMessage {
  readonly city_id: string;
  readonly template: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** What is told once: a second message under the same key is none. */
  readonly once?: string;
}

/**
 * A message to a member of staff, as an outbox row. It belongs to no person and no petition, so recipient and body are
 * under the installation's key.
 */
export async function enqueueStaffMessage(
  { tx, app }: { tx: Tx; app: App },
  message: StaffMessage,
): Promise<void> {
  // Without a mail server the link is handed over by an administrator: nobody could read a kept message but them.
  if (!app.sends_mail) return;
  const id = newId();
  const queued = await tx
    .insertInto('outbox')
    .values({
      id,
      city_id: message.city_id,
      channel: 'email',
      template: message.template,
      dedupe_key: message.once ?? `staff/${id}`,
      recipient_cipher: encryptText(app.keys.wrapping, message.to, 'outbox.recipient'),
      subject: message.subject,
      body_cipher: encryptText(app.keys.wrapping, message.body, 'outbox.body'),
      state: 'queued',
      created_at: app.now(),
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (queued === undefined) return;
  await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
}
