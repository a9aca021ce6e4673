import { sql, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import { reading, type Reader } from '../../store/database.ts';
import { hashSecret } from '../../store/secrets.ts';
import { grantsOfUser } from './grants-of-user.ts';
import { authoritiesReached } from './roles.ts';
import type { StaffPorts } from './ports.ts';

export type SessionStanding =
  'signed_in' | 'second_factor_needed' | 'password_change_needed' | 'second_factor_enrolment_needed';

export interface SessionUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly job_title: string;
  readonly is_demo: boolean;
  readonly must_change_password: boolean;
  readonly totp_confirmed_at: string | null;
  readonly recovery_code_hashes: readonly string[];
  readonly away_from: string | null;
  readonly away_until: string | null;
  readonly delegate_id: string | null;
}

/** A living session: whose it is and how far signing in has come. The actor is there only once it is complete. */
export interface Session {
  readonly id: string;
  readonly user: SessionUser;
  readonly standing: SessionStanding;
  readonly last_seen_at: string;
  readonly actor: StaffActor | null;
}

/** Minutes without a request after which a session is over; it is over 12 hours after its start anyhow. */
export const idleMinutes = 120;

/** The living session of a cookie's token, or null. */
export async function sessionOfToken(
  ports: Pick<StaffPorts, 'database' | 'now'>,
  token: string | undefined,
): Promise<Session | null> {
  if (token === undefined || token.length < 40 || token.length > 100) return null;
  return reading(ports.database, { kind: 'system' }, (reader) => readSession(reader, token, ports.now()));
}

async function readSession(reader: Reader, token: string, now: string): Promise<Session | null> {
  const oldest = new Date(Date.parse(now) - idleMinutes * 60_000).toISOString();
  const row = await reader
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id as session_id', 's.second_factor_at', 's.last_seen_at'])
    .select(['u.id', 'u.email', 'u.name', 'u.job_title', 'u.is_demo', 'u.must_change_password'])
    .select(['u.totp_confirmed_at', 'u.recovery_code_hashes', 'u.away_from', 'u.away_until', 'u.delegate_id'])
    .where('s.token_hash', '=', hashSecret(token))
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.last_seen_at', '>', oldest)
    .where('u.is_active', '=', true)
    .executeTakeFirst();
  if (!row) return null;
  const { session_id: id, second_factor_at, last_seen_at, ...user } = row;
  const standing = await standingOf(reader, user, second_factor_at);
  const actor = standing === 'signed_in' ? await staffActor(reader, user) : null;
  return { id, user, standing, last_seen_at, actor };
}

/** The password comes before the app: begun with a password that somebody else chose, an enrolment would be theirs too. */
async function standingOf(
  reader: Reader,
  user: SessionUser,
  second_factor_at: string | null,
): Promise<SessionStanding> {
  if (user.totp_confirmed_at !== null && second_factor_at === null) return 'second_factor_needed';
  if (user.must_change_password) return 'password_change_needed';
  if (user.totp_confirmed_at === null && (await mustEnrol(reader, user.id))) {
    return 'second_factor_enrolment_needed';
  }
  return 'signed_in';
}

/** Whether a city where the person works wants a second factor for one of their roles there. */
async function mustEnrol(reader: Reader, user_id: string): Promise<boolean> {
  const role = await reader
    .selectFrom('role_grants as g')
    .innerJoin('cities as c', 'c.id', 'g.city_id')
    .select('g.id')
    .where('g.user_id', '=', user_id)
    .where('g.revoked_at', 'is', null)
    .where(sql<SqlBool>`c.settings -> 'second_factor_roles' ? g.role_code`)
    .executeTakeFirst();
  return role !== undefined;
}

/** A person as an actor, with their grants expanded. */
export async function staffActor(reader: Reader, user: { id: string; name: string }): Promise<StaffActor> {
  const grants = await grantsOfUser(reader, user.id);
  const authority_ids = await authoritiesReached(reader, grants);
  return { kind: 'staff', user_id: user.id, name: user.name, grants, authority_ids };
}
