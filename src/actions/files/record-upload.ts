import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { event } from '../../core/petitions/events.ts';
import { mayDo } from '../../core/petitions/lifecycle.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { record, seenAndLocked } from '../petitions/petition-action.ts';
import { situationOf } from '../../queries/petition-situation.ts';
import { orRefuse, Refused } from '../refused.ts';

/** Files that one petition may have from its citizen; staff may add as many again, and more. */
export const mostFilesOfCitizen = 20;
const mostFilesOfAll = 100;

/** Where an upload belongs: a draft, a petition (or one message or reply of it), or a filing that is being made. */
export const uploadTarget = z.object({
  city_id: z.uuid(),
  draft_id: z.uuid().optional(),
  petition_id: z.uuid().optional(),
  message_id: z.uuid().optional(),
  reply_id: z.uuid().optional(),
  uploaded_kind: z.enum(['citizen', 'staff', 'system', 'api']),
  /** Who may open it; a citizen's own files and what answers the citizen are `citizen`. */
  audience: z.enum(['staff', 'citizen', 'public']).optional(),
  alt_text: z.string().trim().max(300).optional(),
});

const input = uploadTarget.extend({
  storage_name: z.string(),
  display_name: z.string(),
  media_type: z.string(),
  bytes: z.number().int().positive(),
  sha256: z.base64(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
});
type Context = ActionContext<z.output<typeof input>>;

export interface RecordedUpload {
  readonly file_id: string;
  readonly display_name: string;
  /** The same bytes were there already: nothing was added and the new copy is not needed. */
  readonly known: boolean;
}

/** Writes down a stored file where it belongs; on a petition, history says that it was added. */
export const recordUpload = defineAction({
  name: 'record-upload',
  permission: 'public',
  input,
  async run(context: Context): Promise<RecordedUpload> {
    const { tx, input: upload } = context;
    const city = await cityConfiguration(tx, upload.city_id);
    if (!city) throw new Refused('city_unknown');
    const petition = await authorisedTarget(context, city);
    const twin = await sameBytes(context);
    if (twin !== undefined) return { file_id: twin.id, display_name: twin.display_name, known: true };
    await refuseTooMany(context, city);
    const { sha256, alt_text, audience = defaultAudience(upload.uploaded_kind), ...columns } = upload;
    const file_id = newId();
    await tx
      .insertInto('files')
      .values({
        ...columns,
        id: file_id,
        sha256: Buffer.from(sha256, 'base64'),
        alt_text: alt_text ?? null,
        audience,
        uploaded_by: context.actor.kind === 'staff' ? context.actor.user_id : null,
        at: context.now,
      })
      .execute();
    if (petition !== null) {
      await record(
        context,
        { petition, city },
        { events: [event('file_added', audience === 'staff' ? 'staff' : 'citizen', { file_id })] },
      );
    }
    return { file_id, display_name: upload.display_name, known: false };
  },
});

const defaultAudience = (kind: string): 'staff' | 'citizen' => (kind === 'staff' ? 'staff' : 'citizen');

/** @returns the petition it goes to, locked; null for a draft or a filing that is being made */
async function authorisedTarget(context: Context, city: CityConfiguration): Promise<LockedPetition | null> {
  const { draft_id, petition_id } = context.input;
  if (petition_id !== undefined) return ownPetition(context, petition_id, city);
  if (draft_id === undefined) {
    // A letter's scan or the media of another system: the filing that follows names the file.
    const { actor } = context;
    if (actor.kind === 'public' || actor.kind === 'citizen') throw new Refused('forbidden');
    return null;
  }
  const draft = await context.tx
    .selectFrom('drafts')
    .select(['expires_at', 'filed_petition_id'])
    .where('id', '=', draft_id)
    .where('city_id', '=', context.input.city_id)
    .forUpdate()
    .executeTakeFirst();
  if (!draft || draft.expires_at <= context.now || draft.filed_petition_id !== null) {
    throw new Refused('draft_expired');
  }
  return null;
}

async function ownPetition(
  context: Context,
  petition_id: string,
  city: CityConfiguration,
): Promise<LockedPetition> {
  const { actor, tx } = context;
  const petition = await seenAndLocked(context, petition_id);
  const { city_id, current_authority_id: authority_id, unit_id } = petition.row;
  if (city_id !== context.input.city_id) throw new Refused('not_found');
  if (actor.kind === 'public') throw new Refused('forbidden');
  if (actor.kind === 'citizen') {
    if (actor.supporter_id !== undefined) throw new Refused('forbidden');
    const calendar = city.calendars.get(authority_id)!;
    const today = localDateOf(context.now, calendar.time_zone);
    orRefuse(mayDo('add_file', await situationOf(tx, petition, { city, today, calendar })));
  }
  if (actor.kind === 'staff' && !permits(actor, 'petition.note', { city_id, authority_id, unit_id })) {
    throw new Refused('forbidden');
  }
  await askPart(context, petition_id);
  return petition;
}

/** A message or reply named in the body must be the petition's own. */
async function askPart({ tx, input: { message_id, reply_id } }: Context, petition_id: string): Promise<void> {
  for (const [table, id] of [['messages', message_id] as const, ['replies', reply_id] as const]) {
    if (id === undefined) continue;
    const found = await tx
      .selectFrom(table)
      .select('id')
      .where('id', '=', id)
      .where('petition_id', '=', petition_id)
      .executeTakeFirst();
    if (!found) throw new Refused('not_found');
  }
}

function filesThere({ tx, input: { draft_id, petition_id } }: Context) {
  const files = tx.selectFrom('files').where('removed_at', 'is', null);
  return petition_id === undefined
    ? files.where('draft_id', '=', draft_id ?? null)
    : files.where('petition_id', '=', petition_id);
}

async function sameBytes(context: Context) {
  const { draft_id, petition_id, message_id, reply_id, sha256 } = context.input;
  if (draft_id === undefined && petition_id === undefined) return undefined;
  return filesThere(context)
    .select(['id', 'display_name'])
    .where('sha256', '=', Buffer.from(sha256, 'base64'))
    .where('message_id', 'is not distinct from', message_id ?? null)
    .where('reply_id', 'is not distinct from', reply_id ?? null)
    .executeTakeFirst();
}

async function refuseTooMany(context: Context, city: CityConfiguration): Promise<void> {
  const { draft_id, petition_id, uploaded_kind, media_type } = context.input;
  if (draft_id === undefined && petition_id === undefined) return;
  const there = await filesThere(context)
    .select(['media_type', 'uploaded_kind'])
    .limit(mostFilesOfAll + 1)
    .execute();
  const most = uploaded_kind === 'citizen' ? mostFilesOfCitizen : mostFilesOfAll;
  if (there.length >= most) throw new Refused('too_many_files', { at_most: most });
  const { at_most } = city.city.settings.photos;
  const photos = there.filter((file) => file.media_type.startsWith('image/')).length;
  if (draft_id !== undefined && media_type.startsWith('image/') && photos >= at_most) {
    throw new Refused('too_many_files', { at_most });
  }
}
