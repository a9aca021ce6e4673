import type { App } from '../app.ts';
import { inTransaction, type Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { hashSecret, newSecret } from '../../store/secrets.ts';

const absoluteHours = 12;

/** Opens a session and gives the token of its cookie; only the hash is kept. */
export async function openSession(
  tx: Tx,
  { user_id, now, second_factor }: { user_id: string; now: string; second_factor: boolean },
): Promise<string> {
  const token = newSecret();
  await tx
    .insertInto('sessions')
    .values({
      id: newId(),
      token_hash: hashSecret(token),
      user_id,
      second_factor_at: second_factor ? now : null,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(Date.parse(now) + absoluteHours * 3_600_000).toISOString(),
    })
    .execute();
  return token;
}

/** Gives a session a new token (its standing changed): the old one is worth nothing from now on. */
export async function rotateSession(
  tx: Tx,
  { session_id, now, second_factor }: { session_id: string; now: string; second_factor: boolean },
): Promise<string> {
  const token = newSecret();
  await tx
    .updateTable('sessions')
    .set({
      token_hash: hashSecret(token),
      last_seen_at: now,
      ...(second_factor ? { second_factor_at: now } : {}),
    })
    .where('id', '=', session_id)
    .execute();
  return token;
}

/** Ends every session of a person, or every one but one. */
export async function endSessions(
  tx: Tx,
  { user_id, now, but }: { user_id: string; now: string; but?: string },
): Promise<void> {
  let query = tx
    .updateTable('sessions')
    .set({ revoked_at: now })
    .where('user_id', '=', user_id)
    .where('revoked_at', 'is', null);
  if (but !== undefined) query = query.where('id', '<>', but);
  await query.execute();
}

/** Keeps a session that is used from idling out; written at most once a minute. */
export async function noteSeen(
  app: Pick<App, 'database' | 'now'>,
  session: { id: string; last_seen_at: string },
): Promise<void> {
  const now = app.now();
  if (Date.parse(now) - Date.parse(session.last_seen_at) < 60_000) return;
  await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.updateTable('sessions').set({ last_seen_at: now }).where('id', '=', session.id).execute(),
  );
}
