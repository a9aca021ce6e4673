import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Reader } from '../../store/database.ts';
import { withOneOrderedPlan } from '../../store/one-plan.ts';
import { most_counted } from './count-petitions.ts';
import { filterPetitions, type Looking, type PetitionFilter } from './petition-filter.ts';
import type { WorkPlace } from './places-of-actor.ts';
import { cappedCount, searchOf, type UnitNumber } from './unit-numbers.ts';

/** Columns of the table of the parts of a place. */
const groupNumbers = ['open', 'to_accept', 'due_soon', 'overdue'] as const satisfies readonly UnitNumber[];

interface Grouping {
  readonly reader: Reader;
  readonly looking: Looking;
  readonly city: CityConfiguration;
  readonly place: WorkPlace;
  readonly filters: Readonly<Record<UnitNumber, PetitionFilter>>;
}

/**
 * The parts of a place side by side, by name: the units of an authority, or the authorities of a city. A unit has none.
 * Each number is a list of the inbox too, and stops at the same thousand.
 */
export async function countGroups(grouping: Grouping) {
  const { reader, place } = grouping;
  const by = kindOf(place);
  if (by === null) return [];
  const parts = partsOf(grouping, by);
  if (parts.length === 0) return [];
  const columns = groupNumbers.map((name) => countOne(grouping, name, by));
  const ids = parts.map(({ id }) => id);
  await withOneOrderedPlan(reader);
  const { rows } = await sql<{ id: string; counts: number[] }>`
    select g.id::text as id, array[${sql.join(columns)}]::int[] as counts from unnest(${ids}::uuid[]) as g (id)`.execute(
    reader,
  );
  const counts = new Map(rows.map((row) => [row.id, row.counts]));
  return parts.map(({ id, name }) => ({
    ...{ id, name, by },
    numbers: groupNumbers.map((number, at) => ({
      name: number,
      ...cappedCount(counts.get(id)?.[at] ?? 0),
      search: searchOf({ ...grouping.filters[number], [by]: [id] }),
    })),
  }));
}

type By = 'unit' | 'authority';

function kindOf({ authority_ids, unit_ids }: WorkPlace): By | null {
  if (unit_ids !== null) return unit_ids.length > 1 ? 'unit' : null;
  return authority_ids?.length === 1 ? 'unit' : 'authority';
}

function partsOf({ city, place }: Grouping, by: By) {
  const { authority_ids, unit_ids } = place;
  const isOfPlace = (id: string) => authority_ids === null || authority_ids.includes(id);
  const parts =
    by === 'authority'
      ? [...city.authorities.values()].filter(({ id, is_active }) => is_active && isOfPlace(id))
      : [...city.units.values()].filter(
          (unit) =>
            unit.is_active &&
            isOfPlace(unit.authority_id) &&
            (unit_ids === null || unit_ids.includes(unit.id)),
        );
  return parts.sort((one, other) => one.name.localeCompare(other.name, city.city.locale));
}

function countOne({ reader, looking, filters }: Grouping, name: UnitNumber, by: By) {
  const { unit: _unit, authority: _authority, ...filter } = filters[name];
  const base = reader.selectFrom('petitions as p').select(sql`1`.as('one'));
  const found = (filterPetitions(base as never, { ...looking, only_held: true }, filter) as typeof base)
    .where(by === 'unit' ? sql`p.unit_id` : sql`p.current_authority_id`, '=', sql`g.id`)
    .limit(sql.lit(most_counted + 1));
  return sql`(select count(*) from ${found} as found)`;
}
