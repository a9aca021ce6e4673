import { sql } from 'kysely';
import { z } from 'zod';
import { languageOf, say } from '../../core/language/sentences.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { listedPublicly } from '../../queries/visible-petitions.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { lockPetition, type LockedPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { record, type PetitionChange } from '../petitions/petition-action.ts';
import { Refused } from '../refused.ts';
import { senderOf, sourceOf, type ApiActor } from './sender.ts';

/** Statuses of the FixMyStreet updates extension, as they are read; they are sent in capitals. */
export const updateStatuses = [
  ...['unchanged', 'open', 'closed', 'fixed', 'in_progress', 'planned', 'action_scheduled', 'investigating'],
  ...['duplicate', 'not_councils_responsibility', 'no_further_action', 'internal_referral', 'cancelled'],
  ...['reopen', 'for_triage'],
] as const;

const input = z.object({
  city_id: z.uuid(),
  folio: z.string().max(40),
  /** The sender's own id of the update; one of each per key and petition. */
  update_id: z.string().min(1).max(120),
  status: z.enum(updateStatuses as unknown as [string, ...string[]]),
  description: z.string().trim().max(4000),
  /** When it was written there: kept between filing and now. */
  updated_at: z.iso.datetime(),
  file_ids: z.array(z.uuid()).max(20).default([]),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Takes an update from another system. With `update` it is published; from the key that filed the petition it is a
 * note of the citizen. The status that it carries is told to staff and decides nothing: a petition is answered by the
 * unit, formally.
 * @returns the id under which the update is listed, the same for a repeated `update_id`
 * @throws Refused `not_found`, `forbidden`
 */
export const postRequestUpdate = defineAction({
  name: 'post-request-update',
  permission: 'public',
  input,
  async run(context: Context): Promise<{ message_id: string }> {
    const sender = senderOf(context.actor, { permission: null, city_id: context.input.city_id });
    const petition = await petitionOf(context, sender);
    const external_id = `${sender.key_id}/${context.input.update_id}`;
    const known = await context.tx
      .selectFrom('messages')
      .select('id')
      .where('petition_id', '=', petition.row.id)
      .where('external_id', '=', external_id)
      .executeTakeFirst();
    if (known) return { message_id: known.id };
    const city = (await cityConfiguration(context.tx, context.input.city_id))!;
    const written = await write(context, petition, {
      external_id,
      publishes: sender.permissions.includes('update'),
      status_sentence: statusSentence(context, languageOf(city.city.locale)),
    });
    await record(context, { petition, city }, written);
    return { message_id: written.message_id };
  },
});

/** Locked, so that two deliveries of one update meet here. What the key may not know of does not exist. */
async function petitionOf({ tx, input: given }: Context, sender: ApiActor): Promise<LockedPetition> {
  const found = await tx
    .selectFrom('petitions as p')
    .select(['p.id', sql<boolean>`${listedPublicly()}`.as('is_listed')])
    .select(sql<string | null>`p.source ->> 'system'`.as('system'))
    .where('p.city_id', '=', given.city_id)
    .where('p.folio', '=', given.folio)
    .executeTakeFirst();
  const is_own = found?.system === sourceOf(sender.key_id);
  if (!found || !(is_own || found.is_listed)) throw new Refused('not_found');
  if (!is_own && !sender.permissions.includes('update')) throw new Refused('forbidden');
  const petition = await lockPetition(tx, found.id);
  if (!petition) throw new Refused('not_found');
  return petition;
}

function statusSentence({ input: { status } }: Context, language: 'es' | 'en'): string | null {
  if (status === 'open' || status === 'unchanged') return null;
  return say(language, 'open311.reported_status', { status });
}

async function write(
  context: Context,
  petition: LockedPetition,
  given: { external_id: string; publishes: boolean; status_sentence: string | null },
): Promise<PetitionChange & { message_id: string }> {
  const { input: update } = context;
  const message_id = newId();
  const body = update.description || given.status_sentence || '—';
  const audience = given.publishes ? 'public' : 'citizen';
  const kind = given.publishes ? 'update' : 'note';
  const at = [petition.row.received_at, update.updated_at].sort().at(-1)!;
  const own = { petition_id: petition.row.id, author_kind: 'api' };
  const messages = [
    {
      ...{ ...own, id: message_id, kind, audience, body, external_id: given.external_id },
      at: at < context.now ? at : context.now,
    },
  ];
  const events: PetitionEvent[] = [
    given.publishes
      ? event('update_published', 'public', { message_id })
      : event('note_added', 'citizen', { message_id }),
  ];
  if (given.status_sentence !== null && body !== given.status_sentence) {
    const note = { id: newId(), kind: 'note', audience: 'staff', body: given.status_sentence };
    messages.push({ ...own, ...note, at: context.now, external_id: `${given.external_id}/status` });
    events.push(event('note_added', 'staff', { message_id: note.id }));
  }
  await context.tx.insertInto('messages').values(messages).execute();
  events.push(...(await attachFiles(context, petition.row.id, message_id)));
  if (!given.publishes) return { events, message_id };
  const notice = { template: 'update_published', values: { update: body } } as const;
  return { events, message_id, notices: [{ ...notice, supporters_template: 'update_published' }] };
}

async function attachFiles(
  { tx, input: { file_ids, city_id } }: Context,
  petition_id: string,
  message_id: string,
): Promise<PetitionEvent[]> {
  if (file_ids.length === 0) return [];
  const attached = await tx
    .updateTable('files')
    .set({ petition_id, message_id })
    .where('id', 'in', file_ids)
    .where('city_id', '=', city_id)
    .where('petition_id', 'is', null)
    .where('draft_id', 'is', null)
    .returning('id')
    .execute();
  return attached.map(({ id }) => event('file_added', 'citizen', { file_id: id }));
}
