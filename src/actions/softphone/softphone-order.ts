import { z } from 'zod';
import { decryptText } from '../../store/encryption.ts';
import { softphonePassword, tellExchange } from '../../store/softphones.ts';
import { defineAction } from '../action.ts';

/** What an exchange is to be told of one telephone, in clear: for the channel that tells it and for nobody else. */
export interface SoftphoneOrder {
  readonly ari: { readonly address: string; readonly username: string; readonly secret: string };
  readonly sip_user: string;
  /** Null: it is to forget the one that it has. */
  readonly password: string | null;
  readonly softphone_id: string;
}

const place = z.object({ exchange_id: z.uuid(), sip_user: z.string() });
export const ariSecretPlace = 'telephone_exchanges.ari_secret';

/** What is to be told now, or null where the exchange knows it already or can be told nothing. */
export const claimSoftphoneOrder = defineAction({
  name: 'claim-softphone-order',
  permission: 'system',
  input: place,
  async run({ tx, app, input }): Promise<SoftphoneOrder | null> {
    const exchange = await tx
      .selectFrom('telephone_exchanges')
      .select(['ari_address', 'ari_username', 'ari_secret_cipher'])
      .where('id', '=', input.exchange_id)
      .executeTakeFirst();
    if (!exchange?.ari_address || !exchange.ari_username || !exchange.ari_secret_cipher) return null;
    const newest = await tx
      .selectFrom('softphones')
      .select(['id', 'ended_at', 'told_at', 'taken_back_at'])
      .where('exchange_id', '=', input.exchange_id)
      .where('sip_user', '=', input.sip_user)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const isDone = newest?.ended_at === null ? newest.told_at : newest?.taken_back_at;
    if (newest === undefined || isDone !== null) return null;
    const secret = decryptText(app.keys.wrapping, exchange.ari_secret_cipher, ariSecretPlace);
    return {
      ari: { address: exchange.ari_address, username: exchange.ari_username, secret },
      sip_user: input.sip_user,
      password: newest.ended_at === null ? softphonePassword(app.keys, newest.id) : null,
      softphone_id: newest.id,
    };
  },
});

/**
 * The exchange took it. Where the connection ended or another began while it was told, it is told again, so that two
 * that crossed on the way leave the last one.
 */
export const recordSoftphoneTold = defineAction({
  name: 'record-softphone-told',
  permission: 'system',
  input: place.extend({ softphone_id: z.uuid(), gave: z.boolean() }),
  async run({ tx, input, now }): Promise<void> {
    const { exchange_id, sip_user, softphone_id, gave } = input;
    const ofPlace = () =>
      tx.updateTable('softphones').where('exchange_id', '=', exchange_id).where('sip_user', '=', sip_user);
    // The passwords of those before are gone either way.
    await ofPlace()
      .set({ taken_back_at: now })
      .where('id', gave ? '<' : '<=', softphone_id)
      .where('ended_at', 'is not', null)
      .where('taken_back_at', 'is', null)
      .execute();
    if (gave) await ofPlace().set({ told_at: now }).where('id', '=', softphone_id).execute();
    const [other] = await ofPlace()
      .set({ told_at: null })
      .where('id', '!=', softphone_id)
      .where('ended_at', 'is', null)
      .returning('id')
      .execute();
    const over = await tx
      .selectFrom('softphones')
      .select('id')
      .where('id', '=', softphone_id)
      .where('ended_at', 'is not', null)
      .where('taken_back_at', 'is', null)
      .executeTakeFirst();
    if (other !== undefined || over !== undefined) await tellExchange(tx, { exchange_id, sip_user });
  },
});
