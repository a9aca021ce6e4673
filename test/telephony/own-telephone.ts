import type { App } from '../../src/actions/app.ts';
import { inTransaction } from '../../src/store/database.ts';
import { encryptText } from '../../src/store/encryption.ts';
import { newId } from '../../src/store/ids.ts';

interface Place {
  readonly city_id: string;
  readonly authority_id: string;
  /** Null: nobody's. */
  readonly user_id: string | null;
}

/** An exchange that can be heard just now, where the person has an extension; with a call on the line if asked for. */
export function aTelephone(
  app: App,
  { city_id, authority_id, user_id }: Place,
  speaks = false,
): Promise<{ exchange_id: string; call_id: string }> {
  const [exchange_id, call_id, at] = [newId(), newId(), app.now()];
  const where = { exchange_id, city_id, authority_id };
  return inTransaction(app.database, { kind: 'system' }, async (tx) => {
    await tx
      .insertInto('telephone_exchanges')
      .values({
        ...{ id: exchange_id, city_id, authority_id, name: `Conmutador ${exchange_id}`, host: '127.0.0.1' },
        ...{ username: 'atiende', link: 'up', link_since: at, heard_at: at },
        secret_cipher: encryptText(app.keys.wrapping, 'secreto', 'telephone_exchanges.secret'),
      })
      .execute();
    if (user_id === null) return { exchange_id, call_id };
    await tx
      .insertInto('telephone_extensions')
      .values({ id: newId(), ...where, user_id, extension: '101', interface: 'PJSIP/101' })
      .execute();
    if (!speaks) return { exchange_id, call_id };
    const call = { id: call_id, ...where, linked_id: call_id, direction: 'in', started_at: at, heard_at: at };
    await tx
      .insertInto('calls')
      .values({ ...call, answered_at: at })
      .execute();
    const leg = { id: newId(), call_id, channel_id: `${call_id}-1`, user_id, extension: '101', rang_at: at };
    await tx
      .insertInto('call_legs')
      .values({ ...leg, answered_at: at })
      .execute();
    return { exchange_id, call_id };
  });
}
