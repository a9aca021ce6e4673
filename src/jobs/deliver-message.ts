import { claimMessage } from '../actions/delivery/claim-message.ts';
import { letterOf } from '../actions/letters/keep-letter.ts';
import type { App } from '../actions/app.ts';
import type { EmailAttachment, Mailer } from '../channels/email/send-email.ts';
import type { Attempt } from './job.ts';
import { earlierDelivery, writeDelivery } from './write-delivery.ts';

/** The formal reply as the same letter that the petition's page gives. */
async function letterWith(
  app: App,
  { petition_id, reply_id }: { petition_id: string; reply_id: string },
): Promise<EmailAttachment[]> {
  const letter = await letterOf(app, { petition_id, reply_id });
  if (letter === null) return [];
  return [{ filename: 'respuesta.pdf', media_type: 'application/pdf', content: letter }];
}

const entryOf = (entry: string): EmailAttachment => ({
  ...{ filename: 'cita.ics', media_type: 'text/calendar; charset=utf-8' },
  content: Buffer.from(entry),
});

const system = { kind: 'system' } as const;

/** Says that a sending is to be tried again; the queue waits longer each time. Its message is a code. */
export class TryAgain extends Error {}

/**
 * Sends one message of the outbox and writes down how it went. If the process dies after the server took the message
 * and before that is written, it is sent once more, with the same Message-ID: between "perhaps twice" and "perhaps
 * never", a notice with legal effect chooses the first. Nothing else can send twice: not a database that went away in that
 * moment, since this process keeps what it has to write.
 */
export async function deliverMessage(
  app: App,
  mailer: Mailer | null,
  { payload, attempt, max_attempts }: Attempt,
): Promise<void> {
  // Without a mail server nothing is claimed: the message waits, queued, for a process that has one.
  if (mailer === null) throw new TryAgain('no_mail_server');
  const outbox_id = String(payload['outbox_id']);
  await earlierDelivery(outbox_id);
  const message = await claimMessage(app, system, { outbox_id });
  if (message === null) return;
  const { outbox_id: id, reply, calendar_entry, ...email } = message;
  const attachments = reply === null ? [] : await letterWith(app, reply);
  if (calendar_entry !== undefined) attachments.push(entryOf(calendar_entry));
  const sending = await mailer.send({ id, ...email, attachments });
  const is_last = attempt >= max_attempts;
  const result = sending.state === 'try_again' ? { ...sending, is_last } : sending;
  await writeDelivery(app, { outbox_id, result });
  if (sending.state === 'try_again' && !is_last) throw new TryAgain(sending.code);
}
