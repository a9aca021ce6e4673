import { z } from 'zod';
import { inTransaction, reading } from '../../store/database.ts';
import { hashSecret } from '../../store/secrets.ts';
import { parseInput } from '../action.ts';
import type { App } from '../app.ts';
import { Refused } from '../refused.ts';
import { passwordMatches } from './passwords.ts';
import { openSession } from './sessions.ts';
import { attemptSucceeded, takeAttempt } from './sign-in-limit.ts';

const signInInput = z.object({
  email: z.string().trim().toLowerCase().max(254),
  password: z.string().max(1000),
});

/** Where the request came from, as the door found out. */
export interface Origin {
  readonly address: string;
}

/**
 * E-mail and password for a session's token. Unknown, wrong, inactive and not allowed from here sound and last alike.
 * Demonstration users are let in only from this machine, since their password is shown on its screen.
 * @throws Refused `wrong_credentials`, `too_many_attempts`
 */
export async function signIn(
  app: App,
  given: z.input<typeof signInInput>,
  origin: Origin,
): Promise<{ token: string }> {
  const { email, password } = parseInput(signInInput, given);
  const attempt = await takeAttempt(app, { account: email, address: origin.address });
  const user = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('users')
      .select(['id', 'password_hash', 'is_active', 'is_demo'])
      .where('email', '=', email)
      .executeTakeFirst(),
  );
  const right = await passwordMatches(user?.password_hash ?? null, password);
  const allowed = user?.is_active === true && (!user.is_demo || isLoopback(origin.address));
  if (!right || !allowed) throw new Refused('wrong_credentials');
  await attemptSucceeded(app, attempt);
  const token = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    openSession(tx, { user_id: user.id, now: app.now(), second_factor: false }),
  );
  return { token };
}

/** Ends the session of a token; a token of none is no mistake. */
export async function signOut(app: App, token: string): Promise<void> {
  await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx
      .updateTable('sessions')
      .set({ revoked_at: app.now() })
      .where('token_hash', '=', hashSecret(token))
      .where('revoked_at', 'is', null)
      .execute(),
  );
}

/** Whether the address is this machine's own. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}
