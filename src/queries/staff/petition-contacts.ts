import { sql } from 'kysely';
import { permits } from '../../core/access/actor.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import type { Place } from '../../core/access/permissions.ts';
import type { Tx } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { logView, openContacts, type OpenedContact } from '../../store/people.ts';

export interface ContactScope {
  readonly tx: Tx;
  readonly keys: KeyRing;
  readonly actor: StaffActor;
  readonly petition: { readonly id: string; readonly person_id: string | null; readonly identity: string };
  readonly place: Place;
  readonly now: string;
  /** Whether somebody asked to see them just now. */
  readonly reveal: boolean;
}

const minutesPerView = 10;

/**
 * The contacts of a petition as this person may see them. Until somebody asks to see them, and without `person.read`
 * there, they are masked; a reserved identity opens only with its own permission. Whatever is shown is written down,
 * once in ten minutes.
 */
export async function contactsOf(scope: ContactScope) {
  const { tx, keys, petition } = scope;
  const contacts = await openContacts(tx, keys, petition.id);
  const why = whyMasked(scope) ?? (scope.reveal ? null : 'hidden');
  if (contacts.length === 0) return erasedContacts(scope);
  if (why !== null) return contacts.map((contact) => masked(contact, why));
  await noteView(tx, {
    user_id: scope.actor.user_id,
    person_id: petition.person_id,
    petition_id: petition.id,
    what: 'contact',
    now: scope.now,
  });
  return contacts.map(({ part, person_id, name, email, phone, document, address, relation, notify_by }) => ({
    ...{ part, masked: false, why_masked: null, person_id, name, email, phone, document, address },
    ...{ relation, notify_by },
  }));
}

/** Whether the person behind a petition may be shown to this member of staff. */
export function maySeePerson({
  actor,
  place,
  petition,
}: Pick<ContactScope, 'actor' | 'place' | 'petition'>): boolean {
  if (!permits(actor, 'person.read', place))
    return petition.identity === 'reserved' && permits(actor, 'petition.read_reserved_identity', place);
  return petition.identity !== 'reserved' || permits(actor, 'petition.read_reserved_identity', place);
}

function whyMasked(scope: ContactScope): 'no_permission' | 'reserved_identity' | null {
  if (maySeePerson(scope)) return null;
  return scope.petition.identity === 'reserved' ? 'reserved_identity' : 'no_permission';
}

/** Enough to recognise a person one is speaking with, too little to find one; nothing of a reserved identity. */
function masked(contact: OpenedContact, why: 'no_permission' | 'reserved_identity' | 'hidden') {
  const show = why !== 'reserved_identity';
  const has = (value: string | null, hidden: (value: string) => string) =>
    value === null || !show ? null : hidden(value);
  return {
    part: contact.part,
    masked: true,
    why_masked: why,
    // Their page may be opened by whoever may see them; it has its own record of looks.
    person_id: why === 'hidden' ? contact.person_id : null,
    name: has(contact.name, (name) =>
      name
        .split(/\s+/)
        .map((word) => `${word.slice(0, 1)}•••`)
        .join(' '),
    ),
    email: has(contact.email, maskEmail),
    phone: has(contact.phone, (phone) => `•••• ${phone.slice(why === 'hidden' ? -4 : -2)}`),
    document: why === 'hidden' ? has(contact.document, () => '••••') : null,
    address: why === 'hidden' ? has(contact.address, () => '••••') : null,
    relation: show ? contact.relation : null,
    notify_by: contact.notify_by,
  };
}

/** `r•••@e•••.mx`: who knows it recognises it. */
export function maskEmail(email: string): string {
  const [name = '', host = ''] = email.split('@');
  return `${name.slice(0, 1)}•••@${host.slice(0, 1)}•••${host.slice(host.lastIndexOf('.'))}`;
}

async function erasedContacts({ tx, petition }: ContactScope) {
  const rows = await tx
    .selectFrom('contacts')
    .select('part')
    .where('petition_id', '=', petition.id)
    .execute();
  return rows.map(({ part }) => ({
    ...{
      part: part as 'petitioner',
      masked: true,
      why_masked: 'erased' as const,
      person_id: null,
      name: null,
    },
    ...{ email: null, phone: null, document: null, address: null, relation: null, notify_by: null },
  }));
}

/** Writes down that somebody looked; the same look within ten minutes is one. */
export async function noteView(
  tx: Tx,
  view: { user_id: string; person_id: string | null; petition_id: string | null; what: string; now: string },
): Promise<void> {
  const { now, ...told } = view;
  const since = new Date(Date.parse(now) - minutesPerView * 60_000).toISOString();
  const known = await tx
    .selectFrom('personal_data_views')
    .select(sql`1`.as('one'))
    .where('user_id', '=', view.user_id)
    .where('what', '=', view.what)
    .where('petition_id', 'is not distinct from', view.petition_id)
    .where('person_id', 'is not distinct from', view.person_id)
    .where('at', '>', since)
    .executeTakeFirst();
  if (!known) await logView(tx, { ...told, at: now });
}
