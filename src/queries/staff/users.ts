import { sql, type SqlBool } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import { permissions } from '../../core/access/permissions.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import type { Reader } from '../../store/database.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { rolesOfCity } from './roles.ts';

export interface UsersAsked {
  readonly q?: string | undefined;
  readonly unit?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

/** Users with a grant where the asker manages users, by name. Null for a cursor that is none. */
export function listUsers(ports: StaffPorts, asker: Asker, asked: UsersAsked) {
  const after = readNameCursor(asked.cursor);
  if (after === undefined) return Promise.resolve(null);
  const limit = asked.limit ?? 50;
  return readingAs(ports, asker.actor, async (reader) => {
    const rows = await usersFound(reader, asker, {
      where: sql<SqlBool>`${matches(asked)} and ${after === null ? sql`true` : sql`(u.name, u.id) > (${after[0]}, ${after[1]}::uuid)`}`,
      limit: limit + 1,
    });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const next_cursor =
      last === undefined ? null : Buffer.from(JSON.stringify([last.name, last.id])).toString('base64url');
    return { items: rows.slice(0, limit), next_cursor };
  });
}

/** One user, or null where the asker may not manage any of their grants. */
export function userById(ports: StaffPorts, asker: Asker, id: string) {
  return readingAs(ports, asker.actor, async (reader) => {
    const [user] = await usersFound(reader, asker, { where: sql<SqlBool>`u.id = ${id}`, limit: 1 });
    return user ?? null;
  });
}

function matches({ q, unit }: UsersAsked) {
  const words = q === undefined || q.trim() === '' ? null : `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`(${words === null ? sql`true` : sql`(fold_text(u.name) like fold_text(${words}) or u.email like lower(${words}))`}
    and ${unit === undefined ? sql`true` : sql`exists (select from role_grants g where g.user_id = u.id and g.revoked_at is null and g.unit_id = ${unit})`})`;
}

interface UserRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly job_title: string;
  readonly is_active: boolean;
  readonly is_demo: boolean;
  readonly has_password: boolean;
  readonly has_second_factor: boolean;
  readonly away_from: string | null;
  readonly away_until: string | null;
  readonly delegate_id: string | null;
  readonly delegate_name: string | null;
  readonly open_petitions: number;
  readonly last_seen_at: string | null;
}

async function usersFound(
  reader: Reader,
  asker: Asker,
  { where, limit }: { where: ReturnType<typeof sql<SqlBool>>; limit: number },
) {
  const city_id = asker.city.city.id;
  const found = await sql<UserRow>`
    select u.id, u.email, u.name, u.job_title, u.is_active, u.is_demo, u.password_hash is not null as has_password,
      u.totp_confirmed_at is not null as has_second_factor, u.away_from, u.away_until, u.delegate_id,
      d.name as delegate_name,
      (select count(*) from petitions p where p.assignee_id = u.id and p.stage <> 'closed') as open_petitions,
      (select max(s.last_seen_at) from sessions s where s.user_id = u.id) as last_seen_at
    from users u left join users d on d.id = u.delegate_id
    where exists (select from role_grants g where g.user_id = u.id and g.city_id = ${city_id} and ${reached(asker)})
      and ${where} order by u.name, u.id limit ${limit}`.execute(reader);
  const grants = await grantsShown(
    reader,
    asker,
    found.rows.map(({ id }) => id),
  );
  return found.rows.map(({ delegate_id, delegate_name, ...user }) => ({
    ...user,
    delegate: delegate_id === null ? null : { id: delegate_id, name: delegate_name ?? '' },
    grants: grants.filter(({ user_id }) => user_id === user.id),
  }));
}

/** Grants at a place where the asker manages users. */
function reached({ actor, city }: Asker) {
  const held = actor.grants.filter(
    (grant) => grant.city_id === city.city.id && grant.permissions.includes('users.manage'),
  );
  const parts = held.map((grant) => {
    if (grant.authority_id === null) return sql<SqlBool>`true`;
    if (grant.unit_ids === null) return sql<SqlBool>`g.authority_id = ${grant.authority_id}`;
    return sql<SqlBool>`g.unit_id = any(${[...grant.unit_ids]}::uuid[])`;
  });
  return parts.length === 0 ? sql<SqlBool>`false` : sql<SqlBool>`(${sql.join(parts, sql` or `)})`;
}

async function grantsShown(reader: Reader, { city }: Asker, user_ids: readonly string[]) {
  if (user_ids.length === 0) return [];
  const names = await namesOfRoles(reader, city);
  const rows = await reader
    .selectFrom('role_grants as g')
    .leftJoin('users as b', 'b.id', 'g.granted_by')
    .select([
      'g.id',
      'g.user_id',
      'g.role_code',
      'g.authority_id',
      'g.unit_id',
      'g.granted_at',
      'g.granted_by',
      'b.name',
    ])
    .where('g.user_id', 'in', [...user_ids])
    .where('g.city_id', '=', city.city.id)
    .where('g.revoked_at', 'is', null)
    .orderBy('g.granted_at')
    .execute();
  const ref = (id: string | null, name: string | undefined | null) =>
    id === null ? null : { id, name: name ?? '' };
  return rows.map((row) => ({
    ...{ id: row.id, user_id: row.user_id, role_code: row.role_code, granted_at: row.granted_at },
    role_name: names.get(row.role_code) ?? row.role_code,
    authority: ref(row.authority_id, city.authorities.get(row.authority_id ?? '')?.short_name),
    unit: ref(row.unit_id, city.units.get(row.unit_id ?? '')?.name),
    granted_by: ref(row.granted_by, row.name),
  }));
}

async function namesOfRoles(reader: Reader, city: Asker['city']): Promise<ReadonlyMap<string, string>> {
  const language = languageOf(city.city.locale);
  const roles = await rolesOfCity(reader, city.city.id);
  return new Map(roles.map(({ code, name }) => [code, name ?? sayCode(language, 'role', code) ?? code]));
}

/** Roles that can be granted, and whether the asker could grant each of them to anybody in the whole city. */
export function listRoles(ports: StaffPorts, asker: Asker) {
  const place = { city_id: asker.city.city.id };
  return readingAs(ports, asker.actor, async (reader) => {
    const names = await namesOfRoles(reader, asker.city);
    const roles = await rolesOfCity(reader, asker.city.city.id);
    const guarded = permissions.filter((one) => !one.startsWith('petition.') && !one.startsWith('person.'));
    return roles.map((role) => ({
      ...{ code: role.code, name: names.get(role.code) ?? role.code, built_in: role.built_in },
      permissions: [...role.permissions],
      may_grant: role.permissions
        .filter((one) => guarded.includes(one) || one === 'petition.read_reserved_identity')
        .every((one) => permits(asker.actor, one, place) || holdsSomewhere(asker, one)),
    }));
  });
}

function holdsSomewhere({ actor, city }: Asker, permission: (typeof permissions)[number]): boolean {
  return actor.grants.some(
    (grant) => grant.city_id === city.city.id && grant.permissions.includes(permission),
  );
}

function readNameCursor(cursor: string | undefined): [string, string] | null | undefined {
  if (cursor === undefined || cursor === '') return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const right = Array.isArray(read) && read.length === 2 && read.every((part) => typeof part === 'string');
    return right && /^[0-9a-f-]{36}$/.test(read[1] as string) ? (read as [string, string]) : undefined;
  } catch {
    return undefined;
  }
}
