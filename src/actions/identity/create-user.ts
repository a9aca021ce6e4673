import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { lockCity, recordConfigurationChange } from '../administration/configuration-change.ts';
import { newGrantInput } from '../administration/grants.ts';
import { askMayGrant } from '../administration/granting.ts';
import { Refused } from '../refused.ts';
import { mailPasswordLink, newPasswordLink, type PasswordLink } from './password-links.ts';
import { askStrongPassword, hashPassword } from './passwords.ts';

export interface CreatedUser extends PasswordLink {
  readonly user_id: string;
}

/**
 * A new member of staff with their first roles. Without a password, the one-time address that comes back (and goes to them by e-mail, where there is a mail server) sets it;
 * called with one (from the command line) it must be changed at the first sign-in unless `must_change_password` is
 * false. Call it without an idempotency key: the address must not be kept.
 */
export const createUser = defineAction({
  name: 'create-user',
  permission: 'users.manage',
  input: z.object({
    city_id: z.uuid(),
    email: z
      .string()
      .trim()
      .toLowerCase()
      .max(254)
      .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'invalid_email'),
    name: z.string().trim().min(1, 'required').max(200),
    job_title: z.string().trim().max(200).default(''),
    grants: z.array(newGrantInput).min(1, 'required').max(20),
    password: z.string().max(1000).optional(),
    must_change_password: z.boolean().default(true),
    is_demo: z.boolean().default(false),
  }),
  async run(context): Promise<CreatedUser> {
    const { tx, app, actor, now, input } = context;
    const { city_id, grants, password, must_change_password, ...user } = input;
    // Only the command line and the demonstration give passwords and make demonstration users.
    if (actor.kind !== 'system' && (password !== undefined || user.is_demo)) throw new Refused('forbidden');
    if (password !== undefined) askStrongPassword(password, user);
    await lockCity(context, city_id);
    const id = newId();
    const made = await tx
      .insertInto('users')
      .values({
        ...user,
        id,
        created_at: now,
        ...(password === undefined
          ? {}
          : { password_hash: await hashPassword(password), password_changed_at: now, must_change_password }),
      })
      .onConflict((conflict) => conflict.column('email').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Refused('code_taken', {}, { email: 'code_taken' });
    const granted_by = actor.kind === 'staff' ? actor.user_id : null;
    for (const grant of grants) {
      await askMayGrant(context, { city_id, user_id: null, grant });
      const place = { id: newId(), user_id: id, city_id, granted_by, granted_at: now };
      await tx
        .insertInto('role_grants')
        .values({ ...grant, ...place })
        .execute();
    }
    const after = { name: user.name, job_title: user.job_title, grants };
    await recordConfigurationChange(context, {
      city_id,
      entity: 'user',
      entity_code: user.email,
      before: null,
      after,
    });
    const link = await newPasswordLink({ tx, app }, { user_id: id, why: 'invited' });
    // Who has a password already is told it by whoever gave it.
    if (password === undefined) await mailPasswordLink({ tx, app }, { user_id: id, city_id, link });
    return { user_id: id, ...link };
  },
});
