import { sql } from 'kysely';
import { holdsAnywhere } from '../../core/access/permissions.ts';
import { addDays, localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
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
  const [held, closed] = await Promise.all([
    heldBy(ports, asker, { place, period }),
    closedBy(ports, asker, { place, period }),
  ]);
  const rows = new Map(held.map((row) => [row.id, { ...row, closed: 0 }]));
  for (const { id, n } of closed) rows.set(id, { ...(rows.get(id) ?? { id, ...nothing }), closed: n });
  const names = await namesOf(ports, asker, [...rows.keys(), actor.user_id]);
  if (!rows.has(actor.user_id)) rows.set(actor.user_id, { id: actor.user_id, ...nothing, closed: 0 });
  const shown = [...rows.values()].filter(({ id, open, received, closed: done }) => {
    if (id === actor.user_id) return !sees_others || open + received + done > 0;
    return sees_others && (id === null || names.has(id));
  });
  return {
    ...{ ...period, sees_others, name: nameOfPlace(city, place), places: placesToChoose(asker, permission) },
    persons: shown
      .map(({ id, ...counts }) => ({
        ...{ id, name: id === null ? null : names.get(id)!, is_me: id === actor.user_id, ...counts },
        search: searchOf({ ...filterOf(place), tab: 'unit', assignee: [id ?? 'none'] }),
      }))
      .sort(byName(city.city.locale)),
  };
}

const nothing = { open: 0, due_soon: 0, overdue: 0, received: 0 };

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
}

/** By whoever has them now: what is open, how it stands with its term, and what came in the period. */
function heldBy(ports: StaffPorts, asker: Asker, { place, period }: Scope): Promise<readonly Held[]> {
  const now = ports.now();
  return readingAs(ports, asker.actor, async (reader) => {
    const looking = await lookingOf(reader, asker, { now, filter: {} });
    const where = filterOf(place);
    const open = petitionsOf(reader, looking, { ...where, tab: 'unit' });
    const { from, until } = period;
    const came = petitionsOf(reader, looking, {
      ...where,
      tab: 'all',
      received_from: from,
      received_until: until,
    });
    const soon = soonLimit(now, asker.city.city.time_zone);
    const { rows } = await sql<Held>`
      select coalesce(o.id, c.id) as id, coalesce(o.open, 0) as open, coalesce(o.due_soon, 0) as due_soon,
        coalesce(o.overdue, 0) as overdue, coalesce(c.received, 0) as received
      from (select p.assignee_id as id, count(*)::int as open,
          (count(*) filter (where p.due_at >= ${now} and p.due_at <= ${soon}))::int as due_soon,
          (count(*) filter (where p.due_at < ${now}))::int as overdue
        from (${open}) p group by 1) o
      full join (select p.assignee_id as id, count(*)::int as received from (${came}) p group by 1) c
        on coalesce(c.id::text, '') = coalesce(o.id::text, '')`.execute(reader);
    return rows;
  });
}

function petitionsOf(reader: Reader, looking: Looking, filter: PetitionFilter) {
  const base = reader.selectFrom('petitions as p').select(['p.assignee_id', 'p.due_at']);
  return filterPetitions(base as never, { ...looking, only_held: true }, filter) as typeof base;
}

/** Closings with an answer in the period, by whoever was responsible for it: the frame of the survey tells them. */
function closedBy({ database }: StaffPorts, { city }: Asker, { place, period }: Scope) {
  const { authority_ids, unit_ids } = place;
  return reading(database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<{ id: string; n: number }>`
      select s.responsible_id as id, count(*)::int as n from surveys s
      where s.city_id = ${city.city.id} and s.closed_on between ${period.from}::date and ${period.until}::date
        and s.responsible_id is not null and s.asks = 'how_it_went'
        ${authority_ids === null ? sql`` : sql`and s.authority_id = any(${[...authority_ids]}::uuid[])`}
        ${unit_ids === null ? sql`` : sql`and s.unit_id = any(${[...unit_ids]}::uuid[])`}
      group by 1`.execute(reader);
    return rows;
  });
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
