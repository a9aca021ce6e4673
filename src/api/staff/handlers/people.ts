import { editPerson } from '../../../actions/people/edit-person.ts';
import { sendKept } from '../../../actions/delivery/send-kept.ts';
import { mergePerson } from '../../../actions/people/merge-person.ts';
import { splitPerson } from '../../../actions/people/split-person.ts';
import { normaliseContact } from '../../../actions/petitions/normalise-contact.ts';
import { permitsAnywhere } from '../../../core/access/actor.ts';
import { parseFolio } from '../../../core/petitions/folio.ts';
import { findPersons, type PersonAsked } from '../../../queries/staff/find-persons.ts';
import { listPetitions } from '../../../queries/staff/list-petitions.ts';
import { listOutbox, outboxMessage } from '../../../queries/staff/outbox.ts';
import { personPage } from '../../../queries/staff/person-page.ts';
import { actorOf, askerOf, orNotFound, orWrongCursor, type Handlers } from '../call.ts';

type People =
  | 'search'
  | 'find_persons'
  | 'get_person'
  | 'edit_person'
  | 'merge_person'
  | 'split_person'
  | 'list_outbox'
  | 'send_kept'
  | 'get_outbox_message';

export const peopleHandlers: Pick<Handlers, People> = {
  async search(call) {
    const asker = await askerOf(call);
    const { q, cursor, limit } = call.query;
    const page = orWrongCursor(await listPetitions(call.app, asker, { q, cursor, limit, order: 'received' }));
    const folio = parseFolio(q) === null ? null : (page.items[0] ?? null);
    // The first page only: the persons do not change with the next.
    const looks = folio === null && cursor === undefined && permitsAnywhere(asker.actor, 'person.read');
    const asked = looks ? personIn(q, asker.city.city.country) : null;
    const persons = asked === null ? [] : (await findPersons(call.app, asker, asked)).items;
    return { folio, petitions: page, persons };
  },
  async find_persons(call) {
    const asker = await askerOf(call);
    const { name = null, email = null, phone = null, document = null } = call.query;
    return findPersons(
      call.app,
      asker,
      normalised({ name, email, phone, document }, asker.city.city.country),
    );
  },
  async get_person(call) {
    return orNotFound(await personPage(call.app, await askerOf(call), call.params.id));
  },
  async edit_person(call) {
    return editPerson(call.app, actorOf(call), { ...call.body, person_id: call.params.id }, call.idempotency);
  },
  async merge_person(call) {
    return mergePerson(
      call.app,
      actorOf(call),
      { ...call.body, person_id: call.params.id },
      call.idempotency,
    );
  },
  async split_person(call) {
    const input = { ...call.body, person_id: call.params.id };
    return splitPerson(call.app, actorOf(call), input, call.idempotency);
  },
  async list_outbox(call) {
    const page = orWrongCursor(await listOutbox(call.app, await askerOf(call), call.query));
    return { ...page, sends_mail: call.app.sends_mail };
  },
  async send_kept(call) {
    const { actor, city } = await askerOf(call);
    return sendKept(call.app, actor, { ...call.body, city_id: city.city.id }, call.idempotency);
  },
  async get_outbox_message(call) {
    return orNotFound(await outboxMessage(call.app, await askerOf(call), call.params.id));
  },
};

interface Given {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
}

function normalised(given: Given, country: string): PersonAsked {
  const blank = (text: string | null) => (text === null || text.trim() === '' ? null : text.trim());
  const contact = {
    ...{ name: blank(given.name), email: blank(given.email), phone: blank(given.phone) },
    ...{ document: blank(given.document), kind: 'natural' as const },
  };
  return normaliseContact(contact, country as Parameters<typeof normaliseContact>[1]);
}

/** What was typed, taken for what it looks like: an address, a number, a name. */
export function personIn(q: string, country: string): PersonAsked | null {
  const nothing = { name: null, email: null, phone: null, document: null };
  if (q.includes('@')) return normalised({ ...nothing, email: q }, country);
  const figures = q.replace(/\D/g, '');
  if (figures.length >= 7 && figures.length >= q.replace(/\s/g, '').length - 4) {
    return normalised({ ...nothing, phone: q }, country);
  }
  return q.trim().length >= 3 ? normalised({ ...nothing, name: q }, country) : null;
}
