import { z } from 'zod';
import { reply } from './registry.ts';
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
