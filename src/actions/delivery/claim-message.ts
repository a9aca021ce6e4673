import { sql } from 'kysely';
import { z } from 'zod';
import { languageOf, type Language } from '../../core/language/sentences.ts';
import { decryptText } from '../../store/encryption.ts';
import { isSamePerson } from '../../store/people.ts';
import { messageKey } from '../../store/outbox.ts';
import { leaveToken, subscriptionKey } from '../../store/subscriptions.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { Tx } from '../../store/database.ts';
import { ticketAddress } from '../../store/ticket-addresses.ts';
import type { App } from '../app.ts';
import { withoutWithdrawn } from '../subscriptions/without-withdrawn.ts';
import { isOfNoMore } from '../turns/appointment-message.ts';
import { appointmentEntry } from '../turns/appointment-words.ts';
import { readAppointment } from '../turns/read-appointment.ts';
import { defineAction } from '../action.ts';

/** A message in clear, for the channel that sends it and for nobody else. */
export interface ClaimedMessage {
  readonly outbox_id: string;
  readonly to: string;
  readonly from_name: string;
  readonly subject: string;
  readonly text: string;
  readonly language: Language;
  /** Of a message that was subscribed to: the address that ends it. */
  readonly unsubscribe?: string;
  /** The formal reply that goes with it as a letter: for the petitioner, not for who supports the petition. */
  readonly reply: { readonly petition_id: string; readonly reply_id: string } | null;
  /** Of an appointment: what a calendar takes in (RFC 5545). */
  readonly calendar_entry?: string;
}

/**
 * Opens a message that waits to be sent and counts the attempt.
 * @returns null when there is nothing to send: it was sent, kept or given up, or its person was erased meanwhile
 */
export const claimMessage = defineAction({
  name: 'claim-message',
  permission: 'system',
  input: z.object({ outbox_id: z.uuid() }),
  async run({ tx, app, now, input }): Promise<ClaimedMessage | null> {
    const row = await tx
      .updateTable('outbox')
      .set({ attempts: sql`attempts + 1` })
      .where('id', '=', input.outbox_id)
      .where('state', '=', 'queued')
      .where('channel', '=', 'email')
      .returning([
        'id',
        'city_id',
        'petition_id',
        'person_id',
        'reply_id',
        'subscription_id',
        'ticket_id',
        'template',
        'subject',
        'recipient_cipher',
        'body_cipher',
      ])
      .executeTakeFirst();
    if (!row) return null;
    if (row.subscription_id !== null) return subscribedMessage({ tx, app }, row);
    if (row.ticket_id !== null) return messageOfAppointment({ tx, app, now }, row);
    const key = await messageKey(tx, app.keys, row);
    if (key === null || row.recipient_cipher === null || row.body_cipher === null) {
      return givenUp(tx, row.id, 'person_erased');
    }
    const sender = await tx
      .selectFrom('cities as c')
      .leftJoin('petitions as p', (join) => join.on('p.id', '=', row.petition_id))
      .leftJoin('authorities as a', 'a.id', 'p.current_authority_id')
      .select(['c.name', 'c.locale', 'a.name as authority', 'p.person_id as petitioner_id'])
      .where('c.id', '=', row.city_id)
      .executeTakeFirstOrThrow();
    const { petition_id, reply_id, person_id } = row;
    // The petitioner's entry may have been merged with another one while the message waited.
    const isPetitioner = await isSamePerson(tx, person_id, sender.petitioner_id);
    return {
      reply: petition_id !== null && reply_id !== null && isPetitioner ? { petition_id, reply_id } : null,
      outbox_id: row.id,
      to: decryptText(key, row.recipient_cipher, 'outbox.recipient'),
      from_name: sender.authority ?? sender.name,
      subject: row.subject,
      text: decryptText(key, row.body_cipher, 'outbox.body'),
      language: languageOf(sender.locale),
    };
  },
});

async function givenUp(tx: Tx, outbox_id: string, last_error: string): Promise<null> {
  await tx.updateTable('outbox').set({ state: 'failed', last_error }).where('id', '=', outbox_id).execute();
  return null;
}

interface SubscribedRow {
  readonly id: string;
  readonly city_id: string;
  readonly subscription_id: string | null;
  readonly ticket_id: string | null;
  readonly template: string;
  readonly subject: string;
  readonly recipient_cipher: Buffer | null;
  readonly body_cipher: Buffer | null;
}

/** A message to an address that follows something; what was made private since is not told. */
async function subscribedMessage(
  { tx, app }: { tx: Tx; app: App },
  { id, city_id, subscription_id, template, subject, ...sealed }: SubscribedRow,
): Promise<ClaimedMessage | null> {
  const { recipient_cipher, body_cipher } = sealed;
  const opened = await subscriptionKey(tx, app.keys, subscription_id!);
  if (opened === null || recipient_cipher === null || body_cipher === null)
    return givenUp(tx, id, 'subscription_ended');
  const written = decryptText(opened.key, body_cipher, 'outbox.body');
  const text = template === 'subscription_digest' ? await withoutWithdrawn(tx, written) : written;
  if (text === null) return givenUp(tx, id, 'no_longer_public');
  const city = await tx
    .selectFrom('cities')
    .select(['name', 'code'])
    .where('id', '=', city_id)
    .executeTakeFirstOrThrow();
  const leave = citizenPaths(`/c/${city.code}`).unsubscribeLink(leaveToken(app.keys, subscription_id!));
  return {
    ...{ reply: null, outbox_id: id, subject, text, from_name: city.name },
    to: decryptText(opened.key, recipient_cipher, 'outbox.recipient'),
    language: languageOf(opened.language),
    unsubscribe: app.public_url + leave,
  };
}

/** A message about an appointment; with the address, which goes when it is cancelled, the message is gone. */
async function messageOfAppointment(
  { tx, app, now }: { tx: Tx; app: App; now: string },
  { id, ticket_id, template, subject, recipient_cipher, body_cipher }: SubscribedRow,
): Promise<ClaimedMessage | null> {
  const to = await ticketAddress(tx, app.keys, ticket_id!);
  const isCancelled = template === 'appointment_cancelled';
  const appointment = await readAppointment(tx, ticket_id!, [isCancelled ? 'left' : 'waiting']);
  if (to === null || appointment === null || recipient_cipher === null || body_cipher === null)
    return givenUp(tx, id, 'appointment_over');
  const { office, city } = appointment;
  const language = languageOf(to.language);
  const told = { office, appointment: appointment.ticket, language, keys: app.keys };
  return {
    ...{ reply: null, outbox_id: id, subject, language },
    to: decryptText(to.key, recipient_cipher, 'outbox.recipient'),
    from_name: city.authorities.get(office.authority_id)?.name ?? city.city.name,
    text: decryptText(to.key, body_cipher, 'outbox.body'),
    // Nothing to be put into a calendar any more.
    ...(isOfNoMore(template)
      ? {}
      : { calendar_entry: appointmentEntry(told, { city, now, host: new URL(app.public_url).hostname }) }),
  };
}
