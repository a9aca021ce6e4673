import { languageOf, say, type Language } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { subscriptionKey, subscriptionToken } from '../../store/subscriptions.ts';
import type { ActionContext } from '../action.ts';

export interface SubscriptionMessage {
  readonly city: CityConfiguration;
  readonly subscription_id: string;
  readonly address: string;
  readonly template:
    'subscription_confirm' | 'subscription_known' | 'subscription_full' | 'subscription_digest';
  /** Two messages with one are one. */
  readonly dedupe_key: string;
  readonly paragraphs: (language: Language, link: string) => readonly string[];
}

/** Writes a message to whoever subscribes as an outbox row under the subscription's key; once. */
export async function sendToSubscriber(
  { tx, app, now }: ActionContext<unknown>,
  message: SubscriptionMessage,
): Promise<void> {
  const { city, subscription_id, template, dedupe_key } = message;
  const opened = await subscriptionKey(tx, app.keys, subscription_id);
  if (opened === null) return;
  const language = languageOf(opened.language);
  const paths = citizenPaths(`/c/${city.city.code}`);
  const link = app.public_url + paths.subscriptionLink(subscriptionToken(app.keys, subscription_id));
  const body = [
    say(language, 'notice.greeting_nobody'),
    ...message.paragraphs(language, link),
    city.city.name,
  ].join('\n\n');
  const id = newId();
  const inserted = await tx
    .insertInto('outbox')
    .values({
      ...{ id, city_id: city.city.id, subscription_id, channel: 'email', template, dedupe_key },
      created_at: now,
      recipient_cipher: encryptText(opened.key, message.address, 'outbox.recipient'),
      subject: say(language, `notice.${template}.subject`, { city: city.city.name }),
      body_cipher: encryptText(opened.key, body, 'outbox.body'),
      state: app.sends_mail ? 'queued' : 'kept',
    })
    .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted && app.sends_mail)
    await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
}
