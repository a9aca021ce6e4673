import { sql } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { Place } from '../../core/access/permissions.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { citizenPaths } from '../../core/paths.ts';
import type { Answer } from '../../core/petitions/questions.ts';
import { readLedger } from '../../store/clocks.ts';
import { columns } from '../../store/columns.generated.ts';
import { inTransaction, type Reader, type Tx } from '../../store/database.ts';
import { withOnePlan } from '../../store/one-plan.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import { situationWith } from '../petition-situation.ts';
import { visiblePetitions } from '../visible-petitions.ts';
import { whereReturned } from '../where-returned.ts';
import type { Asker } from './list-petitions.ts';
import { readingOf, type Reading } from './own-period.ts';
import { clockStrips, explainClock, ledgerRead } from './petition-clocks.ts';
import { contactsOf, maySeePerson } from './petition-contacts.ts';
import { petitionsAlike, petitionsNearby, petitionsOfPerson } from './petition-related.ts';
import { assignmentsOf, composerOf, filesOf, outboxOf, repliesOf } from './petition-replies.ts';
import { named, presentRow } from './petition-row.ts';
import { messagesOf, timelineOf } from './petition-timeline.ts';
import { permittedActions } from './permitted-actions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { presenceOn } from './presence.ts';
import { spokenRecordOf } from './spoken-record.ts';
import { usersOnPage } from './users-on-page.ts';

/** A petition's row that the actor may see, or null: what may not be seen does not exist. */
export async function seenPetition(
  reader: Reader,
  { actor, city }: Asker,
  petition_id: string,
): Promise<PetitionRow | null> {
  const row = await reader
    .selectFrom('petitions as p')
    .select(columns.petitions)
    .where('p.id', '=', petition_id)
    .where('p.city_id', '=', city.city.id)
    .where(visiblePetitions(actor) as never)
    .executeTakeFirst();
  return row ?? null;
}

export function placeOfRow(row: PetitionRow): Place {
  return { city_id: row.city_id, authority_id: row.current_authority_id, unit_id: row.unit_id };
}

/**
 * The whole petition page in one answer, or null. It writes one thing: that this person looked at personal data, in
 * the same transaction that shows it.
 */
export function petitionPage(
  ports: StaffPorts,
  asker: Asker,
  { petition_id, reveal }: { petition_id: string; reveal: boolean },
) {
  const as = { kind: 'staff', authority_ids: asker.actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const [, row] = await Promise.all([withOnePlan(tx), seenPetition(tx, asker, petition_id)]);
    if (row === null) return null;
    const reading = await readingOf(tx, asker.actor, row);
    return assemble({ ports, tx, ...reading, place: placeOfRow(row), ...asker, now: ports.now(), reveal });
  });
}

/** What may be the same matter as a petition, or null where there is no such petition. */
export function relatedPetitions(ports: StaffPorts, { actor, city }: Asker, petition_id: string) {
  return readingAs(ports, actor, async (reader) => {
    const seen = await seenPetition(reader, { actor, city }, petition_id);
    if (seen === null) return null;
    const { row } = await readingOf(reader, actor, seen);
    const related = { reader, actor, city, row };
    const [nearby, similar] = await Promise.all([petitionsNearby(related), petitionsAlike(related)]);
    return { nearby, similar };
  });
}

/** «¿Por qué esta fecha?» for staff, or null where there is no such petition or clock. */
export function petitionClock(
  ports: StaffPorts,
  asker: Asker,
  which: { petition_id: string; clock: string },
) {
  return readingAs(ports, asker.actor, async (reader) => {
    const row = await seenPetition(reader, asker, which.petition_id);
    const calendar = row === null ? undefined : asker.city.calendars.get(row.current_authority_id);
    if (row === null || calendar === undefined) return null;
    const { reads } = await readingOf(reader, asker.actor, row);
    const ledger = ledgerRead(reads, await readLedger(reader, row.id));
    return explainClock(which.clock, { ledger, city: asker.city, calendar, now: ports.now() });
  });
}

