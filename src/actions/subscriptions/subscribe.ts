import { z } from 'zod';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { say } from '../../core/language/sentences.ts';
import {
  FREQUENCIES,
  MOST_OF_AN_ADDRESS,
  nextDigestAt,
  UNCONFIRMED_DAYS,
} from '../../core/subscriptions/digest.ts';
import { followedInWords } from '../../core/subscriptions/followed.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { blindIndex, encryptText, newDataKey } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { hashSecret } from '../../store/secrets.ts';
import { leaveToken, subscriptionsOfAddress, subscriptionToken } from '../../store/subscriptions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { recordAttempt, refuseTooMany } from '../tracking/attempts.ts';
import { sendToSubscriber } from './subscription-message.ts';

const input = z.object({
  city_id: z.uuid(),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'invalid_email'),
  /** From where it is asked. */
  address: z.string().max(80),
  service_id: z.uuid().nullable().default(null),
  authority_id: z.uuid().nullable().default(null),
  zone_code: z.string().max(120).nullable().default(null),
  frequency: z.enum(FREQUENCIES),
  language: z.enum(['es', 'en']).default('es'),
});
type Context = ActionContext<z.output<typeof input>>;
type Known = Awaited<ReturnType<typeof subscriptionsOfAddress>>[number];

/**
 * Writes to an e-mail address that somebody wants it to follow something; it begins when the address confirms it. What is
 * answered is the same whether the address is known or not: only its mailbox is told. Three messages to an address in a
 * quarter of an hour from one place, six from all; thirty askings from one place.
 * @throws Refused('too_many_attempts'), Refused('invalid_input') for what the city does not have
 */
export const subscribe = defineAction({
  name: 'subscribe',
  permission: 'public',
  input,
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ asked: true }> {
    const { tx, app, input: given } = context;
    const city = await knownCity(context);
    await countAsking(context);
    const address_hash = blindIndex(app.keys, 'email', given.email);
    const of_address = { city_id: given.city_id, address_hash };
    const all = await subscriptionsOfAddress(tx, app.keys, of_address);
    const same = all.find(
      (one) =>
        one.service_id === given.service_id &&
        one.authority_id === given.authority_id &&
        one.zone_code === given.zone_code,
    );
    if (same !== undefined) await askedAgain(context, city, same);
    else if (all.length >= MOST_OF_AN_ADDRESS) await write(context, city, { ...all[0]!, template: 'full' });
    else await begin(context, city, address_hash);
    return { asked: true };
  },
});

async function knownCity({ tx, input: given }: Context): Promise<CityConfiguration> {
  const city = await cityConfiguration(tx, given.city_id);
  const { service_id, authority_id, zone_code } = given;
  const isKnown =
    city !== null &&
    (service_id === null || city.services.has(service_id)) &&
    (authority_id === null || city.authorities.has(authority_id)) &&
    (zone_code === null || city.zones.has(zone_code));
  if (!isKnown) throw new Refused('invalid_input');
  return city;
}

/** Each asking counts, as it sends a message. */
async function countAsking({ tx, app, now, input: { email, address } }: Context): Promise<void> {
  const counted = [
    { subject: `subscribe ${email}`, limits: { from_address: 3, in_all: 6 } },
    { subject: `subscribe from ${address}`, limits: { from_address: 30, in_all: 30 } },
  ];
  for (const { subject, limits } of counted) {
    const attempt = { subject, address };
    await refuseTooMany(tx, { keys: app.keys, now, attempt, limits });
    await recordAttempt(tx, { keys: app.keys, now, attempt, succeeded: false });
  }
}

/** One that waits is asked to confirm again; who has it already is told how it is changed, since anybody may ask. */
async function askedAgain(context: Context, city: CityConfiguration, same: Known): Promise<void> {
  const { tx, now, input: given } = context;
  if (same.confirmed_at !== null) return write(context, city, { ...same, template: 'known' });
  const { frequency, language } = given;
  await tx
    .updateTable('subscriptions')
    .set({ frequency, language, asked_at: now })
    .where('id', '=', same.id)
    .execute();
  return write(context, city, { ...same, template: 'confirm' });
}

async function begin(context: Context, city: CityConfiguration, address_hash: Buffer): Promise<void> {
  const { tx, app, now, input: given } = context;
  const { city_id, email, service_id, authority_id, zone_code, frequency, language } = given;
  const id = newId();
  const { key, wrapped } = newDataKey(app.keys);
  await tx
    .insertInto('subscriptions')
    .values({
      ...{ id, city_id, address_hash, service_id, authority_id, zone_code, frequency, language },
      data_key: wrapped,
      address_cipher: encryptText(key, email, 'subscriptions.address'),
      token_hash: hashSecret(subscriptionToken(app.keys, id)),
      leave_hash: hashSecret(leaveToken(app.keys, id)),
      ...{ asked_at: now, told_until: now },
      next_at: nextDigestAt(now, frequency, city.city.time_zone),
    })
    .execute();
  await write(context, city, { ...given, id, template: 'confirm' });
}

interface Writing {
  readonly id: string;
  readonly service_id: string | null;
  readonly authority_id: string | null;
  readonly zone_code: string | null;
  readonly template: 'confirm' | 'known' | 'full';
}

function write(context: Context, city: CityConfiguration, about: Writing): Promise<void> {
  const { id: subscription_id, template } = about;
  return sendToSubscriber(context, {
    ...{ city, subscription_id, address: context.input.email, template: `subscription_${template}` },
    dedupe_key: `subscription_${template}/${newId()}`,
    paragraphs: (language, url) => {
      const what = followedInWords(city, about, language);
      const values = { url, what, days: UNCONFIRMED_DAYS, most: MOST_OF_AN_ADDRESS, city: city.city.name };
      return [say(language, `notice.subscription_${template}.body`, values)];
    },
  });
}
