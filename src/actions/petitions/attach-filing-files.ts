import type { Tx } from '../../store/database.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import type { FilingInput } from './filing-input.ts';

type Context = ActionContext<FilingInput>;

export interface HeldFile {
  readonly id: string;
  readonly media_type: string;
}

/** Files of the draft, and files that whoever files stored for this filing, held until they are the petition's. */
export async function holdFilingFiles(context: Context): Promise<readonly HeldFile[]> {
  const { tx, input, actor } = context;
  const { draft_id, file_ids } = input;
  if (draft_id === null && file_ids.length === 0) return [];
  return tx
    .selectFrom('files')
    .select(['id', 'media_type'])
    .where('petition_id', 'is', null)
    .where('removed_at', 'is', null)
    .where('city_id', '=', input.city_id)
    .where((eb) =>
      eb.or([
        ...(draft_id === null ? [] : [eb('draft_id', '=', draft_id)]),
        ...(file_ids.length === 0
          ? []
          : [
              eb.and([
                eb('id', 'in', file_ids),
                eb('draft_id', 'is', null),
                eb('uploaded_by', 'is not distinct from', actor.kind === 'staff' ? actor.user_id : null),
              ]),
            ]),
      ]),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}

/**
 * The draft's own were counted as they came; those named in the filing are counted here.
 * @throws Refused('invalid_input') {file_ids} where one of those is not there, or is somebody else's;
 *   Refused('too_many_files') {at_most} above the city's number of photos
 */
export function refuseWrongFiles(
  { file_ids }: FilingInput,
  { held, at_most }: { held: readonly HeldFile[]; at_most: number },
): void {
  const ids = new Set(held.map(({ id }) => id));
  if (file_ids.some((id) => !ids.has(id))) throw new Refused('invalid_input', {}, { file_ids: 'invalid' });
  if (file_ids.length === 0) return;
  const photos = held.filter(({ media_type }) => media_type.startsWith('image/')).length;
  if (photos > at_most) throw new Refused('too_many_files', { at_most });
}

/** Makes them files of the petition, which must be there. */
export async function attachFiles(
  tx: Tx,
  { file_ids, petition_id }: { file_ids: readonly string[]; petition_id: string },
): Promise<void> {
  await tx
    .updateTable('files')
    .set({ petition_id, draft_id: null })
    .where('id', 'in', [...file_ids])
    .execute();
}
