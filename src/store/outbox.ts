import type { KeyObject } from 'node:crypto';
import type { Reader } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { personKey } from './people.ts';

/**
 * The key that recipient and body of a message are under: the person's own; the installation's for a message to a
 * member of staff, which belongs to no person and no petition. Null when its person was erased.
 */
export async function messageKey(
  reader: Reader,
  keys: KeyRing,
  message: { readonly person_id: string | null; readonly petition_id: string | null },
): Promise<KeyObject | null> {
  if (message.person_id !== null) return personKey(reader, keys, message.person_id);
  return message.petition_id === null ? keys.wrapping : null;
}