interface PageScope {
  readonly ports: StaffPorts;
  readonly tx: Tx;
  /** As it is, or as it was when it left the reader. */
  readonly row: PetitionRow;
  readonly reads: Reading;
  /** Where it is now. */
  readonly place: Place;
  readonly actor: StaffActor;
  readonly city: CityConfiguration;
  readonly now: string;
  readonly reveal: boolean;
}

async function assemble(scope: PageScope) {
  const { tx, row, reads, place, actor, city, now } = scope;
  const { left } = reads;
  const calendar = city.calendars.get(row.current_authority_id)!;
  const found = await readBeside(scope);
  const { users, messages, assignments, ledger, returned, ...shown } = found;
  const parts = assignments
    .filter(({ part, ended_at }) => part === 'contributing' && ended_at === null)
    .map(({ authority, unit }) => ({ city_id: row.city_id, authority_id: authority.id, unit_id: unit.id }));
  const today = localDateOf(now, calendar.time_zone);
  const open_parts = left === null ? parts.length : 0;
  const situation = situationWith(open_parts, { row, ledger }, { city, today, calendar });
  const no_return = returned.accepted ? null : returned.code;
  const { locale, time_zone } = city.city;
  const voice = { language: languageOf(locale), manner: { locale, time_zone } };
  return {
    ...shown,
    petition: { ...shown.petition, open_question: openQuestion(row, messages) },
    situation,
    actions: permittedActions({ actor, place, parts, situation, voice, no_return, now_with: nowWith(scope) }),
    timeline: timelineOf({ reader: tx, city, petition_id: row.id, users, reads }, messages),
    messages,
    clocks: clockStrips({ ledger, city, calendar, now: left?.until ?? now, reads }),
    assignments,
  };
}

/** What the page consists of, asked side by side. */
async function readBeside(scope: PageScope) {
  const { ports, tx, row, reads, place, actor, city, now, reveal } = scope;
  const until = reads.left?.until ?? null;
  const person = { tx, keys: ports.keys, actor, petition: row, place, now, reveal };
  const [users, ledger] = await Promise.all([usersOnPage(tx, row, reads), readLedger(tx, row.id)]);
  const telling = { reader: tx, city, petition_id: row.id, users, reads };
  const own_ledger = ledgerRead(reads, ledger);
  return allOf({
    ...{ users: Promise.resolve(users), ledger: Promise.resolve(own_ledger) },
    petition: detailsOf(scope, users),
    messages: messagesOf(telling),
    assignments: assignmentsOf(telling),
    returned: whereReturned(tx, { row, city }),
    replies: repliesOf(telling),
    files: filesOf(telling),
    outbox: outboxOf(telling),
    contacts: contactsOf(person),
    // To know which petitions are of one person is to know something of the person.
    of_person: maySeePerson(person)
      ? petitionsOfPerson({ reader: tx, actor, city, row })
      : Promise.resolve([]),
    presence:
      until === null
        ? presenceOn(tx, { petition_id: row.id, user_id: actor.user_id, now })
        : Promise.resolve([]),
    supporters: supportersOf(tx, row, until),
    composer: composerOf(tx, { city, row }),
  });
}

/** Awaits all of them, by name. */
async function allOf<T extends Record<string, Promise<unknown>>>(
  asked: T,
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const answers = await Promise.all(Object.values(asked));
  const names = Object.keys(asked);
  return Object.fromEntries(names.map((name, at) => [name, answers[at]])) as never;
}

