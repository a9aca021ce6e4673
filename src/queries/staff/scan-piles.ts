import { sql } from 'kysely';
import { parseCoverCode } from '../../core/correspondence/cover-sheet.ts';
import { entryLabel } from '../../core/correspondence/letter.ts';
import {
  bindingOf,
  findingOf,
  mayChangePile,
  partsOf,
  pile_kept_days,
  type PilePart,
  type PileState,
} from '../../core/correspondence/pile.ts';
import { hasScan } from '../../store/correspondence.ts';
import { inTransaction, reading, type Reader } from '../../store/database.ts';
import { readCursor, writeCursor, type Position } from './cursor.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import type { StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

const order = 'scan_piles';
const day_ms = 86_400_000;
const system = { kind: 'system' } as const;

interface Row {
  readonly id: string;
  readonly authority_id: string;
  readonly state: PileState;
  readonly problem: 'no_reader' | 'unreadable' | 'too_many_pages' | null;
  readonly pages: number;
  readonly steps: number;
  readonly steps_done: number;
  readonly uploaded_at: string;
  readonly undone_at: string | null;
  readonly by: string;
  readonly bound: number;
}

/** Piles that the asker's mail room scanned and that are kept, the newest first. Keyset-paged; null for a cursor that is none. */
export async function scanPiles(
  ports: StaffPorts,
  asker: Asker,
  { cursor, limit = 30 }: { cursor?: string; limit?: number } = {},
) {
  const now = ports.now();
  const after = readCursor(order, cursor);
  if (after === undefined) return null;
  const rows = await reading(ports.database, system, (reader) =>
    pilesOf(reader, asker, { now, after, limit: limit + 1 }),
  );
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    items: shown.map((row) => present(row, now)),
    next_cursor: last === undefined ? null : writeCursor(order, { value: last.uploaded_at, id: last.id }),
  };
}

/** One pile with what was found in it, part by part; null where it is not of the asker's mail room. */
export function scanPile(ports: StaffPorts, asker: Asker, pile_id: string) {
  const now = ports.now();
  return reading(ports.database, system, async (reader) => {
    const [row] = await pilesOf(reader, asker, { now, pile_id });
    if (row === undefined) return null;
    return { ...present(row, now), parts: await partsFound(reader, row) };
  });
}

/** Where a page of a pile is, to be looked at, which is written down; null where it is not of the asker's mail room. */
export function pageOfPile(
  ports: StaffPorts,
  asker: Asker,
  { pile_id, page }: { pile_id: string; page: number },
) {
  const now = ports.now();
  return inTransaction(ports.database, system, async (tx) => {
    const [row] = await pilesOf(tx, asker, { now, pile_id });
    if (row === undefined) return null;
    const place = await tx
      .selectFrom('scan_pile_pages')
      .select(['file_id', 'page_of_file'])
      .where('pile_id', '=', pile_id)
      .where('page', '=', page)
      .executeTakeFirst();
    if (place === undefined) return null;
    const { user_id } = asker.actor;
    await noteView(tx, { user_id, person_id: null, petition_id: null, what: 'correspondence', now });
    return place;
  });
}

interface Wanted {
  readonly now: string;
  readonly pile_id?: string;
  readonly after?: Position | null;
  readonly limit?: number;
}

async function pilesOf(
  reader: Reader,
  { actor, city }: Asker,
  { now, pile_id, after = null, limit = 1 }: Wanted,
): Promise<Row[]> {
  const isAfter =
    after === null
      ? sql`true`
      : sql`(s.uploaded_at, s.id) < (${after.value}::timestamptz, ${after.id}::uuid)`;
  const since = new Date(Date.parse(now) - pile_kept_days * day_ms).toISOString();
  const { rows } =
    await sql<Row>`select s.id, s.authority_id, s.state, s.problem, s.pages, s.steps, s.steps_done,
      s.uploaded_at, s.undone_at, u.name as by,
      (select count(*) from scan_pile_parts t where t.pile_id = s.id and t.state = 'bound')::int as bound
    from scan_piles s join users u on u.id = s.uploaded_by
    where s.city_id = ${city.city.id} and ${lyingWithin(actor, 'correspondence.register', city.city.id)}
      and s.uploaded_at >= ${since} and ${isAfter} and ${pile_id === undefined ? sql`true` : sql`s.id = ${pile_id}::uuid`}
    order by s.uploaded_at desc, s.id desc limit ${limit}`.execute(reader);
  return rows;
}

