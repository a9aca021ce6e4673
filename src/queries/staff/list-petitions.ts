import { sql, type Expression, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Reader } from '../../store/database.ts';
import { nameRepeated } from '../../store/statement-names.ts';
import { readCursor, writeCursor, type Position } from './cursor.ts';
import { formerAuthorities, mayHaveFormer, petitionsThatLeft } from '../visible-petitions.ts';
import { asTheyLeft, type RowWithFormer } from './own-period.ts';
import {
  asksOfNow,
  filterPetitions,
  queueCondition,
  type Looking,
  type PetitionFilter,
  type Queue,
  type Tab,
} from './petition-filter.ts';
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

function inOrder(
  scope: Scope,
  { order, from, limit }: { order: Order; from: Position | null; limit: number },
): Promise<Row[]> {
  return order === 'due' ? byDue(scope, from, limit) : byTime(scope, { order, from, limit });
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

function byTime(
  scope: Scope,
  { order, from, limit }: { order: 'received' | 'updated'; from: Position | null; limit: number },
): Promise<Row[]> {
  const column = `p.${order}_at` as const;
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(${sql.ref(column)}, p.id) < (${from.value}, ${from.id})`;
  const rows = order === 'received' ? rowsOf(scope) : rowsHeld(scope);
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

const tabs: readonly Tab[] = ['mine', 'unit', 'to_accept', 'waiting', 'overdue', 'all'];
const queues: readonly Queue[] = ['triage', 'moderation'];
const most = 1000;

export interface Count {
  readonly count: number;
  readonly capped: boolean;
}

/** How many each tab and queue holds under the same filter, in one query that stops counting at a thousand. */
export function countPetitions(ports: StaffPorts, asker: Asker, filter: PetitionFilter) {
  return readingAs(ports, asker.actor, async (reader) => {
    const looking = await lookingOf(reader, asker, { now: ports.now(), filter });
    const counts = [
      ...tabs.map((tab) => countOf({ reader, looking, filter: { ...filter, tab } }, sql`true`)),
      ...queues.map((queue) =>
        countOf(
          { reader, looking, filter: { ...filter, tab: undefined, queue: filter.queue ?? queue } },
          queueCondition(looking, queue),
        ),
      ),
    ];
    const question = sql<{ counts: number[] }>`select array[${sql.join(counts)}]::int[] as counts`.compile(
      reader,
    );
    // Each part of it is soon counted; to plan eight of them took longer.
    nameRepeated(question.sql);
    const found = await reader.executeQuery(question);
    const told = found.rows[0]!.counts.map((count) => ({
      count: Math.min(count, most),
      capped: count > most,
    }));
    return {
      tabs: Object.fromEntries(tabs.map((tab, at) => [tab, told[at]!])) as Record<Tab, Count>,
      queues: Object.fromEntries(queues.map((queue, at) => [queue, told[tabs.length + at]!])) as Record<
        Queue,
        Count
      >,
    };
  });
}

/** A part of the question: how many there are under that filter, a thousand and one at most of each of its parts. */
function countOf(scope: Scope, also: Expression<SqlBool>) {
  const { looking, filter } = scope;
  // What is held and what left are each found by an index; together they would be looked for among all petitions.
  const isApart = filter.tab === 'all' && !asksOfNow(filter) && mayHaveFormer(looking.actor);
  if (!isApart) return counted(scope, also);
  const held = { ...scope, looking: { ...looking, only_held: true } };
  return sql`(${counted(held, also)} + ${counted(scope, petitionsThatLeft(looking.actor))})`;
}

type Also = Expression<SqlBool> | ReturnType<typeof petitionsThatLeft>;

function counted({ reader, looking, filter }: Scope, also: Also) {
  const base = reader.selectFrom('petitions as p').select(sql`1`.as('one'));
  const found = (filterPetitions(base as never, looking, filter) as typeof base).where(also as never);
  // In the order of the index of open petitions: those are the newest, at the very end of the table.
  const inOrder = filter.tab === 'all' ? found : found.orderBy('p.due_at').orderBy('p.id');
  return sql`(select count(*) from ${inOrder.limit(sql.lit(most + 1))} as found)`;
}
