import { z } from 'zod';
import { reply, request } from './registry.ts';
import { id, instant } from './wire.ts';

/** Null: the person has no extension, or the exchange takes no browsers. */
export const ownSoftphone = reply('OwnSoftphone', z.object({ extension: z.string().nullable() }));

/** What a browser needs to be the telephone of the extension. The password ends with the connection. */
export const softphone = reply(
  'Softphone',
  z.object({
    id,
    extension: z.string(),
    sip_address: z.string(),
    sip_domain: z.string(),
    sip_user: z.string(),
    password: z.string(),
    expires_at: instant,
  }),
);

export const softphoneGateways = reply(
  'SoftphoneGateways',
  z.object({
    exchanges: z.array(
      z.object({
        id,
        name: z.string(),
        is_enabled: z.boolean(),
        sip_address: z.string().nullable(),
        sip_domain: z.string().nullable(),
        ari_address: z.string().nullable(),
        ari_username: z.string().nullable(),
        /** Browsers that are telephones of it now. */
        connected: z.number().int(),
      }),
    ),
  }),
);

/** Null: no browsers any more. Without a secret the one that is there stays; it is never told. */
export const softphoneGateway = request(
  'SoftphoneGateway',
  z.object({
    gateway: z
      .object({
        sip_address: z.string().max(300),
        sip_domain: z.string().max(253).nullable(),
        ari_address: z.string().max(300),
        ari_username: z.string().max(80),
        ari_secret: z.string().max(200).nullable(),
      })
      .nullable(),
  }),
);
