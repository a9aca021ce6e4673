import { createHash } from 'node:crypto';
import { z } from 'zod';
import { permitsAnywhere, type Actor } from '../../core/access/actor.ts';
import { event } from '../../core/petitions/events.ts';
import { fileThatOpens } from '../../queries/files-that-open.ts';
import { reading } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { parseInput } from '../action.ts';
import { databaseActor, type App } from '../app.ts';
import { petitionAction, type PetitionContext } from '../petitions/petition-action.ts';
import { Refused } from '../refused.ts';
import { coverPhoto } from './cover-photo.ts';
import { letGoOfFiles } from './let-go.ts';
import { photoMedia } from './media-kinds.ts';
import type { KeptPhoto } from './read-photo.ts';

const share = z.number().min(0).max(1);
const area = z.object({ x: share.lt(1), y: share.lt(1), width: share.gt(0), height: share.gt(0) });
const input = z.object({
  file_id: z.uuid(),
  areas: z.array(area).min(1).max(20),
  /** What the covered photo shows; the words of the first one may tell what is covered. */
  alt_text: z.string().trim().max(300).optional(),
});

interface Copy extends KeptPhoto {
  readonly file_id: string;
  readonly storage_name: string;
}
type Input = z.output<typeof input> & { petition_id: string };

/** The transaction, once the covered copy is drawn and stored; without one there was nothing to cover. */
const recordRedaction = (copy: Copy | null) =>
  petitionAction({
    name: 'redact-photo',
    action: 'redact_photo',
    input,
    async run(context) {
      const { file_id } = context.input;
      if (copy === null) throw new Refused('not_found');
      await replacePhoto(context, copy);
      const redacted = event('file_redacted', 'staff', { file_id, new_file_id: copy.file_id });
      return { events: [redacted], result: { file_id: copy.file_id } };
    },
  });
type Redaction = ReturnType<typeof recordRedaction>;

/**
 * Covers parts of a photo before others see it: up to 20 rectangles, as fractions of its width and height, become
 * black in a copy that is public where the petition is; the photo itself stays for staff alone. Removing the copy
 * undoes it. Drawing happens outside the transaction.
 * @throws Refused `not_found` for what is no photo of the petition or was covered already, `unsupported_file`
 */
export const redactPhoto: Redaction = Object.assign(
  async (...call: Parameters<Redaction>) => {
    const [app, actor, given] = call;
    const copy = await coveredCopy(app, actor, given);
    const drop = async () => (copy === null ? undefined : letGoOfFiles(app, [copy.storage_name]));
    try {
      const result = await recordRedaction(copy)(...call);
      // The same call came before, and its copy is the one.
      if (copy !== null && result.file_id !== copy.file_id) await drop();
      return result;
    } catch (error) {
      await drop().catch(() => undefined);
      throw error;
    }
  },
  { spec: recordRedaction(null).spec },
);

/** Null for who may not moderate and for what is not there: the action itself says which. */
async function coveredCopy(app: App, actor: Actor, given: Parameters<Redaction>[2]): Promise<Copy | null> {
  if (!permitsAnywhere(actor, 'petition.moderate')) return null;
  const { petition_id, file_id, areas } = parseInput(recordRedaction(null).spec.input, given) as Input;
  const found = await reading(app.database, databaseActor(actor), (reader) =>
    fileThatOpens(reader, actor, { petition_id, file_id }),
  );
  if (found === null || !photoMedia.has(found.media_type)) return null;
  const { stream } = await app.files.read(found.storage_name);
  const covered = await coverPhoto(Buffer.concat(await stream.toArray()), areas);
  return { ...covered, file_id: newId(), storage_name: await app.files.put(covered.bytes) };
}

/** What belongs to a reply or is kept among staff is not for the public, covered or not. */
async function replacePhoto({ tx, input, petition, actor, now }: PetitionContext<Input>, copy: Copy) {
  const photo = await tx
    .updateTable('files')
    .set({ audience: 'staff' })
    .where('id', '=', input.file_id)
    .where('petition_id', '=', petition.row.id)
    .where('removed_at', 'is', null)
    .where('reply_id', 'is', null)
    .where('audience', '<>', 'staff')
    .returning(['message_id', 'display_name', 'alt_text'])
    .executeTakeFirst();
  if (!photo) throw new Refused('not_found');
  const { bytes, file_id: id, ...drawn } = copy;
  await tx
    .insertInto('files')
    .values({
      ...{ ...drawn, id, city_id: petition.row.city_id, petition_id: petition.row.id },
      ...{ message_id: photo.message_id, display_name: photo.display_name },
      ...{ alt_text: input.alt_text ?? photo.alt_text, media_type: 'image/jpeg', bytes: bytes.length },
      ...{ sha256: createHash('sha256').update(bytes).digest(), audience: 'public', uploaded_kind: 'staff' },
      ...{ uploaded_by: actor.kind === 'staff' ? actor.user_id : null, at: now },
    })
    .execute();
}
