import { addGrant, revokeGrant } from '../../../actions/administration/grants.ts';
import { createTemplate, editTemplate } from '../../../actions/administration/templates.ts';
import { saveText } from '../../../actions/administration/texts.ts';
import { createUnit, editUnit } from '../../../actions/administration/units.ts';
import { editUser, resetSecondFactor, sendPasswordLink } from '../../../actions/administration/users.ts';
import { createUser } from '../../../actions/identity/create-user.ts';
import { reassignWork } from '../../../actions/petitions/reassign-work.ts';
import { configurationChanges, personalDataViews } from '../../../queries/staff/audit.ts';
import { listTemplates, listTexts, listUnits } from '../../../queries/staff/configuration-lists.ts';
import { listRoles, listUsers, userById } from '../../../queries/staff/users.ts';
import { actorOf, askerOf, orNotFound, orWrongCursor, type AnyCall, type Handlers } from '../call.ts';
import type { administrationRoutes } from '../contract/routes-administration.ts';

export const administrationHandlers: Pick<Handlers, keyof typeof administrationRoutes> = {
  async list_users(call) {
    return orWrongCursor(await listUsers(call.app, await askerOf(call), call.query));
  },
  async get_user(call) {
    return shownUser(call, call.params.id);
  },
  // Without an idempotency key: the answer holds a secret that must not be kept.
  async create_user(call) {
    const { actor, city } = await askerOf(call);
    const { job_title = '', ...user } = call.body;
    return createUser(call.app, actor, { ...user, job_title, city_id: city.city.id });
  },
  async edit_user(call) {
    const { actor, city } = await askerOf(call);
    await editUser(
      call.app,
      actor,
      { ...call.body, city_id: city.city.id, user_id: call.params.id },
      call.idempotency,
    );
    return shownUser(call, call.params.id);
  },
  async send_password_link(call) {
    const { actor, city } = await askerOf(call);
    const user_id = call.params.id;
    const link = await sendPasswordLink(call.app, actor, { city_id: city.city.id, user_id });
    return { user_id, ...link };
  },
  async reset_second_factor(call) {
    const { actor, city } = await askerOf(call);
    return resetSecondFactor(
      call.app,
      actor,
      { city_id: city.city.id, user_id: call.params.id },
      call.idempotency,
    );
  },
  async add_grant(call) {
    const { actor, city } = await askerOf(call);
    await addGrant(
      call.app,
      actor,
      { ...call.body, city_id: city.city.id, user_id: call.params.id },
      call.idempotency,
    );
    return shownUser(call, call.params.id);
  },
  async revoke_grant(call) {
    const { id: user_id, grant_id } = call.params;
    const before = await shownUser(call, user_id);
    await revokeGrant(call.app, actorOf(call), { user_id, grant_id }, call.idempotency);
    // With the last role that the asker could see, the person is out of their sight.
    const after = await userById(call.app, await askerOf(call), user_id);
    return after ?? { ...before, grants: [] };
  },
  async reassign_work(call) {
    const input = { from_user_id: call.params.id, to_user_id: call.body.to_user_id };
    const { moved, left } = await reassignWork(call.app, actorOf(call), input, call.idempotency);
    return { moved, left: [...left] };
  },
  async list_roles(call) {
    return { items: await listRoles(call.app, await askerOf(call)) };
  },
  async list_units(call) {
    return { items: await listUnits(call.app, await askerOf(call)) };
  },
  async create_unit(call) {
    const { actor, city } = await askerOf(call);
    const { unit_id } = await createUnit(
      call.app,
      actor,
      { ...call.body, city_id: city.city.id },
      call.idempotency,
    );
    return oneOf(await listUnits(call.app, await askerOf(call)), unit_id);
  },
  async edit_unit(call) {
    const { actor, city } = await askerOf(call);
    const input = { ...call.body, city_id: city.city.id, unit_id: call.params.id };
    const { unit_id } = await editUnit(call.app, actor, input, call.idempotency);
    return oneOf(await listUnits(call.app, await askerOf(call)), unit_id);
  },
  async list_templates(call) {
    return { items: await listTemplates(call.app, await askerOf(call)) };
  },
  async create_template(call) {
    const { actor, city } = await askerOf(call);
    const input = { ...call.body, city_id: city.city.id };
    const { template_id } = await createTemplate(call.app, actor, input, call.idempotency);
    return oneOf(await listTemplates(call.app, await askerOf(call)), template_id);
  },
  async edit_template(call) {
    const { actor, city } = await askerOf(call);
    const input = { ...call.body, city_id: city.city.id, template_id: call.params.id };
    const { template_id } = await editTemplate(call.app, actor, input, call.idempotency);
    return oneOf(await listTemplates(call.app, await askerOf(call)), template_id);
  },
  async list_texts(call) {
    return { items: await listTexts(call.app, await askerOf(call)) };
  },
  async list_text_versions(call) {
    return { items: await listTexts(call.app, await askerOf(call), call.params.code) };
  },
  async save_text(call) {
    const { actor, city } = await askerOf(call);
    const { code } = call.params;
    await saveText(call.app, actor, { ...call.body, code, city_id: city.city.id }, call.idempotency);
    return orNotFound((await listTexts(call.app, { actor, city }, code))[0] ?? null);
  },
  async list_configuration_changes(call) {
    return orWrongCursor(await configurationChanges(call.app, await askerOf(call), call.query));
  },
  async list_personal_data_views(call) {
    return orWrongCursor(await personalDataViews(call.app, await askerOf(call), call.query));
  },
};

async function shownUser(call: AnyCall, id: string) {
  return orNotFound(await userById(call.app, await askerOf(call), id));
}

/** The row that was just written, as lists show it. */
export function oneOf<T extends { id: string }>(items: readonly T[], id: string): T {
  return orNotFound(items.find((item) => item.id === id) ?? null);
}
