import { sql } from 'kysely';
import { holdsAnywhere } from '../../core/access/permissions.ts';
import { addDays, localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { answeredOutcomes } from '../../core/satisfaction/invitation.ts';
import { reading, type Reader } from '../../store/database.ts';
import { lookingOf, type Asker } from './list-petitions.ts';
import { filterPetitions, soonLimit, type Looking, type PetitionFilter } from './petition-filter.ts';
import {
  nameOfPlace,
  placesToChoose,
  workPlaceOf,
  type PlaceAsked,
  type WorkPlace,
} from './places-of-actor.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { filterOf, searchOf } from './unit-numbers.ts';

export interface WorkloadAsked extends PlaceAsked {
  readonly from?: PlainDate | undefined;
  readonly until?: PlainDate | undefined;
}

/** Days of the period where none is asked for. */
const usual_days = 28;

/**
 * What each person of a place has to do and did in a period, by name: nobody is ranked, and it is told nowhere else. Who
 * may not know that of others is told their own. Null for a place that the asker does not reach.
 */
export async function workload(ports: StaffPorts, asker: Asker, asked: WorkloadAsked) {
  const { actor, city } = asker;
  const grants = actor.grants.filter(({ city_id }) => city_id === city.city.id);
  const sees_others = holdsAnywhere(grants, 'workload.read');
  const permission = sees_others ? 'workload.read' : 'petition.read';
  const place = workPlaceOf(asker, permission, asked);
  if (place === null) return null;
  const until = asked.until ?? localDateOf(ports.now(), city.city.time_zone);
  const period = { from: asked.from ?? addDays(until, 1 - usual_days), until };
  const held = await heldBy(ports, asker, { place, period });
  const rows = new Map(held.map((row) => [row.id, row]));
  const names = await namesOf(ports, asker, [...rows.keys(), actor.user_id]);
  if (!rows.has(actor.user_id)) rows.set(actor.user_id, { id: actor.user_id, ...nothing });
  const shown = [...rows.values()].filter(({ id, open, received, closed: done }) => {
    if (id === actor.user_id) return !sees_others || open + received + done > 0;
    return sees_others && (id === null || names.has(id));
  });
  return {
    ...{ ...period, sees_others, name: nameOfPlace(city, place), places: placesToChoose(asker, permission) },
    persons: shown
      .map(({ id, ...counts }) => ({
        ...{ id, name: id === null ? null : names.get(id)!, is_me: id === actor.user_id, ...counts },
        searches: searchesOf({ place, period }, id),
      }))
      .sort(byName(city.city.locale)),
  };
}

const nothing = { open: 0, due_soon: 0, overdue: 0, received: 0, closed: 0 };
type Column = keyof typeof nothing;

/** What of the inbox each number counts, for everybody; so that the number is the list behind it. */
function filtersOf({ place, period: { from, until } }: Scope): Readonly<Record<Column, PetitionFilter>> {
  const here = filterOf(place);
  return {
    open: { ...here, tab: 'unit' },
    due_soon: { ...here, tab: 'unit', flag: ['due_soon'] },
    overdue: { ...here, tab: 'unit', flag: ['overdue'] },
    received: { ...here, tab: 'all', received_from: from, received_until: until },
    closed: { ...here, tab: 'all', closed_from: from, closed_until: until, outcome: answeredOutcomes },
  };
}

function searchesOf(scope: Scope, id: string | null): Record<Column, Record<string, string>> {
  const filters = Object.entries(filtersOf(scope));
  const searches = filters.map(([name, filter]) => [name, searchOf({ ...filter, assignee: [id ?? 'none'] })]);
  return Object.fromEntries(searches) as Record<Column, Record<string, string>>;
}

interface Scope {
  readonly place: WorkPlace;
  readonly period: { readonly from: PlainDate; readonly until: PlainDate };
}
interface Held {
  /** Null: nobody's. */
  readonly id: string | null;
  readonly open: number;
  readonly due_soon: number;
  readonly overdue: number;
  readonly received: number;
  readonly closed: number;
}

/** By whoever has them now: what is open, how it stands with its term, and what came and was closed in the period. */
function heldBy(ports: StaffPorts, asker: Asker, scope: Scope): Promise<readonly Held[]> {
  const now = ports.now();
  return readingCounts(ports, asker, async (reader) => {
    const looking = await lookingOf(reader, asker, { now, filter: {} });
    const filters = filtersOf(scope);
    const [open, came, closed] = (['open', 'received', 'closed'] as const).map((name) =>
      petitionsOf(reader, looking, filters[name]),
    );
    const soon = soonLimit(now, asker.city.city.time_zone);
    const { rows } = await sql<Held>`
      select id, sum(open)::int as open, sum(due_soon)::int as due_soon, sum(overdue)::int as overdue,
        sum(received)::int as received, sum(closed)::int as closed
      from (select p.assignee_id as id, count(*) as open, count(*) filter (where p.due_at >= ${now} and p.due_at <= ${soon}) as due_soon,
          count(*) filter (where p.due_at < ${now}) as overdue, 0 as received, 0 as closed from (${open}) p group by 1
        union all select p.assignee_id, 0, 0, 0, count(*), 0 from (${came}) p group by 1
        union all select p.assignee_id, 0, 0, 0, 0, count(*) from (${closed}) p group by 1) as parts
      group by 1`.execute(reader);
    return rows;
  });
}

/**
 * Whoever reads the whole city is let through by the wall at every one of a hundred thousand petitions, and asking it takes an
 * eighth of the time: then it is read as the system, by the same conditions, which for such a grant are all there is.
 */
function readingCounts<T>(
  ports: StaffPorts,
  { actor, city }: Asker,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  const reads_whole = actor.grants.some(
    (grant) =>
      grant.city_id === city.city.id &&
      grant.authority_id === null &&
      grant.permissions.includes('petition.read'),
  );
  return reads_whole ? reading(ports.database, { kind: 'system' }, work) : readingAs(ports, actor, work);
}

function petitionsOf(reader: Reader, looking: Looking, filter: PetitionFilter) {
  const base = reader.selectFrom('petitions as p').select(['p.assignee_id', 'p.due_at']);
  return filterPetitions(base as never, { ...looking, only_held: true }, filter) as typeof base;
}

async function namesOf(ports: StaffPorts, { actor }: Asker, ids: readonly (string | null)[]) {
  const known = ids.filter((id) => id !== null);
  const rows = await readingAs(ports, actor, (reader) =>
    reader.selectFrom('users').select(['id', 'name']).where('id', 'in', known).execute(),
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** What is nobody's comes last. */
const byName = (locale: string) => (one: { name: string | null }, other: { name: string | null }) => {
  if (one.name === null || other.name === null) return one.name === null ? 1 : -1;
  return one.name.localeCompare(other.name, locale);
};
