import { z } from 'zod';
import { permissions } from '../../../core/access/permissions.ts';
import { both, reply, request } from './registry.ts';
import { id, plainDate } from './wire.ts';

export const permission = both('Permission', z.enum(permissions));

export const grant = reply(
  'Grant',
  z.object({
    role_code: z.string(),
    role_name: z.string(),
    authority_id: id.nullable(),
    /** Null: every unit of the authority. */
    unit_ids: z.array(id).nullable(),
    permissions: z.array(permission),
  }),
);

/** Who is signed in and what they may do where. `permissions` is the union over the grants. */
export const me = reply(
  'Me',
  z.object({
    user: z.object({
      id,
      name: z.string(),
      email: z.string(),
      job_title: z.string(),
      is_demo: z.boolean(),
      must_change_password: z.boolean(),
      away_from: plainDate.nullable(),
      away_until: plainDate.nullable(),
      delegate_id: id.nullable(),
    }),
    second_factor: z.object({ enrolled: z.boolean(), recovery_codes_left: z.number().int() }),
    city: z.object({
      id,
      code: z.string(),
      name: z.string(),
      country: z.string(),
      locale: z.string(),
      time_zone: z.string(),
    }),
    /** Other cities of the installation that the person works for; chosen with the header `X-City: <code>`. */
    cities: z.array(z.object({ code: z.string(), name: z.string() })),
    language: z.enum(['es', 'en']),
    permissions: z.array(permission),
    grants: z.array(grant),
    authorities: z.array(z.object({ id, code: z.string(), name: z.string(), short_name: z.string() })),
    units: z.array(z.object({ id, name: z.string(), authority_id: id })),
    is_demo: z.boolean(),
  }),
);

/** Where signing in stands. `me` comes only with `signed_in`. */
export const sessionState = reply(
  'SessionState',
  z.object({
    state: z.enum([
      'signed_in',
      'second_factor_needed',
      'password_change_needed',
      'second_factor_enrolment_needed',
    ]),
    me: me.nullable(),
  }),
);

export const signInRequest = request(
  'SignInRequest',
  z.object({ email: z.string().max(254), password: z.string().max(1000) }),
);
export const codeRequest = request('CodeRequest', z.object({ code: z.string().max(40) }));
export const passwordChangeRequest = request(
  'PasswordChangeRequest',
  z.object({ current_password: z.string().max(1000), new_password: z.string().max(1000) }),
);
export const forgottenPasswordRequest = request(
  'ForgottenPasswordRequest',
  z.object({ email: z.string().max(254) }),
);
export const setPasswordRequest = request(
  'SetPasswordRequest',
  z.object({ token: z.string().max(200), new_password: z.string().max(1000) }),
);
export const passwordRequest = request('PasswordRequest', z.object({ password: z.string().max(1000) }));

/** Shown once; confirmed with a code of the app before it counts. */
export const totpEnrolment = reply(
  'TotpEnrolment',
  z.object({ secret: z.string(), otpauth_uri: z.string(), qr_svg: z.string() }),
);
export const recoveryCodes = reply('RecoveryCodes', z.object({ recovery_codes: z.array(z.string()) }));

export const awayRequest = request(
  'AwayRequest',
  z.object({
    away_from: plainDate.nullable(),
    away_until: plainDate.nullable(),
    delegate_id: id.nullable(),
  }),
);