function present({ id, state, problem, pages, uploaded_at, undone_at, by, bound, ...row }: Row, now: string) {
  const may = (to: 'bind' | 'undo') => mayChangePile({ state, uploaded_at }, { to, now }).accepted;
  return {
    ...{ id, state, problem, pages, uploaded_at, undone_at, by, bound },
    ...{ may_bind: may('bind'), may_undo: may('undo') },
    progress: row.steps === 0 ? 0 : Math.floor((100 * row.steps_done) / row.steps),
  };
}

async function partsFound(reader: Reader, { id: pile_id, authority_id }: Row) {
  const pages = await reader
    .selectFrom('scan_pile_pages')
    .select(['page', 'code', 'is_blank'])
    .where('pile_id', '=', pile_id)
    .orderBy('page')
    .execute();
  const parts = partsOf(pages);
  const [letters, known, chosen] = await Promise.all([
    lettersOf(reader, authority_id, parts),
    sheetsOf(reader, authority_id, parts),
    chosenOf(reader, pile_id),
  ]);
  return parts.map((part) => {
    const letter = letters.find(({ cover_code }) => cover_code !== null && cover_code === part.code) ?? null;
    const times = parts.filter(({ code }) => code === part.code).length;
    const facts = { is_known: part.code !== null && known.has(part.code), times, letter };
    const bound = chosen.find(({ at_page }) => at_page === part.at);
    const finding = findingOf(part, facts);
    return {
      ...{ at: part.at, code: part.code, pages: part.pages.length, first_page: part.pages[0] ?? null },
      ...{ finding, binding: bindingOf(finding) },
      letter: letter === null ? null : toldOf(letter),
      bound: bound === undefined ? null : { state: bound.state, letter: toldOf(bound) },
    };
  });
}

const codesIn = (parts: readonly PilePart[]): string[] =>
  parts.flatMap(({ code }) => (code === null ? [] : [parseCoverCode(code) ?? code]));

const lettersJoined = (reader: Reader) =>
  reader
    .selectFrom('incoming_letters as l')
    .innerJoin('petitions as p', 'p.id', 'l.petition_id')
    .select(['l.id', 'l.year', 'l.entry_number', 'l.sheets', 'l.annexes', 'l.cover_code', 'p.folio'])
    .select(hasScan('l').as('has_scan'));

async function lettersOf(reader: Reader, authority_id: string, parts: readonly PilePart[]) {
  const codes = codesIn(parts);
  if (codes.length === 0) return [];
  return lettersJoined(reader)
    .where('l.authority_id', '=', authority_id)
    .where('l.cover_code', 'in', codes)
    .execute();
}

async function sheetsOf(reader: Reader, authority_id: string, parts: readonly PilePart[]) {
  const codes = codesIn(parts);
  if (codes.length === 0) return new Set<string>();
  const rows = await reader
    .selectFrom('cover_sheets')
    .select('code')
    .where('authority_id', '=', authority_id)
    .where('code', 'in', codes)
    .execute();
  return new Set(rows.map(({ code }) => code));
}

function chosenOf(reader: Reader, pile_id: string) {
  return lettersJoined(reader)
    .innerJoin('scan_pile_parts as t', 't.letter_id', 'l.id')
    .select(['t.at_page', 't.state'])
    .where('t.pile_id', '=', pile_id)
    .where('t.state', '<>', 'undone')
    .execute();
}

type Told = Pick<
  Awaited<ReturnType<typeof lettersOf>>[number],
  'year' | 'entry_number' | 'sheets' | 'annexes' | 'folio'
>;

/** Nothing of who wrote it and of what: a pile goes through many hands. */
const toldOf = (letter: Told) => ({
  ...{ entry: entryLabel(letter), folio: letter.folio, sheets: letter.sheets, annexes: letter.annexes },
});
