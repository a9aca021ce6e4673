import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { event } from '../../core/petitions/events.ts';
import { mayDo } from '../../core/petitions/lifecycle.ts';
import { situationOf } from '../../queries/petition-situation.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { findOrCreatePerson } from '../../store/people.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { mayFileHere } from './check-filing.ts';
import { contactInput } from './filing-input.ts';
import { normaliseContact } from './normalise-contact.ts';
import { record, seenAndLocked, type PetitionResult } from './petition-action.ts';
import { addSupporter } from './supporters.ts';

const joinInput = z.object({
  petition_id: z.uuid(),
  contact: contactInput,
  channel: z.enum(CHANNELS),
  /** Version of the privacy notice that was shown. */
  privacy_version: z.number().int().positive(),
});

/**
 * Supports a petition that is public: counted, told of each step, with a key of one's own and no second folio. Once
 * per person. Who filed it may join it too: a refusal would tell strangers whose petition it is.
 */
export const joinPetition = defineAction({
  name: 'join-petition',
  permission: 'public',
  input: joinInput,
  database_actor: ({ petition_id }, actor) =>
    actor.kind === 'staff' || actor.kind === 'system' ? { kind: 'system' } : { kind: 'citizen', petition_id },
  async run(context): Promise<PetitionResult> {
    const { tx, app, input, actor, now } = context;
    const { petition_id, channel } = input;
    // Somebody who holds the key of one petition sees the others as everybody does.
    const asSeen = actor.kind === 'citizen' ? { ...context, actor: { kind: 'public' } as const } : context;
    const petition = await seenAndLocked(asSeen, petition_id);
    // Staff take in a caller's support as they take in petitions.
    if (actor.kind === 'staff' && !mayFileHere(actor, petition.row.city_id)) throw new Refused('forbidden');
    const city = await cityConfiguration(tx, petition.row.city_id);
    if (!city) throw new Refused('city_unknown');
    const calendar = city.calendars.get(petition.row.current_authority_id)!;
    const today = localDateOf(now, calendar.time_zone);
    orRefuse(mayDo('join', await situationOf(tx, petition, { city, today, calendar })));
    const person_id = await personWhoJoins(context, petition.row.city_id);
    const supporter_id = await addSupporter(context, { petition_id, person_id, channel });
    if (supporter_id === null) throw new Refused('already_supporting');
    const values = { key: accessKeyFor(app.keys, supporter_id, 1) };
    return record(
      context,
      { petition, city },
      {
        events: [event('supporter_joined', 'public', { supporter_id })],
        notices: [{ template: 'supporter_joined', values, only_person_id: person_id }],
        result: { supporter_id },
      },
    );
  },
});

async function personWhoJoins(
  { tx, app, input, now }: ActionContext<z.output<typeof joinInput>>,
  city_id: string,
): Promise<string> {
  const details = normaliseContact(input.contact);
  if (details.email === null && details.phone === null) {
    throw new Refused('contact_required', {}, { 'contact.email': 'required' });
  }
  const person_id = await findOrCreatePerson(tx, app.keys, { ...details, city_id, now });
  await tx
    .insertInto('privacy_consents')
    .values({
      ...{ id: newId(), person_id, petition_id: input.petition_id, channel: input.channel, at: now },
      text_code: 'privacy_short',
      text_version: input.privacy_version,
    })
    .execute();
  return person_id;
}
