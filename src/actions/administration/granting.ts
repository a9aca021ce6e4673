import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import type { Grant, Permission, Place } from '../../core/access/permissions.ts';
import { permissionsOfRole } from '../../queries/staff/roles.ts';
import { grantsOfUser } from '../../queries/staff/grants-of-user.ts';
import { builtInRoles } from '../../core/access/roles.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * What only a holder may give or take: everything that administers, and the identities that are reserved. Daily work
 * on petitions may be given by whoever manages the users of that place without doing it themselves.
 */
const guarded: readonly Permission[] = [
  'petition.read_reserved_identity',
  'work.reassign',
  'calendar.edit',
  'configuration.read',
  'configuration.edit',
  'users.manage',
  'units.manage',
  'outbox.read',
  'audit.read',
];

type Context = Pick<ActionContext<unknown>, 'tx' | 'actor' | 'now'>;

export interface NewGrant {
  readonly role_code: string;
  readonly authority_id: string | null;
  readonly unit_id: string | null;
}

/**
 * Whether the actor may give that role to that person there: they manage the users of the place, hold what is guarded
 * in the role, and give themselves nothing that they do not hold.
 * @throws Refused `forbidden`, `cannot_grant_unheld`, `invalid_input`
 */
export async function askMayGrant(
  { tx, actor }: Context,
  { city_id, user_id, grant }: { city_id: string; user_id: string | null; grant: NewGrant },
): Promise<void> {
  await askPlaceExists({ tx }, city_id, grant);
  const place: Place = { city_id, authority_id: grant.authority_id, unit_id: grant.unit_id };
  if (!permits(actor, 'users.manage', place)) throw new Refused('forbidden');
  const allowed = await permissionsOfRole(tx, city_id, grant.role_code);
  if (allowed.length === 0) throw new Refused('invalid_input', {}, { role_code: 'invalid' });
  const toOneself = actor.kind === 'staff' && actor.user_id === user_id;
  const needed = toOneself ? allowed : allowed.filter((permission) => guarded.includes(permission));
  if (needed.some((permission) => !permits(actor, permission, place)))
    throw new Refused('cannot_grant_unheld');
}

/**
 * Whether the actor may manage the account itself (password link, second factor, switching off): only who could give
 * every role that the person holds, in every city, since the account is worth all of them.
 */
export async function askMayManage({ tx, actor }: Context, user_id: string): Promise<readonly Grant[]> {
  const grants = await grantsEvenIfInactive({ tx }, user_id);
  for (const grant of grants) {
    const places = grant.unit_ids ?? [null];
    for (const unit_id of places) {
      const place: Place = { city_id: grant.city_id, authority_id: grant.authority_id, unit_id };
      if (!permits(actor, 'users.manage', place)) throw new Refused('not_found');
      const needed = grant.permissions.filter((permission) => guarded.includes(permission));
      if (needed.some((permission) => !permits(actor, permission, place)))
        throw new Refused('cannot_grant_unheld');
    }
  }
  return grants;
}

async function grantsEvenIfInactive({ tx }: Pick<Context, 'tx'>, user_id: string): Promise<readonly Grant[]> {
  const active = await grantsOfUser(tx, user_id);
  if (active.length > 0) return active;
  const rows = await tx
    .selectFrom('role_grants')
    .select(['role_code', 'city_id', 'authority_id', 'unit_id'])
    .where('user_id', '=', user_id)
    .where('revoked_at', 'is', null)
    .execute();
  return Promise.all(
    rows.map(async ({ unit_id, ...row }) => ({
      ...row,
      unit_ids: unit_id === null ? null : [unit_id],
      permissions: await permissionsOfRole(tx, row.city_id, row.role_code),
    })),
  );
}

async function askPlaceExists({ tx }: Pick<Context, 'tx'>, city_id: string, grant: NewGrant): Promise<void> {
  const { authority_id, unit_id } = grant;
  if (authority_id === null) {
    if (unit_id !== null) throw new Refused('invalid_input', {}, { authority_id: 'required' });
    return;
  }
  const authority = await tx
    .selectFrom('authorities')
    .select('id')
    .where('id', '=', authority_id)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (!authority) throw new Refused('invalid_input', {}, { authority_id: 'invalid' });
  if (unit_id === null) return;
  const unit = await tx
    .selectFrom('units')
    .select('id')
    .where('id', '=', unit_id)
    .where('authority_id', '=', authority_id)
    .executeTakeFirst();
  if (!unit) throw new Refused('unit_unknown', {}, { unit_id: 'unit_unknown' });
}

/**
 * After a change (of a locked city): somebody active must still manage the users of the whole city.
 * @throws Refused('last_administrator')
 */
export async function askAnAdministratorStays({ tx }: Pick<Context, 'tx'>, city_id: string): Promise<void> {
  const builtIn = Object.entries(builtInRoles)
    .filter(([, held]) => held.includes('users.manage'))
    .map(([code]) => code);
  const found = await sql<{ count: number }>`
    select count(*) as count from role_grants g join users u on u.id = g.user_id and u.is_active
    left join roles r on r.code = g.role_code and r.city_id = g.city_id
    where g.city_id = ${city_id} and g.authority_id is null and g.revoked_at is null
      and (case when r.id is null then g.role_code = any(${builtIn}) else 'users.manage' = any(r.permissions) end)`.execute(
    tx,
  );
  if (found.rows[0]!.count === 0) throw new Refused('last_administrator');
}
