import { z } from 'zod';
import { mailPasswordLink, newPasswordLink, type PasswordLink } from '../identity/password-links.ts';
import { forgetSecondFactor } from '../identity/second-factor.ts';
import { endSessions } from '../identity/sessions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { databaseActor } from '../app.ts';
import { Refused } from '../refused.ts';
import { enterState } from '../telephony/agent-states.ts';
import { lockCity, recordConfigurationChange } from './configuration-change.ts';
import { askAnAdministratorStays, askMayManage } from './granting.ts';

export const absenceInput = {
  away_from: z.iso.date().nullable().optional(),
  away_until: z.iso.date().nullable().optional(),
  delegate_id: z.uuid().nullable().optional(),
};

/** Name, title, active or not, absence. Who is switched off loses every session at once, and is sent no calls. */
export const editUser = defineAction({
  name: 'edit-user',
  permission: 'users.manage',
  // The exchange of who is switched off may be of another authority of the city.
  database_actor: ({ is_active }, actor) => (is_active === false ? { kind: 'system' } : databaseActor(actor)),
  input: z.object({
    city_id: z.uuid(),
    user_id: z.uuid(),
    name: z.string().trim().min(1).max(200).optional(),
    job_title: z.string().trim().max(200).optional(),
    is_active: z.boolean().optional(),
    ...absenceInput,
  }),
  async run(context): Promise<{ done: true }> {
    const { tx, now, input } = context;
    const { city_id, user_id, ...change } = input;
    await lockCity(context, city_id);
    const grants = await askMayManage(context, user_id);
    await askIsOfCity(context, user_id, city_id);
    await askDelegate(context, user_id, change);
    const before = await readUser(context, user_id);
    const set = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    if (Object.keys(set).length === 0) return { done: true };
    await tx.updateTable('users').set(set).where('id', '=', user_id).execute();
    if (change.is_active === false) {
      await endSessions(tx, { user_id, now });
      await enterState(context, { user_id, state: 'away', reason: null });
      for (const city of new Set(grants.map((grant) => grant.city_id)))
        await askAnAdministratorStays(context, city);
    }
    const { email, ...shown } = before;
    const after = { ...shown, ...set };
    await recordConfigurationChange(context, {
      city_id,
      entity: 'user',
      entity_code: email,
      before: shown,
      after,
    });
    return { done: true };
  },
});

/** A new one-time address to set the password: shown once to who asked, and sent to its owner where there is a mail server. */
export const sendPasswordLink = defineAction({
  name: 'send-password-link',
  permission: 'users.manage',
  input: z.object({ city_id: z.uuid(), user_id: z.uuid() }),
  async run(context): Promise<PasswordLink> {
    const { tx, app, input } = context;
    await askMayManage(context, input.user_id);
    await askIsOfCity(context, input.user_id, input.city_id);
    const { email } = await readUser(context, input.user_id);
    const note = {
      city_id: input.city_id,
      entity: 'password_link',
      entity_code: email,
      before: null,
      after: null,
    };
    await recordConfigurationChange(context, note);
    const link = await newPasswordLink({ tx, app }, { user_id: input.user_id, why: 'invited' });
    await mailPasswordLink({ tx, app }, { ...input, link });
    return link;
  },
});

/** The authenticator app was lost: the second factor is removed and every session ends. */
export const resetSecondFactor = defineAction({
  name: 'reset-second-factor',
  permission: 'users.manage',
  input: z.object({ city_id: z.uuid(), user_id: z.uuid() }),
  async run(context): Promise<{ done: true }> {
    const { tx, now, input, actor } = context;
    const { city_id, user_id } = input;
    // One's own is given up with the password, not from a session that somebody left open.
    if (actor.kind === 'staff' && actor.user_id === user_id) throw new Refused('forbidden');
    await askMayManage(context, user_id);
    await askIsOfCity(context, user_id, city_id);
    const { email } = await readUser(context, user_id);
    await forgetSecondFactor(tx, user_id);
    await endSessions(tx, { user_id, now });
    const note = { city_id, entity: 'second_factor', entity_code: email, before: null, after: null };
    await recordConfigurationChange(context, note);
    return { done: true };
  },
});

/** The own absence: from, until, and who stands in. */
export const setOwnAbsence = defineAction({
  name: 'set-own-absence',
  permission: 'self',
  input: z.object(absenceInput),
  async run(context): Promise<{ done: true }> {
    const { tx, actor, input } = context;
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    await askDelegate(context, actor.user_id, input);
    const set = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    if (Object.keys(set).length > 0) {
      await tx.updateTable('users').set(set).where('id', '=', actor.user_id).execute();
    }
    return { done: true };
  },
});

async function readUser({ tx }: Pick<ActionContext<unknown>, 'tx'>, user_id: string) {
  const user = await tx
    .selectFrom('users')
    .select(['email', 'name', 'job_title', 'is_active', 'away_from', 'away_until', 'delegate_id'])
    .where('id', '=', user_id)
    .executeTakeFirst();
  if (!user) throw new Refused('not_found');
  return user;
}

/** A user of another city does not exist here. */
async function askIsOfCity(
  { tx }: Pick<ActionContext<unknown>, 'tx'>,
  user_id: string,
  city_id: string,
): Promise<void> {
  const grant = await tx
    .selectFrom('role_grants')
    .select('id')
    .where('user_id', '=', user_id)
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  if (!grant) throw new Refused('not_found');
}

async function askDelegate(
  { tx }: Pick<ActionContext<unknown>, 'tx'>,
  user_id: string,
  change: {
    away_from?: string | null | undefined;
    away_until?: string | null | undefined;
    delegate_id?: string | null | undefined;
  },
): Promise<void> {
  const { away_from, away_until, delegate_id } = change;
  if (away_from != null && away_until != null && away_until < away_from) {
    throw new Refused('invalid_input', {}, { away_until: 'invalid' });
  }
  if (delegate_id == null) return;
  // A colleague: active, with a grant in one of the same cities.
  const colleague = await tx
    .selectFrom('role_grants as g')
    .innerJoin('users as u', 'u.id', 'g.user_id')
    .innerJoin('role_grants as own', 'own.city_id', 'g.city_id')
    .select('g.id')
    .where('g.user_id', '=', delegate_id)
    .where('g.revoked_at', 'is', null)
    .where('u.is_active', '=', true)
    .where('own.user_id', '=', user_id)
    .where('own.revoked_at', 'is', null)
    .executeTakeFirst();
  if (!colleague || delegate_id === user_id)
    throw new Refused('user_unknown', {}, { delegate_id: 'user_unknown' });
}
