import { newId } from '../../src/store/ids.ts';
import { inTransaction } from '../../src/store/database.ts';
import { hashSecret, newSecret } from '../../src/store/secrets.ts';
import { sessionCookie } from '../../src/api/staff/session-cookie.ts';
import type { Installation } from '../installation.ts';

/** Somebody who listens, and where what they may see lies; null: everywhere. */
export interface Listener {
  readonly cookie: string;
  readonly authority_id: string | null;
  /** The unit and those below it. */
  readonly unit_ids: ReadonlySet<string> | null;
}

/** Who has one of them in twenty-five, in six, and the others. */
export const asInACity = (n: number): Reach => (n % 25 === 0 ? 'city' : n % 6 === 0 ? 'authority' : 'unit');
export const allSeeAll = (): Reach => 'city';
type Reach = 'city' | 'authority' | 'unit';

const sessions_each = 10;
const rows_at_once = 1_000;

/** People of every unit of the city, ten sessions each, all signed in. */
export async function listeners(
  { app, city, city_id }: Installation,
  { count, reach }: { count: number; reach: (n: number) => Reach },
): Promise<Listener[]> {
  const units = [...city.units.values()];
  const now = app.now();
  const made = Array.from({ length: count }, (_, n) => {
    const person = Math.floor(n / sessions_each);
    const unit = units[person % units.length]!;
    const of = reach(person);
    const token = newSecret();
    return {
      ...{ n, person, token, cookie: `${sessionCookie}=${token}` },
      authority_id: of === 'city' ? null : unit.authority_id,
      unit_id: of === 'unit' ? unit.id : null,
    };
  });
  const ids = new Map(made.map(({ person }) => [person, newId()]));
  const users = [...ids].map(([person, id]) => ({
    ...{ id, email: `${id}@bench.example`, name: `Persona ${person}`, totp_confirmed_at: now },
  }));
  const first = made.filter(({ n }) => n % sessions_each === 0);
  const grants = first.map(({ person, authority_id, unit_id }) => ({
    ...{ id: newId(), user_id: ids.get(person)!, role_code: 'clerk', city_id, authority_id, unit_id },
  }));
  const expires_at = new Date(Date.parse(now) + 6 * 3_600_000).toISOString();
  const sessions = made.map(({ person, token }) => ({
    ...{ id: newId(), token_hash: hashSecret(token), user_id: ids.get(person)!, second_factor_at: now },
    ...{ created_at: now, last_seen_at: now, expires_at },
  }));
  await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    for (const part of parts(users)) await tx.insertInto('users').values(part).execute();
    for (const part of parts(grants)) await tx.insertInto('role_grants').values(part).execute();
    for (const part of parts(sessions)) await tx.insertInto('sessions').values(part).execute();
  });
  return made.map(({ cookie, authority_id, unit_id }) => ({
    ...{ cookie, authority_id },
    unit_ids: unit_id === null ? null : withThoseBelow(unit_id, units),
  }));
}

function parts<T>(rows: readonly T[]): T[][] {
  const count = Math.ceil(rows.length / rows_at_once);
  return Array.from({ length: count }, (_, n) => rows.slice(n * rows_at_once, (n + 1) * rows_at_once));
}

function withThoseBelow(
  id: string,
  units: readonly { readonly id: string; readonly parent_id: string | null }[],
): ReadonlySet<string> {
  const found = new Set([id]);
  // Each round finds those directly below what was found.
  for (let size = 0; size !== found.size;) {
    size = found.size;
    for (const unit of units) if (unit.parent_id !== null && found.has(unit.parent_id)) found.add(unit.id);
  }
  return found;
}
