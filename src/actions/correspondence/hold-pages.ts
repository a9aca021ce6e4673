import type { Tx } from '../../store/database.ts';
import { Refused } from '../refused.ts';
import type { MailRoom } from './mail-room.ts';

/**
 * Scans that are about to be taken: only what whoever brings them stored, and nobody has filed.
 * @throws Refused `invalid_input` by that field
 */
export async function holdPages(
  tx: Tx,
  { actor, city }: MailRoom,
  { file_ids, field }: { file_ids: readonly string[]; field: string },
): Promise<void> {
  if (file_ids.length === 0) return;
  const held = await tx
    .selectFrom('files')
    .select(['id', 'media_type'])
    .where('id', 'in', [...file_ids])
    .where('city_id', '=', city.city.id)
    .where('uploaded_by', '=', actor.user_id)
    .where('petition_id', 'is', null)
    .where('draft_id', 'is', null)
    .where('removed_at', 'is', null)
    .forUpdate()
    .execute();
  const isPage = ({ media_type }: { media_type: string }) =>
    media_type === 'image/jpeg' || media_type === 'application/pdf';
  if (held.length !== new Set(file_ids).size || file_ids.length !== held.length || !held.every(isPage))
    throw new Refused('invalid_input', {}, { [field]: 'invalid' });
}
