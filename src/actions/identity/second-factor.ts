import { randomInt } from 'node:crypto';
import { generateSecret, generateURI, verify } from 'otplib';
import QRCode from 'qrcode';
import { inTransaction, type Tx } from '../../store/database.ts';
import { decryptText, encryptText } from '../../store/encryption.ts';
import { hashSecret } from '../../store/secrets.ts';
import type { Session } from '../../queries/staff/actor-of-session.ts';
import type { App } from '../app.ts';
import { Refused } from '../refused.ts';
import { passwordMatches } from './passwords.ts';
import { endSessions, rotateSession } from './sessions.ts';
import { attemptSucceeded, takeAttempt } from './sign-in-limit.ts';
import type { Origin } from './sign-in.ts';

const place = (user_id: string) => `users.totp_secret/${user_id}`;
/** What was typed, and where from. */
export interface GivenCode {
  readonly code: string;
  readonly origin: Origin;
}
export interface GivenPassword {
  readonly password: string;
  readonly origin: Origin;
}

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';

/** A new secret for the authenticator app, to be confirmed. An app that is confirmed already must be removed first. */
export async function beginTotp(app: App, session: Session, given: GivenPassword) {
  await askPassword(app, session, given);
  if (session.user.totp_confirmed_at !== null) throw new Refused('conflict');
  const secret = generateSecret();
  await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx
      .updateTable('users')
      .set({
        totp_secret: encryptText(app.keys.wrapping, secret, place(session.user.id)),
        totp_confirmed_at: null,
        totp_last_step: null,
      })
      .where('id', '=', session.user.id)
      .where('totp_confirmed_at', 'is', null)
      .execute(),
  );
  const otpauth_uri = generateURI({ issuer: 'Atiende', label: session.user.email, secret });
  return { secret, otpauth_uri, qr_svg: await QRCode.toString(otpauth_uri, { type: 'svg', margin: 1 }) };
}

/** Confirms the app with one of its codes. Other sessions end; gives the recovery codes, which are kept as hashes. */
export async function confirmTotp(app: App, session: Session, { code, origin }: GivenCode) {
  const attempt = await takeAttempt(app, {
    account: `second-factor/${session.user.id}`,
    address: origin.address,
  });
  const recovery_codes = Array.from({ length: 10 }, newRecoveryCode);
  const token = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    await askCode({ app, tx }, session.user.id, code);
    const user_id = session.user.id;
    const now = app.now();
    const recovery_code_hashes = recovery_codes.map(hashRecoveryCode);
    await tx
      .updateTable('users')
      .set({ totp_confirmed_at: now, recovery_code_hashes })
      .where('id', '=', user_id)
      .execute();
    await endSessions(tx, { user_id, now, but: session.id });
    return rotateSession(tx, { session_id: session.id, now, second_factor: true });
  });
  await attemptSucceeded(app, attempt);
  return { token, recovery_codes };
}

/** The six figures at sign-in: each step of thirty seconds is taken once. The session gets a new token. */
export async function verifySecondFactor(app: App, session: Session, { code, origin }: GivenCode) {
  const attempt = await takeAttempt(app, {
    account: `second-factor/${session.user.id}`,
    address: origin.address,
  });
  const token = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    await askCode({ app, tx }, session.user.id, code);
    return rotateSession(tx, { session_id: session.id, now: app.now(), second_factor: true });
  });
  await attemptSucceeded(app, attempt);
  return { token };
}

/** One of the recovery codes instead of the app; it is used up. */
export async function useRecoveryCode(app: App, session: Session, { code, origin }: GivenCode) {
  const attempt = await takeAttempt(app, {
    account: `second-factor/${session.user.id}`,
    address: origin.address,
  });
  const hashed = hashRecoveryCode(code);
  const token = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const user = await tx
      .selectFrom('users')
      .select('recovery_code_hashes')
      .where('id', '=', session.user.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (!user.recovery_code_hashes.includes(hashed)) throw new Refused('wrong_credentials');
    const left = user.recovery_code_hashes.filter((one) => one !== hashed);
    await tx
      .updateTable('users')
      .set({ recovery_code_hashes: left })
      .where('id', '=', session.user.id)
      .execute();
    return rotateSession(tx, { session_id: session.id, now: app.now(), second_factor: true });
  });
  await attemptSucceeded(app, attempt);
  return { token };
}

/** Gives the second factor up; the password is asked again. */
export async function removeTotp(app: App, session: Session, given: GivenPassword): Promise<void> {
  await askPassword(app, session, given);
  await inTransaction(app.database, { kind: 'system' }, (tx) => forgetSecondFactor(tx, session.user.id));
}

/** Removes secret, steps and recovery codes of a person. */
export async function forgetSecondFactor(tx: Tx, user_id: string): Promise<void> {
  await tx
    .updateTable('users')
    .set({ totp_secret: null, totp_confirmed_at: null, totp_last_step: null, recovery_code_hashes: [] })
    .where('id', '=', user_id)
    .execute();
}

/** Asks the own password again, counted like a sign-in. */
export async function askPassword(
  app: App,
  session: Session,
  { password, origin }: GivenPassword,
): Promise<void> {
  const attempt = await takeAttempt(app, { account: session.user.email, address: origin.address });
  const user = await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.selectFrom('users').select('password_hash').where('id', '=', session.user.id).executeTakeFirst(),
  );
  if (!(await passwordMatches(user?.password_hash ?? null, password))) {
    throw new Refused('wrong_credentials', {}, { password: 'wrong_password' });
  }
  await attemptSucceeded(app, attempt);
}

async function askCode({ app, tx }: { app: App; tx: Tx }, user_id: string, code: string): Promise<void> {
  const user = await tx
    .selectFrom('users')
    .select(['totp_secret', 'totp_last_step'])
    .where('id', '=', user_id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (user.totp_secret === null) throw new Refused('wrong_credentials');
  const token = code.replace(/\s/g, '');
  if (!/^\d{6}$/.test(token)) throw new Refused('wrong_credentials', {}, { code: 'wrong_code' });
  const secret = decryptText(app.keys.wrapping, user.totp_secret, place(user_id));
  const epoch = Math.floor(Date.parse(app.now()) / 1000);
  const answer = await verify({ secret, token, epoch, epochTolerance: 30 });
  // A code that was used, or one before it, is not taken again (RFC 6238 §5.2).
  const step = answer.valid && 'timeStep' in answer ? answer.timeStep : null;
  if (step === null || (user.totp_last_step !== null && step <= user.totp_last_step)) {
    throw new Refused('wrong_credentials', {}, { code: 'wrong_code' });
  }
  await tx.updateTable('users').set({ totp_last_step: step }).where('id', '=', user_id).execute();
}

function newRecoveryCode(): string {
  const four = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${four()}-${four()}-${four()}`;
}

/** As typed, in any case and with or without dashes. 59 random bits: a plain hash is enough. */
function hashRecoveryCode(code: string): string {
  return hashSecret(`recovery/${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`).toString('base64url');
}
