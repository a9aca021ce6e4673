import { sql } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import { readingOpenly, type Database, type Reader } from '../../store/database.ts';
import { hashSecret } from '../../store/secrets.ts';
import { authoritiesOf, grantRows, grantRowsOf, grantsFrom } from './grants-of-user.ts';
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
  { database, now }: Pick<StaffPorts, 'database' | 'now'>,
  token: string | undefined,
): Promise<Session | null> {
  if (token === undefined || token.length < 40 || token.length > 100) return null;
  const [row] = await readingOpenly(database, (reader) => livingSession(reader, token, now()));
  if (!row) return null;
  const { session_id: id, second_factor_at, last_seen_at, grants: rows, must_enrol, ...user } = row;
  const standing = standingOf({ ...user, second_factor_at, must_enrol });
  if (standing !== 'signed_in') return { id, user, standing, last_seen_at, actor: null };
  const grants = grantsFrom(rows);
  const authority_ids = authoritiesOf(rows);
  const actor = { kind: 'staff', user_id: user.id, name: user.name, grants, authority_ids } as const;
  return { id, user, standing, last_seen_at, actor };
}

/** Everything that each request of the console asks first, in one statement. */
function livingSession(reader: Database, token: string, now: string) {
  const oldest = new Date(Date.parse(now) - idleMinutes * 60_000).toISOString();
  // Whether a city where the person works wants a second factor for one of their roles there.
  const must_enrol = sql<boolean>`exists (
    select from role_grants g join cities c on c.id = g.city_id
    where g.user_id = u.id and g.revoked_at is null and c.settings -> 'second_factor_roles' ? g.role_code)`;
  return reader
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id as session_id', 's.second_factor_at', 's.last_seen_at'])
    .select(['u.id', 'u.email', 'u.name', 'u.job_title', 'u.is_demo', 'u.must_change_password'])
    .select(['u.totp_confirmed_at', 'u.recovery_code_hashes', 'u.away_from', 'u.away_until', 'u.delegate_id'])
    .select([grantRowsOf(sql`u.id`).as('grants'), must_enrol.as('must_enrol')])
    .where('s.token_hash', '=', hashSecret(token))
    .where('s.revoked_at', 'is', null)
    .where('s.expires_at', '>', now)
    .where('s.last_seen_at', '>', oldest)
    .where('u.is_active', '=', true);
}

/** The password comes before the app: begun with a password that somebody else chose, an enrolment would be theirs too. */
function standingOf(
  user: SessionUser & { second_factor_at: string | null; must_enrol: boolean },
): SessionStanding {
  if (user.totp_confirmed_at !== null && user.second_factor_at === null) return 'second_factor_needed';
  if (user.must_change_password) return 'password_change_needed';
  if (user.totp_confirmed_at === null && user.must_enrol) return 'second_factor_enrolment_needed';
  return 'signed_in';
}

/** A person as an actor, with their grants expanded. */
export async function staffActor(reader: Reader, user: { id: string; name: string }): Promise<StaffActor> {
  const rows = await grantRows(reader, user.id);
  const grants = grantsFrom(rows);
  return { kind: 'staff', user_id: user.id, name: user.name, grants, authority_ids: authoritiesOf(rows) };
}
