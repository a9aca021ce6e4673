import { expressionBuilder, sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { permitsAnywhere, type StaffActor } from '../../core/access/actor.ts';
import { parseCoverCode } from '../../core/correspondence/cover-sheet.ts';
import { entryLabel, parseEntry, type Medium, type SenderKind } from '../../core/correspondence/letter.ts';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { parseFolio } from '../../core/petitions/folio.ts';
import { openNote } from '../../store/correspondence.ts';
import { inTransaction, type Reader } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { openContacts } from '../../store/people.ts';
import { visiblePetitions } from '../visible-petitions.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { letterWords } from './letter-words.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import type { StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

/** What narrows the register; dates are local days of registering, the last one is in it. */
export interface BookFilter {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly medium?: string | undefined;
  /** An entry, a folio, the code of a cover sheet, or words of the sender's name or of the subject. */
  readonly q?: string | undefined;
}

const order = 'correspondence';
type ScanState = 'none' | 'waiting' | 'joined' | 'searchable' | 'failed';

/**
 * Letters of the register that the asker keeps or reads, the newest entry first. Sender and subject of what is reserved,
 * or is about the asker's own unit, are withheld and not looked through. That senders were shown is written down.
 * Keyset-paged; null for a cursor that is none.
 */
export async function correspondenceBook(
  ports: StaffPorts,
  asker: Asker,
  { cursor, limit = 50, ...filter }: BookFilter & { cursor?: string; limit?: number },
) {
  const from = readCursor(order, cursor);
  if (from === undefined) return null;
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(s.registered_at, s.id) < (${from.value}::timestamptz, ${from.id}::uuid)`;
  // A letter may be filed with an authority of which the mail room reads nothing else.
  return inTransaction(ports.database, { kind: 'system' }, async (tx) => {
    const sought = await soughtBy({ reader: tx, keys: ports.keys, asker }, filter.q);
    const { rows } = await sql<Row>`${columnsFor(asker.actor)}
      where ${lettersFor(asker, filter)} and ${sought} and ${after}
      order by s.registered_at desc, s.id desc limit ${limit + 1}`.execute(tx);
    const shown = rows.slice(0, limit);
    const items = [];
    for (const row of shown) items.push(await present({ reader: tx, keys: ports.keys, asker }, row));
    if (items.some(({ sender }) => sender !== null)) await written(tx, asker, ports.now());
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items,
      next_cursor: last === undefined ? null : writeCursor(order, { value: last.registered_at, id: last.id }),
    };
  });
}

/** One letter of the register with all places where it lay, the newest first; null where the asker does not read it. */
export function letterOfBook(ports: StaffPorts, asker: Asker, letter_id: string) {
  return inTransaction(ports.database, { kind: 'system' }, async (tx) => {
    const { rows } = await sql<Row>`${columnsFor(asker.actor)}
      where s.id = ${letter_id}::uuid and ${lettersFor(asker)}`.execute(tx);
    if (rows[0] === undefined) return null;
    const letter = await present({ reader: tx, keys: ports.keys, asker }, rows[0]);
    if (letter.sender !== null) await written(tx, asker, ports.now());
    const places = await tx
      .selectFrom('letter_places as k')
      .innerJoin('users as u', 'u.id', 'k.user_id')
      .select(['k.shelf', 'k.box', 'k.folder', 'k.at', 'u.name as by'])
      .where('k.letter_id', '=', letter_id)
      .orderBy('k.at', 'desc')
      .orderBy('k.id', 'desc')
      .execute();
    return { ...letter, places };
  });
}

function written(tx: Parameters<typeof noteView>[0], { actor }: Asker, now: string): Promise<void> {
  return noteView(tx, {
    ...{ user_id: actor.user_id, person_id: null, petition_id: null, what: 'correspondence', now },
  });
}

/** Letters (alias `s`) whose register the asker reads, of petitions (alias `p`). */
export function lettersFor({ actor, city }: Asker, filter: Omit<BookFilter, 'q'> = {}): RawBuilder<SqlBool> {
  const { id: city_id, time_zone } = city.city;
  const midnight = (date: string) => sql`(${date}::date::timestamp at time zone ${time_zone})`;
  const parts = [
    sql<SqlBool>`s.city_id = ${city_id} and ${lyingWithin(actor, 'correspondence.read', city_id)}`,
  ];
  if (filter.from !== undefined) parts.push(sql`s.registered_at >= ${midnight(filter.from)}`);
  if (filter.until !== undefined) parts.push(sql`s.registered_at < ${midnight(addDays(filter.until, 1))}`);
  if (filter.medium !== undefined) parts.push(sql`s.medium = ${filter.medium}`);
  return sql<SqlBool>`(${sql.join(parts, sql` and `)})`;
}

/** Which of them a person means who searches for that: an entry, a folio, the code of a cover sheet, or words. */
async function soughtBy(
  { reader, keys, asker }: Reading,
  q: string | undefined,
): Promise<RawBuilder<SqlBool>> {
  const asked = q?.trim() ?? '';
  if (asked === '') return sql<SqlBool>`true`;
  const entry = parseEntry(asked);
  if (entry !== null) {
    const year = entry.year === null ? sql`` : sql` and s.year = ${entry.year}`;
    return sql<SqlBool>`(s.entry_number = ${entry.entry_number}${year})`;
  }
  // The code of a cover sheet has the shape of a folio.
  const [folio, code] = [parseFolio(asked), parseCoverCode(asked)];
  if (folio !== null || code !== null) return sql<SqlBool>`(p.folio = ${folio} or s.cover_code = ${code})`;
  const words = await letterWords(reader, { keys, city_id: asker.city.city.id, q: asked });
  return sql<SqlBool>`(not ${withheldFrom(asker.actor)} and ${words})`;
}

/** Whether sender and subject are not for the asker. */
function withheldFrom(actor: StaffActor): RawBuilder<boolean> {
  const own = actor.grants.flatMap(({ unit_ids }) => unit_ids ?? []);
  const about_own = sql`(p.named_unit_id is not null and p.named_unit_id = any(${sql.val(own)}::uuid[]))`;
  if (permitsAnywhere(actor, 'petition.read_reserved_identity')) return sql<boolean>`${about_own}`;
  return sql<boolean>`(p.identity = 'reserved' or p.visibility = 'reserved' or ${about_own})`;
}

// What may be read is asked row by row: of «exists» the planner would make a table of all petitions first.
const columnsFor = (
  actor: StaffActor,
) => sql`select s.id, s.year, s.entry_number, s.received_at, s.registered_at,
  s.medium, s.sender_kind, s.sender_cipher, s.subject, s.sheets, s.annexes, s.annex_note, s.part, s.addressed_to,
  s.cover_code, s.scan_state,
  (select f.id from files f where f.id = s.scan_file_id and f.removed_at is null) as scan_file_id, s.authority_id, s.unit_id, u.name as by,
  p.id as petition_id, p.folio, p.person_id, p.current_authority_id, p.received_at as petition_received_at,
  p.filed_on, ${withheldFrom(actor)} as is_withheld,
  coalesce((select true from petitions as p where p.id = s.petition_id and ${visible(actor)}), false) as is_readable,
  (select json_build_object('shelf', k.shelf, 'box', k.box, 'folder', k.folder) from letter_places k
    where k.letter_id = s.id order by k.at desc, k.id desc limit 1) as kept_at
  from incoming_letters s join petitions p on p.id = s.petition_id join users u on u.id = s.registered_by`;

const visible = (actor: StaffActor): Expression<SqlBool> =>
  visiblePetitions(actor)(expressionBuilder() as never);

interface Row {
  readonly id: string;
  readonly year: number;
  readonly entry_number: number;
  readonly received_at: string;
  readonly registered_at: string;
  readonly medium: Medium;
  readonly sender_kind: SenderKind;
  readonly sender_cipher: Buffer | null;
  readonly subject: string;
  readonly sheets: number;
  readonly annexes: number;
  readonly annex_note: string;
  readonly part: 'opened' | 'added';
  readonly addressed_to: string | null;
  readonly cover_code: string | null;
  readonly scan_state: ScanState;
  readonly scan_file_id: string | null;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly by: string;
  readonly petition_id: string;
  readonly folio: string;
  readonly person_id: string | null;
  readonly current_authority_id: string;
  readonly is_withheld: boolean;
  readonly is_readable: boolean;
  readonly kept_at: { shelf: string; box: string; folder: string } | null;
}

export type LetterShown = Awaited<ReturnType<typeof present>>;

interface Reading {
  readonly reader: Reader;
  readonly keys: KeyRing;
  readonly asker: Asker;
}

const isBound = ({ scan_state }: Row): boolean => scan_state === 'joined' || scan_state === 'searchable';

async function present({ reader, keys, asker }: Reading, row: Row) {
  const { city } = asker;
  return {
    ...{ id: row.id, entry: entryLabel(row), received_at: row.received_at, registered_at: row.registered_at },
    ...{ medium: row.medium, sender_kind: row.sender_kind, by: row.by, part: row.part },
    ...{ is_withheld: row.is_withheld, sender: row.is_withheld ? null : await senderOf(reader, keys, row) },
    subject: row.is_withheld ? null : row.subject,
    ...{ sheets: row.sheets, annexes: row.annexes, annex_note: row.is_withheld ? '' : row.annex_note },
    petition: { id: row.petition_id, folio: row.folio, is_readable: row.is_readable },
    authority: city.authorities.get(row.current_authority_id)?.short_name ?? '',
    addressed_to: row.addressed_to === null ? null : (city.authorities.get(row.addressed_to)?.name ?? null),
    ...{ cover_code: row.cover_code, kept_at: row.kept_at },
    scan: {
      // What was bound and then withdrawn from the petition is there no more.
      state: isBound(row) && row.scan_file_id === null ? 'none' : row.scan_state,
      url: row.scan_file_id === null || !row.is_readable ? null : `/api/v1/files/${row.scan_file_id}`,
    },
  };
}

/** Who opened a petition is its contact; of a letter that was added, what the register wrote. */
async function senderOf(reader: Reader, keys: KeyRing, row: Row): Promise<string | null> {
  if (row.part === 'added') {
    const { person_id, sender_cipher: cipher } = row;
    return openNote(reader, keys, { person_id, cipher, place: 'incoming_letters.sender' });
  }
  const contacts = await openContacts(reader, keys, row.petition_id);
  return contacts.find(({ part }) => part === 'petitioner')?.name ?? null;
}
