import { event } from '../../core/petitions/events.ts';
import { appendEvents } from '../../store/petition-history.ts';
import { authorOf, type ActionContext } from '../action.ts';
import type { FilingInput } from './filing-input.ts';

/** Files of the draft, and files stored for this filing by the same door, become files of the petition. */
export async function attachFilingFiles(
  context: ActionContext<FilingInput & { petition_id: string }>,
): Promise<void> {
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
        ...(file_ids.length === 0 ? [] : [eb.and([eb('id', 'in', file_ids), eb('draft_id', 'is', null)])]),
      ]),
    )
    .returning('id')
    .execute();
  const events = attached.map(({ id }) => event('file_added', 'citizen', { file_id: id }));
  await appendEvents(tx, { petition_id, events, author: authorOf(actor), at: now });
}
