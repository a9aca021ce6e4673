import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { recordConfigurationChange, lockCity } from './configuration-change.ts';
import { askAnAdministratorStays, askMayGrant } from './granting.ts';

export const newGrantInput = z.object({
  role_code: z.string().min(1).max(60),
  authority_id: z.uuid().nullable(),
  unit_id: z.uuid().nullable(),
});

/** Gives a role at a place; giving what is held already changes nothing. */
export const addGrant = defineAction({
  name: 'add-grant',
  permission: 'users.manage',
  input: newGrantInput.extend({ city_id: z.uuid(), user_id: z.uuid() }),
  async run(context): Promise<{ grant_id: string }> {
    const { tx, actor, now, input } = context;
    const { city_id, user_id, ...grant } = input;
    await lockCity(context, city_id);
    const user = await tx.selectFrom('users').select('email').where('id', '=', user_id).executeTakeFirst();
    if (!user) throw new Refused('user_unknown');
    await askMayGrant(context, { city_id, user_id, grant });
    const held = await tx
      .selectFrom('role_grants')
      .select('id')
      .where('user_id', '=', user_id)
      .where('city_id', '=', city_id)
      .where('role_code', '=', grant.role_code)
      .where('authority_id', 'is not distinct from', grant.authority_id)
      .where('unit_id', 'is not distinct from', grant.unit_id)
      .where('revoked_at', 'is', null)
      .executeTakeFirst();
    if (held) return { grant_id: held.id };
    const id = newId();
    const granted_by = actor.kind === 'staff' ? actor.user_id : null;
    await tx
      .insertInto('role_grants')
      .values({ ...grant, id, user_id, city_id, granted_by, granted_at: now })
      .execute();
    await recordConfigurationChange(context, {
      city_id,
      entity: 'grant',
      entity_code: user.email,
      before: null,
      after: grant,
    });
    return { grant_id: id };
  },
});

/** Takes a role away; who gives it may take it. */
export const revokeGrant = defineAction({
  name: 'revoke-grant',
  permission: 'users.manage',
  input: z.object({ user_id: z.uuid(), grant_id: z.uuid() }),
  async run(context): Promise<{ done: true }> {
    const { tx, now, input } = context;
    const grant = await tx
      .selectFrom('role_grants as g')
      .innerJoin('users as u', 'u.id', 'g.user_id')
      .select(['g.id', 'g.city_id', 'g.role_code', 'g.authority_id', 'g.unit_id', 'u.email'])
      .where('g.id', '=', input.grant_id)
      .where('g.user_id', '=', input.user_id)
      .where('g.revoked_at', 'is', null)
      .executeTakeFirst();
    if (!grant) throw new Refused('not_found');
    const { city_id, email, id, ...held } = grant;
    await lockCity(context, city_id);
    await askMayGrant(context, { city_id, user_id: null, grant: held });
    await tx.updateTable('role_grants').set({ revoked_at: now }).where('id', '=', id).execute();
    await askAnAdministratorStays(context, city_id);
    await recordConfigurationChange(context, {
      city_id,
      entity: 'grant',
      entity_code: email,
      before: held,
      after: null,
    });
    return { done: true };
  },
});
