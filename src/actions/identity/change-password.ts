import { z } from 'zod';
import type { Session } from '../../queries/staff/actor-of-session.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { hashSecret } from '../../store/secrets.ts';
import type { App } from '../app.ts';
import { parseInput } from '../action.ts';
import { Refused } from '../refused.ts';
import { askStrongPassword, hashPassword } from './passwords.ts';
import { askPassword } from './second-factor.ts';
import { endSessions, rotateSession } from './sessions.ts';
import type { Origin } from './sign-in.ts';

/** A new password for oneself: the session gets a new token, every other one ends. */
export async function changePassword(
  app: App,
  session: Session,
  given: { current_password: string; new_password: string; origin: Origin },
): Promise<{ token: string }> {
  await askPassword(app, session, { password: given.current_password, origin: given.origin });
  if (given.new_password === given.current_password) {
    throw new Refused('weak_password', { why: 'same', shortest: 12 }, { new_password: 'password_same' });
  }
  askStrongPassword(given.new_password, session.user);
  const password_hash = await hashPassword(given.new_password);
  const now = app.now();
  const user_id = session.user.id;
  const token = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    await tx
      .updateTable('users')
      .set({ password_hash, password_changed_at: now, must_change_password: false })
      .where('id', '=', user_id)
      .execute();
    await endSessions(tx, { user_id, now, but: session.id });
    return rotateSession(tx, { session_id: session.id, now, second_factor: false });
  });
  return { token };
}

const setInput = z.object({ token: z.string().max(200), new_password: z.string().max(1000) });

/**
 * Sets a password with a one-time link, which is used up with every other one of that person; all sessions end. The
 * second factor stays: a link from a mailbox is only one factor.
 * @throws Refused `link_expired`, `weak_password`
 */
export async function setPassword(app: App, given: z.input<typeof setInput>): Promise<void> {
  const { token, new_password } = parseInput(setInput, given);
  const user = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('one_time_tokens as t')
      .innerJoin('users as u', 'u.id', 't.user_id')
      .select(['t.id as token_id', 'u.id', 'u.email', 'u.name'])
      .where('t.token_hash', '=', hashSecret(token))
      .where('t.purpose', '=', 'set_password')
      .where('t.used_at', 'is', null)
      .where('t.expires_at', '>', app.now())
      .where('u.is_active', '=', true)
      .executeTakeFirst(),
  );
  if (!user) throw new Refused('link_expired');
  askStrongPassword(new_password, user);
  const password_hash = await hashPassword(new_password);
  const now = app.now();
  await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const used = await tx
      .updateTable('one_time_tokens')
      .set({ used_at: now })
      .where('user_id', '=', user.id)
      .where('purpose', '=', 'set_password')
      .where('used_at', 'is', null)
      .returning('id')
      .execute();
    // Of two at once with the same link, one sets the password.
    if (!used.some(({ id }) => id === user.token_id)) throw new Refused('link_expired');
    await tx
      .updateTable('users')
      .set({ password_hash, password_changed_at: now, must_change_password: false })
      .where('id', '=', user.id)
      .execute();
    await endSessions(tx, { user_id: user.id, now });
  });
}
