import { z } from 'zod';
import { queueHoursFrom } from '../../../core/telephony/queue-hours.ts';
import { stretch } from './contact-centre.ts';
import { both, reply, request } from './registry.ts';
import { linkState } from './supervisor.ts';
import { id, instant, namedRef } from './wire.ts';

const exchange = {
  authority_id: id,
  name: z.string().max(80),
  host: z.string().max(200),
  port: z.number().int(),
  is_tls: z.boolean(),
  username: z.string().max(80),
  /** Of the dialplan, in which calls to the outside are made. */
  dial_context: z.string().max(80),
  /** PEM: of the exchange, or of who signed its certificate; null: those that every machine knows. */
  tls_certificate: z.string().max(20_000).nullable(),
  is_enabled: z.boolean(),
};
const queueWeek = {
  /** `channel`: as the telephone of its authority; `own`: `own_hours`. */
  hours_from: both('QueueHoursFrom', z.enum(queueHoursFrom)),
  own_hours: z.array(stretch).max(60),
};
export const telephonySettings = reply(
  'TelephonySettings',
  z.object({
    exchanges: z.array(
      z.object({
        id,
        ...exchange,
        /** `refused`: it does not take user or secret; `untrusted`: its certificate proves nothing. */
        link: linkState,
        link_since: instant.nullable(),
        /** When its own record of calls was last looked for; null: it is not read here. */
        log_read_at: instant.nullable(),
        /** Instant of its newest line. */
        log_until: instant.nullable(),
        log_calls: z.number().int().nullable(),
        log_added: z.number().int().nullable(),
        log_corrected: z.number().int().nullable(),
        log_problem: z.enum(['no_file', 'unreadable']).nullable(),
      }),
    ),
    queues: z.array(
      z.object({
        id,
        exchange_id: id,
        code: z.string(),
        name: z.string(),
        calls_back: z.boolean(),
        is_active: z.boolean(),
        ...queueWeek,
        /** Null where no hours are kept. */
        is_open: z.boolean().nullable(),
      }),
    ),
    extensions: z.array(
      z.object({
        exchange_id: id,
        user_id: id,
        name: z.string(),
        extension: z.string(),
        interface: z.string(),
      }),
    ),
    people: z.array(namedRef),
  }),
);
export const exchangeInput = request(
  'ExchangeInput',
  z.object({
    /** Null: a new one. */
    exchange_id: id.nullable(),
    ...exchange,
    /** Null keeps the one there is. */
    secret: z.string().max(200).nullable(),
  }),
);
export const exchangeSaved = reply('ExchangeSaved', z.object({ exchange_id: id }));
export const queueInput = request(
  'CallQueueInput',
  z.object({ name: z.string().max(80), calls_back: z.boolean(), is_active: z.boolean(), ...queueWeek }),
);
export const queueSaved = reply('CallQueueSaved', z.object({ queue_id: id }));
export const extensionInput = request(
  'ExtensionInput',
  z.object({
    exchange_id: id,
    user_id: id,
    /** Null: none any more. */
    extension: z.string().max(20).nullable(),
    interface: z.string().max(90).nullable().optional(),
  }),
);
export const extensionSaved = reply('ExtensionSaved', z.object({ user_id: id }));
