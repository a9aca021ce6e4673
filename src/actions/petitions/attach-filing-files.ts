import { event } from '../../core/petitions/events.ts';
import { appendEvents } from '../../store/petition-history.ts';
import { authorOf, type ActionContext } from '../action.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { Refused } from '../refused.ts';
import type { FilingInput } from './filing-input.ts';

type Context = ActionContext<FilingInput & { petition_id: string }>;

/**
 * Files of the draft, and files that whoever files stored for this filing, become files of the petition.
 * @throws Refused('invalid_input') {file_ids} where one of those is not there, or is somebody else's;
 *   Refused('too_many_files') {at_most} above the city's number of photos
 */
export async function attachFilingFiles(context: Context): Promise<void> {
  const { tx, input, actor, now } = context;
  const { draft_id, file_ids, petition_id } = input;
  if (draft_id === null && file_ids.length === 0) return;
  const attached = await tx
    .updateTable('files')
    .set({ petition_id, draft_id: null })
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
    .returning(['id', 'media_type'])
    .execute();
  await refuseWrongFiles(context, attached);
  const events = attached.map(({ id }) => event('file_added', 'citizen', { file_id: id }));
  await appendEvents(tx, { petition_id, events, author: authorOf(actor), at: now });
}

/** The draft's own were counted as they came; those named in the filing are counted here. */
async function refuseWrongFiles(
  { tx, input: { file_ids, city_id } }: Context,
  attached: readonly { id: string; media_type: string }[],
): Promise<void> {
  const ids = new Set(attached.map(({ id }) => id));
  if (file_ids.some((id) => !ids.has(id))) throw new Refused('invalid_input', {}, { file_ids: 'invalid' });
  if (file_ids.length === 0) return;
  const at_most = (await cityConfiguration(tx, city_id))?.city.settings.photos.at_most ?? 0;
  const photos = attached.filter(({ media_type }) => media_type.startsWith('image/')).length;
  if (photos > at_most) throw new Refused('too_many_files', { at_most });
}
