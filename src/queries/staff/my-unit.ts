import { sql } from 'kysely';
import { addBusinessDays, OutsideCalendarCoverage } from '../../core/deadlines/calendar.ts';
import { addDays, daysBetween, localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { reading, type Reader } from '../../store/database.ts';
import { withOneOrderedPlan } from '../../store/one-plan.ts';
import { nameRepeated } from '../../store/statement-names.ts';
import { petitionsHeldNow } from '../visible-petitions.ts';
import { countOf } from './count-petitions.ts';
import { listPetitions, lookingOf, type Asker } from './list-petitions.ts';
import { countGroups } from './my-unit-groups.ts';
import { filterPetitions, type Looking, type PetitionFilter } from './petition-filter.ts';
import {
  nameOfPlace,
  placesToChoose,
  workPlaceOf,
  type PlaceAsked,
  type WorkPlace,
} from './places-of-actor.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { cappedCount, filterOf, filtersOf, searchOf, unitNumbers, type UnitNumber } from './unit-numbers.ts';
import { authoritiesOf, ofUnits } from './work-facts.ts';

/** Business days that «soon» looks ahead. */
const soon_days = 3;

/** Today in a place, as its people see it: counts with the filters that list them, what to do next, and the parts of it. */
export async function myUnit(ports: StaffPorts, asker: Asker, asked: PlaceAsked) {
  const place = workPlaceOf(asker, 'petition.read', asked);
  if (place === null) return null;
  const { city } = asker;
  const now = ports.now();
  const today = localDateOf(now, city.city.time_zone);
  const filters = filtersOf(place, { today, soon: soonUntil(city, place, today) });
  const base = filterOf(place);
  const next = { ...base, tab: 'unit', stage: ['received', 'assigned', 'in_work'], limit: 5 } as const;
  const [numbers, oldest, list] = await Promise.all([
    countNumbers(ports, asker, { filters, place, now }),
    oldestOf(ports, asker, { place, today }),
    listPetitions(ports, asker, next),
  ]);
  return {
    ...{ today, as_of: now, name: nameOfPlace(city, place), oldest },
    authority_id:
      place.unit_ids === null && place.authority_ids?.length === 1 ? place.authority_ids[0]! : null,
    unit_id: place.unit_ids?.length === 1 ? place.unit_ids[0]! : null,
    soon_until: soonUntil(city, place, today),
    numbers: unitNumbers.map((name, at) => ({
      name,
      ...numbers.counts[at]!,
      search: searchOf(filters[name]),
    })),
    next: list?.items ?? [],
    next_search: searchOf({ ...base, tab: 'unit', stage: next.stage }),
    groups: numbers.groups,
    places: placesToChoose(asker, 'petition.read'),
  };
}

/** The third business day from now of the place's first calendar; beyond its years, three days. */
function soonUntil(city: CityConfiguration, { authority_ids }: WorkPlace, today: PlainDate): PlainDate {
  const [authority] = authority_ids ?? [...city.authorities.keys()];
  const calendar = city.calendars.get(authority ?? '');
  if (calendar === undefined) return addDays(today, soon_days);
  try {
    return addBusinessDays(calendar, today, soon_days);
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return addDays(today, soon_days);
    throw error;
  }
}

interface Numbers {
  readonly filters: Readonly<Record<UnitNumber, PetitionFilter>>;
  readonly place: WorkPlace;
  readonly now: string;
}

function countNumbers(ports: StaffPorts, asker: Asker, { filters, place, now }: Numbers) {
  return readingAs(ports, asker.actor, async (reader) => {
    const looking = await lookingOf(reader, asker, { now, filter: {} });
    const parts = unitNumbers.map((name) => countOf({ reader, looking, filter: filters[name] }));
    const question = sql<{ counts: number[] }>`select array[${sql.join(parts)}]::int[] as counts`.compile(
      reader,
    );
    nameRepeated(question.sql);
    const [found] = await Promise.all([reader.executeQuery(question), withOneOrderedPlan(reader)]);
    return {
      counts: found.rows[0]!.counts.map(cappedCount),
      groups: await countGroups({ reader, looking, city: asker.city, place, filters }),
    };
  });
}

interface Day {
  readonly place: WorkPlace;
  readonly today: PlainDate;
}

/** How many of the oldest facts are looked through for one that the reader may see. */
const looked_through = 20;

/** What came longest ago and has no outcome yet, of what the reader may see. */
async function oldestOf(ports: StaffPorts, asker: Asker, { place, today }: Day) {
  const ids = await reading(ports.database, { kind: 'system' }, async (reader) => {
    const city_id = asker.city.city.id;
    // Of each authority by itself, in the order of its index: of several together all that wait would be sorted.
    const { rows } = await sql<{ petition_id: string }>`select o.petition_id
      from unnest(${authoritiesOf(city_id, place)}) as a (word) cross join lateral (
        select f.petition_id, f.received_on from petition_facts f
        where f.authority = a.word and ${ofUnits(city_id, place.unit_ids)} and f.resolved_on is null and f.ended_on is null
        order by f.received_on limit ${sql.lit(looked_through)}) o
      order by o.received_on limit ${sql.lit(looked_through)}`.execute(reader);
    return rows.map(({ petition_id }) => petition_id);
  });
  if (ids.length === 0) return null;
  const row = await readingAs(ports, asker.actor, async (reader) => {
    const looking = await lookingOf(reader, asker, { now: ports.now(), filter: {} });
    return firstSeen(reader, looking, ids);
  });
  if (row === undefined) return null;
  const { id, folio, received_at } = row;
  const received_on = localDateOf(received_at, asker.city.city.time_zone);
  return { id, folio, received_on, days: daysBetween(received_on, today) };
}

function firstSeen(reader: Reader, looking: Looking, ids: readonly string[]) {
  const base = reader
    .selectFrom('petitions as p')
    .select(['p.id', 'p.folio', 'p.received_at'])
    .where(petitionsHeldNow(looking.actor) as never);
  return (filterPetitions(base as never, looking, { ids }) as typeof base)
    .where('p.stage', '<>', 'closed')
    .orderBy('p.received_at')
    .limit(1)
    .executeTakeFirst();
}
