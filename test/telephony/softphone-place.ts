import { ariSecretPlace } from '../../src/actions/softphone/softphone-order.ts';
import type { App } from '../../src/actions/app.ts';
import { inTransaction } from '../../src/store/database.ts';
import { encryptText } from '../../src/store/encryption.ts';
import { newId } from '../../src/store/ids.ts';

interface Place {
  readonly city_id: string;
  readonly authority_id: string;
  readonly user_id: string;
  readonly extension: string;
  readonly sip_address: string;
  readonly ari: { readonly address: string; readonly username: string; readonly secret: string };
  /** Of the manager interface, where the test has one. */
  readonly manager?: { readonly port: number; readonly user: string; readonly secret: string };
}

/** An exchange that takes browsers, a queue of it and an agent's extension. */
export async function aSoftphonePlace(app: App, place: Place): Promise<{ exchange_id: string }> {
  const [exchange_id, secret] = [newId(), place.manager?.secret ?? 'sin-usar'];
  const { city_id, authority_id } = place;
  await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    await tx
      .insertInto('telephone_exchanges')
      .values({
        ...{ id: exchange_id, city_id, authority_id, name: 'Central de la prueba', host: '127.0.0.1' },
        ...{ port: place.manager?.port ?? 5038, username: place.manager?.user ?? 'atiende' },
        secret_cipher: encryptText(app.keys.wrapping, secret, 'telephone_exchanges.secret'),
        ...{
          sip_address: place.sip_address,
          ari_address: place.ari.address,
          ari_username: place.ari.username,
        },
        ari_secret_cipher: encryptText(app.keys.wrapping, place.ari.secret, ariSecretPlace),
      })
      .execute();
    await tx
      .insertInto('call_queues')
      .values({ id: newId(), exchange_id, city_id, authority_id, code: 'atencion', name: 'Atención' })
      .execute();
    await tx
      .insertInto('telephone_extensions')
      .values({
        ...{ id: newId(), exchange_id, city_id, authority_id, user_id: place.user_id },
        ...{ extension: place.extension, interface: `PJSIP/${place.extension}` },
      })
      .execute();
  });
  return { exchange_id };
}
