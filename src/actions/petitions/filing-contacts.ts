import type { FilingPlan } from '../../queries/plan-filing.ts';
import { newId } from '../../store/ids.ts';
import { findOrCreatePerson, keepsPerson, saveContact, type PersonDetails } from '../../store/people.ts';
import type { ActionContext } from '../action.ts';
import type { FilingInput } from './filing-input.ts';
import { normaliseContact } from './normalise-contact.ts';

type Context = ActionContext<FilingInput & { petition_id: string }>;

/** The person who asks, found again or new; null for who gives nothing. */
export async function personOf({ tx, app, input, now }: Context): Promise<string | null> {
  const details: PersonDetails = normaliseContact(input.contact);
  if (!keepsPerson(input.identity, details)) return null;
  return findOrCreatePerson(tx, app.keys, { ...details, city_id: input.city_id, now });
}

/** The contact as it was given for this petition, the privacy notice that was shown, and the contact itself. */
export async function saveContacts(context: Context, plan: FilingPlan): Promise<void> {
  const { tx, input, now, actor } = context;
  const { petition_id, channel } = input;
  const { person_id } = await tx
    .selectFrom('petitions')
    .select('person_id')
    .where('id', '=', petition_id)
    .executeTakeFirstOrThrow();
  if (person_id !== null) await saveGiven(context, person_id);
  await tx
    .insertInto('privacy_consents')
    .values({
      ...{ id: newId(), person_id, petition_id, channel, at: now },
      text_code: 'privacy_short',
      text_version: input.privacy_version,
    })
    .execute();
  await tx
    .insertInto('interactions')
    .values({
      ...{ id: newId(), city_id: input.city_id, authority_id: plan.authority.id },
      ...{ channel, kind: 'filing', petition_id, person_id, at: now },
      user_id: actor.kind === 'staff' ? actor.user_id : null,
    })
    .execute();
}

async function saveGiven({ tx, app, input }: Context, person_id: string): Promise<void> {
  const { kind: _, ...snapshot } = input.contact;
  const { petition_id, notify_by, on_behalf_of: other } = input;
  const common = { petition_id, person_id, notify_by };
  const relation = other?.relation ?? null;
  await saveContact(tx, app.keys, { ...common, part: 'petitioner', relation, snapshot });
  if (other === null) return;
  await saveContact(tx, app.keys, {
    ...common,
    part: 'on_behalf_of',
    relation: other.kind,
    snapshot: { name: other.name, email: null, phone: null, document: null, address: null },
  });
}
