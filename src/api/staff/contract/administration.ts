import { z } from 'zod';
import { permission } from './session.ts';
import { reply, request } from './registry.ts';
import { cursorQuery, id, instant, namedRef, pageOf, plainDate } from './wire.ts';

const code = z
  .string()
  .trim()
  .regex(/^[a-z0-9][a-z0-9_-]{0,60}$/);
const line = z.string().trim().min(1).max(200);

export const grantInfo = reply(
  'GrantInfo',
  z.object({
    id,
    role_code: z.string(),
    role_name: z.string(),
    authority: namedRef.nullable(),
    unit: namedRef.nullable(),
    granted_at: instant,
    granted_by: namedRef.nullable(),
  }),
);
export const userInfo = reply(
  'UserInfo',
  z.object({
    id,
    email: z.string(),
    name: z.string(),
    job_title: z.string(),
    is_active: z.boolean(),
    is_demo: z.boolean(),
    has_password: z.boolean(),
    has_second_factor: z.boolean(),
    away_from: plainDate.nullable(),
    away_until: plainDate.nullable(),
    delegate: namedRef.nullable(),
    open_petitions: z.number().int(),
    last_seen_at: instant.nullable(),
    grants: z.array(grantInfo),
  }),
);
export const userList = reply('UserList', pageOf(userInfo));
export const userQuery = request(
  'UserQuery',
  z.object({ q: z.string().max(200).optional(), unit: id.optional(), ...cursorQuery }),
);
const newGrant = z.object({
  role_code: z.string().max(60),
  authority_id: id.nullable(),
  unit_id: id.nullable(),
});
export const newGrantRequest = request('NewGrant', newGrant);
export const newUserRequest = request(
  'NewUser',
  z.object({
    email: z.string().max(254),
    name: line,
    job_title: z.string().trim().max(200).optional(),
    grants: z.array(newGrant).max(20),
  }),
);
export const userEditRequest = request(
  'UserEdit',
  z.object({
    name: line.optional(),
    job_title: z.string().trim().max(200).optional(),
    is_active: z.boolean().optional(),
    away_from: plainDate.nullable().optional(),
    away_until: plainDate.nullable().optional(),
    delegate_id: id.nullable().optional(),
  }),
);
/** A one-time address to hand over; it is e-mailed too where there is a mail server. */
export const passwordLink = reply(
  'PasswordLink',
  z.object({ user_id: id, url: z.string(), expires_at: instant }),
);
export const reassignRequest = request('ReassignWork', z.object({ to_user_id: id.nullable() }));
export const reassigned = reply(
  'Reassigned',
  z.object({ moved: z.number().int(), left: z.array(z.string()) }),
);

export const roleInfo = reply(
  'RoleInfo',
  z.object({
    code: z.string(),
    name: z.string(),
    permissions: z.array(permission),
    built_in: z.boolean(),
    /** Whether the asker holds all of it and so may grant it. */
    may_grant: z.boolean(),
  }),
);
export const roleList = reply('RoleList', z.object({ items: z.array(roleInfo) }));

const unitShape = {
  name: line,
  responsible_name: line,
  responsible_title: z.string().trim().max(200),
  email: z.string().max(254).nullable(),
  phone: z.string().max(40).nullable(),
  address: z.string().max(300).nullable(),
  parent_id: id.nullable(),
  reply_needs_approval: z.boolean(),
  is_active: z.boolean(),
};
export const unitInfo = reply(
  'UnitInfo',
  z.object({
    ...unitShape,
    name: z.string(),
    responsible_name: z.string(),
    responsible_title: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    id,
    code: z.string(),
    authority_id: id,
    is_triage: z.boolean(),
    open_petitions: z.number().int(),
    people: z.number().int(),
  }),
);
export const unitList = reply('UnitList', z.object({ items: z.array(unitInfo) }));
export const newUnitRequest = request(
  'NewUnit',
  z
    .object({ ...unitShape, code, authority_id: id })
    .partial()
    .required({ code: true, authority_id: true, name: true, responsible_name: true }),
);
export const unitEditRequest = request('UnitEdit', z.object(unitShape).partial());

export const templateInfo = reply(
  'TemplateInfo',
  z.object({
    id,
    code: z.string(),
    name: z.string(),
    authority_id: id.nullable(),
    service_code: z.string().nullable(),
    outcome_code: z.string().nullable(),
    body: z.string(),
    is_active: z.boolean(),
    version: z.number().int(),
  }),
);
export const templateList = reply('TemplateList', z.object({ items: z.array(templateInfo) }));
const templateShape = {
  name: line,
  authority_id: id.nullable().optional(),
  service_code: z.string().nullable().optional(),
  outcome_code: z.string().nullable().optional(),
  body: z.string().trim().min(1).max(20_000),
  is_active: z.boolean().optional(),
};
export const newTemplateRequest = request('NewTemplate', z.object({ ...templateShape, code }));
export const templateEditRequest = request(
  'TemplateEdit',
  z.object(templateShape).partial().extend({ version: z.number().int().optional() }),
);

export const textInfo = reply(
  'TextInfo',
  z.object({ code: z.string(), version: z.number().int(), body: z.string(), valid_from: instant }),
);
export const textList = reply('TextList', z.object({ items: z.array(textInfo) }));
export const textEditRequest = request('TextEdit', z.object({ body: z.string().trim().min(1).max(60_000) }));

export const configurationChange = reply(
  'ConfigurationChange',
  z.object({
    id,
    entity: z.string(),
    entity_code: z.string(),
    changed_by: namedRef.nullable(),
    changed_at: instant,
    before: z.unknown(),
    after: z.unknown(),
  }),
);
export const configurationChanges = reply('ConfigurationChanges', pageOf(configurationChange));
export const configurationChangesQuery = request(
  'ConfigurationChangesQuery',
  z.object({
    entity: z.string().max(60).optional(),
    entity_code: z.string().max(120).optional(),
    ...cursorQuery,
  }),
);
export const personalDataView = reply(
  'PersonalDataView',
  z.object({
    id,
    user: namedRef,
    person_id: id.nullable(),
    petition: z.object({ id, folio: z.string() }).nullable(),
    what: z.string(),
    at: instant,
  }),
);
export const personalDataViews = reply('PersonalDataViews', pageOf(personalDataView));
export const personalDataViewsQuery = request(
  'PersonalDataViewsQuery',
  z.object({ user: id.optional(), person: id.optional(), petition: id.optional(), ...cursorQuery }),
);
