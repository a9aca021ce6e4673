import { changePassword, setPassword } from '../../../actions/identity/change-password.ts';
import { requestPasswordReset } from '../../../actions/identity/password-links.ts';
import {
  beginTotp,
  confirmTotp,
  removeTotp,
  useRecoveryCode,
  verifySecondFactor,
} from '../../../actions/identity/second-factor.ts';
import { signIn, signOut, type Origin } from '../../../actions/identity/sign-in.ts';
import { setOwnAbsence } from '../../../actions/administration/users.ts';
import { Refused } from '../../../actions/refused.ts';
import { sessionOfToken, type Session } from '../../../queries/staff/actor-of-session.ts';
import { describeMe } from '../../../queries/staff/me.ts';
import { actorOf, cityOfCall, type AnyCall, type Handlers } from '../call.ts';
import type { sessionRoutes } from '../contract/routes-session.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../session-cookie.ts';

const done = { done: true } as const;

export const sessionHandlers: Pick<Handlers, keyof typeof sessionRoutes> = {
  async sign_in(call) {
    const { token } = await signIn(call.app, call.body, originOf(call));
    return enter(call, token);
  },
  async get_session(call) {
    return stateOf(call, ownSession(call));
  },
  async sign_out(call) {
    const token = sessionToken(call.request);
    if (token !== undefined) await signOut(call.app, token);
    clearSessionCookie(call.reply);
    return done;
  },
  async verify_second_factor(call) {
    return enter(call, (await verifySecondFactor(call.app, halfOpen(call), given(call))).token);
  },
  async use_recovery_code(call) {
    return enter(call, (await useRecoveryCode(call.app, halfOpen(call), given(call))).token);
  },
  async change_password(call) {
    const session = ownSession(call);
    // The second factor comes first: a stolen password must not be able to change itself.
    if (session.standing === 'second_factor_needed') throw new Refused('second_factor_needed');
    return enter(call, (await changePassword(call.app, session, given(call))).token);
  },
  async request_password_reset(call) {
    await requestPasswordReset(call.app, call.body.email, originOf(call));
    return done;
  },
  async set_password(call) {
    await setPassword(call.app, call.body);
    return done;
  },
  async begin_totp(call) {
    return beginTotp(call.app, mayEnrol(call), given(call));
  },
  async confirm_totp(call) {
    const { token, recovery_codes } = await confirmTotp(call.app, mayEnrol(call), given(call));
    setSessionCookie(call.reply, token, call.app.public_url);
    return { recovery_codes };
  },
  async remove_totp(call) {
    await removeTotp(call.app, ownSession(call), given(call));
    return done;
  },
  async set_own_absence(call) {
    await setOwnAbsence(call.app, actorOf(call), call.body, call.idempotency);
    const session = await sessionOfToken(call.app, sessionToken(call.request));
    return stateOf(call, session ?? ownSession(call));
  },
};

/** What was typed, with where it came from. */
function given<B extends object>(call: AnyCall & { readonly body: B }): B & { origin: Origin } {
  return { ...call.body, origin: originOf(call) };
}

const originOf = ({ request }: AnyCall): Origin => ({ address: request.ip });

function ownSession(call: AnyCall): Session {
  if (call.session === null) throw new Refused('sign_in_needed');
  return call.session;
}

/** A second factor is asked of a session that waits for it, and of no other. */
function halfOpen(call: AnyCall): Session {
  const session = ownSession(call);
  if (session.standing !== 'second_factor_needed') throw new Refused('conflict');
  return session;
}

/** Signed in, or kept from it by nothing but the app that is to be set up. */
function mayEnrol(call: AnyCall): Session {
  const session = ownSession(call);
  if (session.standing === 'second_factor_needed') throw new Refused('second_factor_needed');
  if (session.standing === 'password_change_needed') throw new Refused('sign_in_needed');
  return session;
}

async function enter(call: AnyCall, token: string) {
  setSessionCookie(call.reply, token, call.app.public_url);
  const session = await sessionOfToken(call.app, token);
  if (session === null) throw new Refused('sign_in_needed');
  return stateOf(call, session);
}

async function stateOf(call: AnyCall, session: Session) {
  const { actor, standing: state } = session;
  if (actor === null) return { state, me: null };
  const city = await cityOfCall({ ...call, session });
  return { state, me: await describeMe(call.app, { actor, session, city }) };
}
