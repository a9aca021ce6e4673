import { languageOf, say } from '../../core/language/sentences.ts';
import { inTransaction, type Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { hashSecret, newSecret } from '../../store/secrets.ts';
import type { App } from '../app.ts';
import { enqueueStaffMessage } from './staff-message.ts';
import { takeAttempt } from './sign-in-limit.ts';
import type { Origin } from './sign-in.ts';

const hours = { invited: 72, forgotten: 1 } as const;

export interface PasswordLink {
  readonly url: string;
  readonly expires_at: string;
}

/** A one-time address at which a person sets their password; those made before are worth nothing from now on. */
export async function newPasswordLink(
  { tx, app }: { tx: Tx; app: App },
  { user_id, why }: { user_id: string; why: keyof typeof hours },
): Promise<PasswordLink> {
  const now = app.now();
  const token = newSecret();
  const expires_at = new Date(Date.parse(now) + hours[why] * 3_600_000).toISOString();
  await tx
    .updateTable('one_time_tokens')
    .set({ used_at: now })
    .where('user_id', '=', user_id)
    .where('purpose', '=', 'set_password')
    .where('used_at', 'is', null)
    .execute();
  await tx
    .insertInto('one_time_tokens')
    .values({
      id: newId(),
      token_hash: hashSecret(token),
      purpose: 'set_password',
      user_id,
      created_at: now,
      expires_at,
    })
    .execute();
  // The fragment never reaches a server or its log.
  return { url: `${app.public_url}/console/set-password#${token}`, expires_at };
}

/** Sends the address of a password link to its owner, where there is a mail server. Call it in the link's transaction. */
export async function mailPasswordLink(
  at: { tx: Tx; app: App },
  { user_id, city_id, link }: { user_id: string; city_id: string; link: PasswordLink },
): Promise<void> {
  const user = await at.tx
    .selectFrom('users')
    .select(['email', 'name', 'is_demo'])
    .where('id', '=', user_id)
    .executeTakeFirst();
  // The addresses of a demonstration are made up.
  if (!user || user.is_demo) return;
  const { locale } = await at.tx
    .selectFrom('cities')
    .select('locale')
    .where('id', '=', city_id)
    .executeTakeFirstOrThrow();
  const language = languageOf(locale);
  const values = { name: user.name, email: user.email, url: link.url, hours: hours.invited };
  await enqueueStaffMessage(at, {
    ...{ city_id, template: 'password_link', to: user.email },
    subject: say(language, 'staff_mail.password_link.subject'),
    body: say(language, 'staff_mail.password_link.body', values),
  });
}

/**
 * «I forgot my password»: an address by e-mail where the account exists. The answer is the same either way, and so is
 * the work that the caller waits for.
 * @throws Refused('too_many_attempts')
 */
export async function requestPasswordReset(app: App, email: string, origin: Origin): Promise<void> {
  const address = email.trim().toLowerCase();
  await takeAttempt(app, { account: `forgotten/${address}`, address: origin.address });
  await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select(['id', 'name', 'is_demo'])
      .where('email', '=', address)
      .where('is_active', '=', true)
      .executeTakeFirst();
    if (!user || user.is_demo) return;
    const city = await tx
      .selectFrom('role_grants as g')
      .innerJoin('cities as c', 'c.id', 'g.city_id')
      .select(['c.id', 'c.locale'])
      .where('g.user_id', '=', user.id)
      .where('g.revoked_at', 'is', null)
      .executeTakeFirst();
    if (!city) return;
    const link = await newPasswordLink({ tx, app }, { user_id: user.id, why: 'forgotten' });
    const language = languageOf(city.locale);
    const values = { name: user.name, url: link.url, minutes: 60 };
    await enqueueStaffMessage(
      { tx, app },
      {
        city_id: city.id,
        template: 'password_reset',
        to: address,
        subject: say(language, 'staff_mail.password_reset.subject'),
        body: say(language, 'staff_mail.password_reset.body', values),
      },
    );
  });
}
