import { sql, type Expression, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Reader } from '../../store/database.ts';
import { readCursor, writeCursor, type Position } from './cursor.ts';
import { formerAuthorities, mayHaveFormer, petitionsThatLeft, heldPlaces } from '../visible-petitions.ts';
import { asTheyLeft, type RowWithFormer } from './own-period.ts';
import { asksOfNow, filterPetitions, type Looking, type PetitionFilter } from './petition-filter.ts';
import { presentRow, rowColumns, type PresentedRow, type RowColumns } from './petition-row.ts';
import { readingAnywhereAs, readingAs, type StaffPorts } from './ports.ts';
import { wordsCondition } from './words-condition.ts';

export type Order = 'due' | 'received' | 'updated';

export interface PageAsked {
  readonly order?: Order | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

export interface Asker {
  readonly actor: StaffActor;
  readonly city: CityConfiguration;
}

/**
 * How the person looks at the lists: with themselves, and whoever is away and named them as delegate; with the words
 * of the filter looked up.
 */
export async function lookingOf(
  reader: Reader,
  { actor, city }: Asker,
  { now, filter }: { now: string; filter: PetitionFilter },
): Promise<Looking> {
  const { id: city_id, time_zone } = city.city;
  const today = localDateOf(now, time_zone);
  const away = await reader
    .selectFrom('users')
    .select('id')
    .where('delegate_id', '=', actor.user_id)
    .where('away_from', '<=', today)
    .where((eb) => eb.or([eb('away_until', '>=', today), eb('away_until', 'is', null)]))
    .execute();
  const standing_in_for = [actor.user_id, ...away.map(({ id }) => id)];
  return {
    actor,
    city_id,
    time_zone,
    now,
    standing_in_for,
    words: await wordsCondition(reader, city_id, filter.q),
  };
}

/**
 * A page of petitions in the order of the legal due date (those without one last, newest first), or newest received
 * or changed first. Keyset-paged. @returns null for a cursor that is not one of this order
 */
export function listPetitions(
  ports: StaffPorts,
  asker: Asker,
  asked: PetitionFilter & PageAsked,
): Promise<{ items: PresentedRow[]; next_cursor: string | null } | null> {
  const now = ports.now();
  const read = asked.q === undefined ? readingAs : readingAnywhereAs;
  return read(ports, asker.actor, async (reader) => {
    const page = await readPage(reader, await lookingOf(reader, asker, { now, filter: asked }), asked);
    return page === null
      ? null
      : { items: page.rows.map((row) => presentRow(row, asker.city, now)), next_cursor: page.next_cursor };
  });
}

/**
 * The rows of a page, unpresented; exports read page after page with it. Petitions that left the reader are told as they
 * were then. In the orders of what changes (due date, last change) they come last, newest filed first: their place
 * among the others would tell of today.
 */
export async function readPage(
  reader: Reader,
  looking: Looking,
  asked: PetitionFilter & PageAsked,
): Promise<{ rows: RowColumns[]; next_cursor: string | null } | null> {
  const { order = 'due', limit = 50 } = asked;
  const start = readStart(order, asked.cursor);
  if (start === undefined) return null;
  const scope = { reader, looking, filter: asked };
  const now = start.left ? [] : await inOrder(scope, { order, from: start.from, limit: limit + 1 });
  const left =
    now.length > limit || !mayShowLeft(scope, order)
      ? []
      : await thatLeft(scope, start.left ? start.from : null, limit + 1 - now.length);
  const shown = [...now, ...left].slice(0, limit);
  const last = shown.at(-1);
  const more = now.length + left.length > limit && last !== undefined;
  return {
    rows: await asTheyLeft(reader, shown),
    next_cursor: more ? cursorAfter(order, last, shown.length > now.length || start.left) : null,
  };
}

interface Scope {
  readonly reader: Reader;
  readonly looking: Looking;
  readonly filter: PetitionFilter;
}
type Row = RowWithFormer<Omit<RowColumns, 'left'>>;

/** A page of what left has a cursor of its own, without a date. */
const orderOfLeft = (order: Order) => `${order}/left`;

function readStart(order: Order, cursor: string | undefined) {
  const from = readCursor(order, cursor);
  if (from !== undefined) return { from, left: false };
  const left = readCursor(orderOfLeft(order), cursor);
  return left === undefined ? undefined : { from: left, left: true };
}

function cursorAfter(order: Order, last: Row, isLeft: boolean): string {
  if (isLeft) return writeCursor(orderOfLeft(order), { value: null, id: last.id });
  return writeCursor(order, { value: order === 'due' ? last.due_at : last[`${order}_at`], id: last.id });
}

/** When it was received does not change: that order has each in its place. */
function mayShowLeft({ looking, filter }: Scope, order: Order): boolean {
  return order !== 'received' && !asksOfNow(filter) && mayHaveFormer(looking.actor);
}

interface Part {
  readonly order: Order;
  readonly from: Position | null;
  readonly limit: number;
}

/** What lies here, elsewhere and, in the order of receipt, what left are read apart, each by its own index, and merged. */
async function inOrder(scope: Scope, part: Part): Promise<Row[]> {
  const { looking, filter } = scope;
  const places = heldPlaces(looking.actor, looking.city_id);
  if (places.length === 0) return inOrderAt(scope, part);
  const found: Row[] = [];
  for (const where of places)
    found.push(...(await inOrderAt({ ...scope, looking: { ...looking, where, only_held: true } }, part)));
  if (part.order === 'received' && !asksOfNow(filter))
    found.push(
      ...(await byTime(scope, { ...part, order: 'received', also: petitionsThatLeft(looking.actor) })),
    );
  return found.sort((one, other) => inOrderOf(part.order, one, other)).slice(0, part.limit);
}

function inOrderAt(scope: Scope, { order, from, limit }: Part): Promise<Row[]> {
  return order === 'due' ? byDue(scope, from, limit) : byTime(scope, { order, from, limit });
}

/** As the statements order: earliest due first and by id, then newest without a date; or latest first. */
function inOrderOf(order: Order, one: Row, other: Row): number {
  const value = (row: Row) => (order === 'due' ? row.due_at : row[`${order}_at`]);
  const [first, second] = [value(one), value(other)];
  const isDown = order !== 'due' || first === null;
  if (first !== second) {
    if (first === null || second === null) return first === null ? 1 : -1;
    return first < second === isDown ? 1 : -1;
  }
  return one.id < other.id === isDown ? 1 : -1;
}

/** Two ranges of the same index: first what is due, then what is not. */
async function byDue(scope: Scope, from: Position | null, limit: number): Promise<Row[]> {
  const due =
    from !== null && from.value === null
      ? []
      : await rowsHeld(scope)
          .where(
            from === null
              ? sql<SqlBool>`p.due_at is not null`
              : sql<SqlBool>`(p.due_at, p.id) > (${from.value}, ${from.id})`,
          )
          .orderBy('p.due_at')
          .orderBy('p.id')
          .limit(limit)
          .execute();
  if (due.length >= limit) return due;
  const after = from !== null && from.value === null ? sql<SqlBool>`p.id < ${from.id}` : sql<SqlBool>`true`;
  const rest = await rowsHeld(scope)
    .where('p.due_at', 'is', null)
    .where(after)
    // By an empty date too: so the index of due dates is read backwards.
    .orderBy('p.due_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit - due.length)
    .execute();
  return [...due, ...rest];
}

type Also = Expression<SqlBool> | ReturnType<typeof petitionsThatLeft>;

function byTime(
  scope: Scope,
  { order, from, limit, also = sql<SqlBool>`true` }: Part & { order: 'received' | 'updated'; also?: Also },
): Promise<Row[]> {
  const column = `p.${order}_at` as const;
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${sql.ref(column)}, p.id) < (${from.value}, ${from.id})`;
  const rows = (order === 'received' ? rowsOf(scope) : rowsHeld(scope)).where(also as never);
  return rows.where(after).orderBy(column, 'desc').orderBy('p.id', 'desc').limit(limit).execute();
}

function thatLeft(scope: Scope, from: Position | null, limit: number): Promise<Row[]> {
  return rowsOf(scope)
    .where(petitionsThatLeft(scope.looking.actor) as never)
    .where(from === null ? sql<SqlBool>`true` : sql<SqlBool>`p.id < ${from.id}`)
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute();
}

function rowsHeld(scope: Scope) {
  return rowsOf({ ...scope, looking: { ...scope.looking, only_held: true } });
}

function rowsOf({ reader, looking, filter }: Scope) {
  // What is held now never left: the question, long to plan, is not asked.
  const isHeld = looking.only_held === true || asksOfNow(filter);
  const query = reader
    .selectFrom('petitions as p')
    .select(rowColumns)
    .select((eb) =>
      eb.selectFrom('users as u').select('u.name').whereRef('u.id', '=', 'p.assignee_id').as('assignee_name'),
    )
    .select((isHeld ? sql<null>`null::uuid[]` : formerAuthorities(looking.actor)).as('former'));
  return filterPetitions(query as never, looking, filter) as typeof query;
}
