import { sql } from 'kysely';
import { permitsAnywhere } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { statusSaying } from '../../core/interactions/status-words.ts';
import { longDate } from '../../core/language/format.ts';
import { languageOf, say } from '../../core/language/sentences.ts';
import { parseFolio } from '../../core/petitions/folio.ts';
import { inTransaction, type Reader, type Tx } from '../../store/database.ts';
import { atDesk } from './desk-actor.ts';
import { isReadable, petitionsAtDesk, petitionsOfKnown } from './desk-petitions.ts';
import { findPersons, openPerson, type PersonAsked } from './find-persons.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import { presentRow, rowColumns, type RowColumns } from './petition-row.ts';
import type { StaffPorts } from './ports.ts';

/** Of each person the newest; who has more is asked which one. */
const most_petitions = 12;

export interface DeskAsked {
  readonly q: string;
  /** What was typed, brought to the form that is indexed; null for a folio or what is too short to look for. */
  readonly person: PersonAsked | null;
}

/**
 * Who calls, by a telephone number in any spelling, a folio, an e-mail or a name: the persons it may be with how their
 * petitions stand, ready to be read aloud. By a number or a folio also those petitions that the asker may not read: of
 * those nothing but stage, unit and date. Every person shown is written down.
 */
export async function lookUpAtDesk(ports: StaffPorts, asker: Asker, { q, person }: DeskAsked) {
  const folio = parseFolio(q);
  const desk = { ...asker, actor: atDesk(asker.actor) };
  const petition = folio === null ? null : await lookUpFolio(ports, asker, folio);
  // Of thirty-six long numbers one has the shape of a folio: what names no petition is looked for as a number.
  if (petition !== null) return petition;
  if (person === null) return { folio: null, persons: [], capped: false };
  // A name is easily guessed: by it only what the asker may read is found.
  const isExact = person.phone != null || person.email != null;
  const found = await findPersons(ports, isExact ? desk : asker, person);
  const persons = await asStaff(ports, asker, (tx) =>
    petitionsOfPersons(tx, asker, { ids: found.items.map(({ id }) => id), now: ports.now() }),
  );
  return {
    folio: null,
    persons: found.items.map((one) => ({ ...one, ...petitionsOrNone(persons, one.id) })),
    capped: found.capped,
  };
}

function lookUpFolio(ports: StaffPorts, asker: Asker, folio: string) {
  const now = ports.now();
  return asStaff(ports, asker, async (tx) => {
    const all = rows(petitionsAtDesk(tx, asker.actor), asker);
    const row = await all.select('p.person_id').where('p.folio', '=', folio).executeTakeFirst();
    if (row === undefined) return null;
    const shown = presentAtDesk(row, asker, now);
    const isTold =
      row.identity !== 'reserved' || permitsAnywhere(asker.actor, 'petition.read_reserved_identity');
    const person_id = isTold ? row.person_id : null;
    const desk = { ...asker, actor: atDesk(asker.actor) };
    const person =
      person_id === null ? null : await openPerson({ tx, keys: ports.keys, asker: desk }, person_id);
    if (person === null || person_id === null) return { folio: shown, persons: [], capped: false };
    const { user_id } = asker.actor;
    await noteView(tx, { user_id, person_id, petition_id: row.id, what: 'search', now });
    const petitions = await petitionsOfPersons(tx, asker, { ids: [person_id], now });
    return {
      folio: shown,
      persons: [{ ...person, ...petitionsOrNone(petitions, person_id) }],
      capped: false,
    };
  });
}

const asStaff = <T>(ports: StaffPorts, { actor }: Asker, work: (tx: Tx) => Promise<T>): Promise<T> =>
  inTransaction(ports.database, { kind: 'staff', authority_ids: actor.authority_ids }, work);

function rows(query: ReturnType<typeof petitionsAtDesk>, { actor, city }: Asker) {
  return query
    .where('p.city_id', '=', city.city.id)
    .select(rowColumns)
    .select((eb) => sql<boolean>`${isReadable(actor)(eb as never)}`.as('is_readable'))
    .$castTo<DeskColumns>();
}
type DeskColumns = Omit<RowColumns, 'left' | 'assignee_name'> & { readonly is_readable: boolean };

type Standing = ReturnType<typeof presentAtDesk>;
interface OfPerson {
  readonly petitions: Standing[];
  /** Of their newest petition that the asker may read: where the next one may be about, too. */
  readonly last_place: { readonly address_text: string | null; readonly zone_code: string | null } | null;
}

const petitionsOrNone = (found: ReadonlyMap<string, OfPerson>, id: string): OfPerson =>
  found.get(id) ?? { petitions: [], last_place: null };

async function petitionsOfPersons(
  reader: Reader,
  asker: Asker,
  { ids, now }: { ids: readonly string[]; now: string },
): Promise<ReadonlyMap<string, OfPerson>> {
  const found = new Map<string, OfPerson>();
  for (const id of ids) {
    const own = await rows(petitionsOfKnown(reader, asker.actor), asker)
      .where('p.person_id', '=', id)
      .orderBy('p.received_at', 'desc')
      .limit(most_petitions)
      .execute();
    const placed = own.find(
      (row) => row.is_readable && (row.address_text !== null || row.zone_code !== null),
    );
    const petitions = own.map((row) => presentAtDesk(row, asker, now));
    // What is open is what they call about.
    petitions.sort((one, other) => Number(one.stage === 'closed') - Number(other.stage === 'closed'));
    const last_place =
      placed === undefined ? null : { address_text: placed.address_text, zone_code: placed.zone_code };
    found.set(id, { petitions, last_place });
  }
  return found;
}

/** How it stands, and the sentence that says so in the language of the city. */
function presentAtDesk(row: DeskColumns, { city }: Asker, now: string) {
  const shown = presentRow({ ...row, assignee_name: null, left: null }, city, now);
  const zone = city.calendars.get(row.current_authority_id)?.time_zone ?? city.city.time_zone;
  // What the person was promised: a reply, then a result; never the day on which a unit must accept.
  const promised_at = row.reply_due_at ?? row.resolve_due_at;
  const due_on = promised_at === null ? null : localDateOf(promised_at, zone);
  const { saying, date } = statusSaying({
    ...{ stage: shown.stage, due_on, citizen_due_on: shown.citizen_due_on, closes_on: shown.closes_on },
    is_overdue: promised_at !== null && promised_at < now,
  });
  const { locale } = city.city;
  const { folio, service, unit, authority } = shown;
  const values = {
    ...{ folio, service: service.name, unit: unit.name },
    // Aloud, an authority has its whole name.
    authority: city.authorities.get(row.current_authority_id)?.name ?? authority.name,
    date: date === null ? '' : longDate(date, { locale }),
  };
  return {
    ...{ id: shown.id, folio, service, kind: shown.kind, stage: shown.stage, unit, authority },
    ...{ due_on, is_overdue: saying === 'in_work_overdue', received_at: shown.received_at },
    said: say(languageOf(locale), `status_call.${saying}`, values),
    is_readable: row.is_readable,
    summary: row.is_readable ? shown.summary : '',
  };
}
