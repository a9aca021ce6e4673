import type { FilingPlan } from '../../queries/plan-filing.ts';
import { newId } from '../../store/ids.ts';
import { rowsFor, type NewRows } from '../../store/insert-together.ts';
import {
  choosePerson,
  contactRow,
  keepsPerson,
  type ChosenPerson,
  type PersonDetails,
} from '../../store/people.ts';
import type { FilingContext } from './filing-rows.ts';
import { openedWithin } from '../../store/interactions.ts';
import type { InteractionOfFiling } from '../interactions/interaction-of-filing.ts';
import { normaliseContact } from './normalise-contact.ts';

/** The person who asks, found again or new; null for who gives nothing. */
export async function personOf({ tx, app, input, now }: FilingContext): Promise<ChosenPerson | null> {
  const details: PersonDetails = normaliseContact(input.contact);
  if (!keepsPerson(input.identity, details)) return null;
  return choosePerson(tx, app.keys, { ...details, city_id: input.city_id, now });
}

/** The person, the contact as it was given for this petition, the privacy notice that was shown, and the contact itself. */
export function contactRows(
  { input, now, actor }: FilingContext,
  {
    plan,
    person,
    within,
  }: { plan: FilingPlan; person: ChosenPerson | null; within: InteractionOfFiling | null },
): NewRows[] {
  const { petition_id, channel, privacy_version: text_version } = input;
  const person_id = person?.person_id ?? null;
  const shown = { text_code: 'privacy_short', text_version };
  const interaction = {
    ...{ id: newId(), city_id: input.city_id, authority_id: plan.authority.id },
    ...{ channel, kind: 'filing', petition_id, person_id, at: now },
    user_id: actor.kind === 'staff' ? actor.user_id : null,
  };
  return [
    ...(person === null ? [] : [...person.rows, rowsFor('contacts', givenContacts(input, person))]),
    rowsFor('privacy_consents', [{ id: newId(), person_id, petition_id, channel, at: now, ...shown }]),
    ...(within === null
      ? [rowsFor('interactions', [interaction])]
      : openedWithin(
          { ...within, channel },
          // Whose identity is reserved is not told by the call either.
          { petition_id, person_id: input.identity === 'reserved' ? null : person_id, at: now },
        )),
  ];
}

function givenContacts(input: FilingContext['input'], { person_id, key }: ChosenPerson) {
  const { kind: _, ...snapshot } = input.contact;
  const { petition_id, notify_by, on_behalf_of: other } = input;
  const common = { petition_id, person_id, notify_by };
  const relation = other?.relation ?? null;
  const own = contactRow(key, { ...common, part: 'petitioner', relation, snapshot });
  if (other === null) return [own];
  const nobody = { email: null, phone: null, document: null, address: null };
  const named = { name: other.name, ...nobody };
  return [own, contactRow(key, { ...common, part: 'on_behalf_of', relation: other.kind, snapshot: named })];
}