async function detailsOf(scope: PageScope, users: ReadonlyMap<string, string>) {
  const { ports, tx, row, city, now } = scope;
  const [duplicates, merged_into, spoken] = await Promise.all([
    duplicatesOf(scope),
    row.merged_into === null ? null : folioOf(tx, row.merged_into),
    // Papers are for who reads it whole.
    scope.reads.left === null ? spokenRecordOf(tx, row) : null,
  ]);
  const assignee_name = row.assignee_id === null ? null : (users.get(row.assignee_id) ?? null);
  const outcome = row.outcome_code === null ? undefined : city.outcomes.get(row.outcome_code);
  const address = citizenPaths(`/c/${city.city.code}`).petition(row.folio);
  return {
    ...presentRow({ ...row, assignee_name, left: scope.reads.left }, city, now),
    ...{ description: row.description, public_description: row.public_description },
    answers: (row.answers as unknown as Answer[]).map(answerShown(city)),
    place: {
      ...{ address_text: row.address_text, place_note: row.place_note, neighbourhood: row.neighbourhood },
      ...{ latitude: row.latitude, longitude: row.longitude },
    },
    filing_authority: named(
      row.filing_authority_id,
      city.authorities.get(row.filing_authority_id)?.short_name,
    ),
    outcome: outcome === undefined ? null : { code: outcome.code, name: outcome.name },
    priority_reason: row.priority_reason,
    routing: routingShown(row.routing, city),
    ...{
      filed_at: row.filed_at,
      replied_at: row.replied_at,
      notified_at: row.notified_at,
      closed_at: row.closed_at,
    },
    created_by: row.created_by === null ? null : named(row.created_by, users.get(row.created_by)),
    merged_into,
    duplicates,
    spoken,
    named_unit:
      row.named_unit_id === null ? null : named(row.named_unit_id, city.units.get(row.named_unit_id)?.name),
    public_url: ports.public_url + address,
  };
}

function answerShown(city: CityConfiguration) {
  const language = languageOf(city.city.locale);
  return ({ question, label, value, option_labels, is_private }: Answer) => {
    const plain = typeof value === 'object' ? value.join(', ') : String(value);
    const text = option_labels?.join(', ') ?? sayCode(language, 'answer', plain) ?? plain;
    return { question, label, text, is_private: is_private === true };
  };
}

function routingShown(routing: unknown, city: CityConfiguration) {
  const {
    rule = null,
    reason = 'rule',
    matched = [],
  } = routing as {
    rule?: string | null;
    reason?: string;
    matched?: string[];
  };
  const language = languageOf(city.city.locale);
  const facts = matched.map((fact) => sayCode(language, 'routing_fact', fact) ?? fact).join(', ');
  const key = reason === 'rule' && matched.length === 0 ? 'rule_for_all' : reason;
  return { rule, text: sayCode(language, 'routing', key, { facts }) ?? reason };
}

/** Who has it now, where that is no authority of the reader. */
function nowWith({ city, reads }: PageScope): string | null {
  return reads.left === null ? null : (city.authorities.get(reads.left.now_with)?.name ?? '');
}

async function duplicatesOf({ tx, row, reads }: PageScope) {
  const rows = await tx
    .selectFrom('petitions')
    .select(['id', 'folio', 'closed_at'])
    .where('merged_into', '=', row.id)
    .execute();
  return rows
    .filter(({ closed_at }) => closed_at === null || reads.at(closed_at))
    .map(({ id, folio }) => ({ id, folio }));
}

function openQuestion(row: PetitionRow, messages: Awaited<ReturnType<typeof messagesOf>>) {
  if (row.stage !== 'waiting_citizen') return null;
  return messages.filter(({ kind }) => kind === 'question').at(-1) ?? null;
}

async function folioOf(reader: Reader, id: string) {
  const row = await reader
    .selectFrom('petitions')
    .select(['id', 'folio'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row ?? null;
}

async function supportersOf(
  reader: Reader,
  { id: petition_id, supporters_count }: PetitionRow,
  until: string | null,
) {
  if (supporters_count === 0) return { count: 0, latest_at: null };
  const found = await sql<{ count: number; latest_at: string | null }>`
    select count(*) as count, max(at) as latest_at from supporters where petition_id = ${petition_id}
      and (${until}::timestamptz is null or at <= ${until})`.execute(reader);
  return found.rows[0]!;
}
