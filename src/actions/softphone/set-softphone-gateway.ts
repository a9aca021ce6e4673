import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { isAriAddress, isSipAddress } from '../../core/telephony/softphone.ts';
import { encryptText } from '../../store/encryption.ts';
import { endSoftphones } from '../../store/softphones.ts';
import type { Tx } from '../../store/database.ts';
import { recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { ariSecretPlace } from './softphone-order.ts';

const gateway = z.object({
  sip_address: z
    .string()
    .trim()
    .max(300)
    .refine((text) => isSipAddress(text) && URL.canParse(text), 'invalid'),
  sip_domain: z.hostname().nullable(),
  ari_address: z
    .string()
    .trim()
    .max(300)
    .refine((text) => isAriAddress(text) && URL.canParse(text), 'invalid'),
  ari_username: z.string().trim().min(1, 'required').max(80),
  /** Null: the one that is there stays. */
  ari_secret: z.string().min(12, 'too_short').max(200).nullable(),
});

/**
 * How browsers become telephones of an exchange, or that they do not any more. Who changed it is written down, without
 * the secret.
 * @throws Refused `not_found`, `forbidden`, `invalid_input` where there is no secret yet
 */
export const setSoftphoneGateway = defineAction({
  name: 'set-softphone-gateway',
  permission: 'configuration.edit',
  input: z.object({ exchange_id: z.uuid(), gateway: gateway.nullable() }),
  async run(context): Promise<{ done: true }> {
    const { tx, app, actor, input, now } = context;
    const exchange = await lockExchange(tx, input.exchange_id);
    if (exchange === undefined) throw new Refused('not_found');
    const { city_id, authority_id, name, ari_secret_cipher, ...before } = exchange;
    if (!permits(actor, 'configuration.edit', { city_id, authority_id })) throw new Refused('forbidden');
    if (input.gateway === null) {
      await endSoftphones(tx, await connectedAt(tx, input.exchange_id), now);
      // Where passwords are taken back stays known until they are: only the way in is closed.
      const after = { ...before, sip_address: null };
      await tx
        .updateTable('telephone_exchanges')
        .set({ sip_address: null })
        .where('id', '=', input.exchange_id)
        .execute();
      await recordConfigurationChange(context, {
        ...{ city_id, entity: 'softphones', entity_code: name, before, after },
      });
      return { done: true };
    }
    const { ari_secret, ...rest } = input.gateway;
    const ari_address = rest.ari_address.replace(/\/+$/, '');
    // The secret is told to the address that it was given for: another one gets it only from who knows it.
    const isSame = before.ari_address === ari_address && before.ari_username === rest.ari_username;
    if (ari_secret === null && ari_secret_cipher !== null && !isSame)
      throw new Refused('invalid_input', {}, { ari_secret: 'secret_again' });
    const sealed =
      ari_secret === null ? ari_secret_cipher : encryptText(app.keys.wrapping, ari_secret, ariSecretPlace);
    if (sealed === null) throw new Refused('invalid_input', {}, { ari_secret: 'required' });
    const after = { ...rest, ari_address };
    await tx
      .updateTable('telephone_exchanges')
      .set({ ...after, ari_secret_cipher: sealed })
      .where('id', '=', input.exchange_id)
      .execute();
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'softphones', entity_code: name, before, after },
    });
    return { done: true };
  },
});

function lockExchange(tx: Tx, id: string) {
  return tx
    .selectFrom('telephone_exchanges')
    .select(['city_id', 'authority_id', 'name', 'ari_secret_cipher'])
    .select(['sip_address', 'sip_domain', 'ari_address', 'ari_username'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

async function connectedAt(tx: Tx, exchange_id: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('softphones')
    .select('id')
    .where('exchange_id', '=', exchange_id)
    .where('ended_at', 'is', null)
    .execute();
  return rows.map(({ id }) => id);
}
