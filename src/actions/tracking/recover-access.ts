import { z } from 'zod';
import { languageOf, say } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { blindIndex, encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { personKey } from '../../store/people.ts';
import { hashSecret, newSecret } from '../../store/secrets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { recordAttempt, refuseTooMany } from './attempts.ts';

const MINUTES = 120;
const MOST = 20;

const input = z.object({
  city_id: z.uuid(),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'invalid_email'),
  address: z.string().max(80),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Sends a link that opens the petitions filed with an e-mail, to that e-mail; what is answered is the same whether
 * there are any or not. Three messages in a quarter of an hour at most.
 * @throws Refused('too_many_attempts')
 */
export const recoverAccess = defineAction({
  name: 'recover-access',
  permission: 'public',
  input,
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ asked: true }> {
    const { app, tx, now } = context;
    const attempt = { subject: `recover ${context.input.email}`, address: context.input.address };
    await refuseTooMany(tx, { keys: app.keys, now, attempt, limits: { from_address: 3, in_all: 6 } });
    // Each asking counts, as it sends a message.
    await recordAttempt(tx, { keys: app.keys, now, attempt, succeeded: false });
    const found = await petitionsOf(context);
    if (found !== null) await sendLink(context, found);
    return { asked: true };
  },
});

interface Found {
  readonly person_id: string;
  readonly petition_ids: string[];
}

async function petitionsOf({ tx, app, input: { city_id, email } }: Context): Promise<Found | null> {
  const rows = await tx
    .selectFrom('person_identities as i')
    .innerJoin('petitions as p', 'p.person_id', 'i.person_id')
    .innerJoin('persons as who', 'who.id', 'i.person_id')
    .select(['p.id', 'p.person_id'])
    .where('i.kind', '=', 'email')
    .where('i.blind_index', '=', blindIndex(app.keys, 'email', email))
    .where('p.city_id', '=', city_id)
    .where('who.erased_at', 'is', null)
    .orderBy('p.received_at', 'desc')
    .limit(MOST)
    .execute();
  const person_id = rows[0]?.person_id ?? null;
  return person_id === null ? null : { person_id, petition_ids: rows.map(({ id }) => id) };
}

async function sendLink(context: Context, { person_id, petition_ids }: Found): Promise<void> {
  const { tx, app, now } = context;
  const { city_id, email } = context.input;
  const city = await cityConfiguration(tx, city_id);
  const key = await personKey(tx, app.keys, person_id);
  if (!city || key === null) return;
  const token = newSecret();
  await tx
    .insertInto('one_time_tokens')
    .values({
      id: newId(),
      token_hash: hashSecret(token),
      purpose: 'recover_folio',
      subject: JSON.stringify({ city_id, petition_ids }),
      created_at: now,
      expires_at: new Date(Date.parse(now) + MINUTES * 60_000).toISOString(),
    })
    .execute();
  const language = languageOf(city.city.locale);
  const url = app.public_url + citizenPaths(`/c/${city.city.code}`).recoverLink(token);
  const body = say(language, 'notice.recover_access.body', {
    url,
    city: city.city.name,
    hours: MINUTES / 60,
  });
  const id = newId();
  await tx
    .insertInto('outbox')
    .values({
      ...{ id, city_id, person_id, channel: 'email', template: 'recover_access', created_at: now },
      dedupe_key: `recover_access/${id}`,
      recipient_cipher: encryptText(key, email, 'outbox.recipient'),
      subject: say(language, 'notice.recover_access.subject', { city: city.city.name }),
      body_cipher: encryptText(key, body, 'outbox.body'),
      state: app.sends_mail ? 'queued' : 'kept',
    })
    .execute();
  if (app.sends_mail)
    await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
}

/**
 * Uses a recovery link, once. A GET only shows the button: mail scanners follow links.
 * @throws Refused('link_expired') for one that was used, is over or never was
 */
export const useRecoveryLink = defineAction({
  name: 'use-recovery-link',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), token: z.string().max(100) }),
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, input: { city_id, token }, now }): Promise<{ petition_id: string; issue: number }[]> {
    const used = await tx
      .updateTable('one_time_tokens')
      .set({ used_at: now })
      .where('token_hash', '=', hashSecret(token))
      .where('purpose', '=', 'recover_folio')
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('subject')
      .executeTakeFirst();
    const subject = used?.subject as { city_id?: string; petition_ids?: string[] } | undefined;
    if (subject?.city_id !== city_id || subject.petition_ids === undefined) throw new Refused('link_expired');
    return tx
      .selectFrom('petitions')
      .select(['id as petition_id', 'access_key_issue as issue'])
      .where('id', 'in', subject.petition_ids)
      .orderBy('received_at', 'desc')
      .execute();
  },
});
