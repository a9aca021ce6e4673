import { newId } from '../../store/ids.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../store/secrets.ts';
import type { ActionContext } from '../action.ts';

/**
 * One more supporter with an own key (derived, only its hash is stored).
 * @returns null where that person supports the petition already
 */
export async function addSupporter(
  { tx, app, now }: ActionContext<unknown>,
  who: { petition_id: string; person_id: string | null; channel: string },
): Promise<string | null> {
  const id = newId();
  const key = accessKeyFor(app.keys, id, 1);
  const added = await tx
    .insertInto('supporters')
    .values({ ...who, id, access_key_hash: hashSecret(normaliseAccessKey(key)), at: now })
    .onConflict((conflict) =>
      conflict.columns(['petition_id', 'person_id']).where('person_id', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return added?.id ?? null;
}
