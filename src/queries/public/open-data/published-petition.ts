import { sql, type SqlBool } from 'kysely';
import type { CityConfiguration, Service } from '../../../core/cities/configuration.ts';
import { addDays, weekdayOf, type PlainDate } from '../../../core/deadlines/plain-date.ts';
import type { ClockState } from '../../../core/deadlines/clock.ts';
import type { ClockName } from '../../../core/deadlines/terms.ts';
import { crowdOf, generalise, keyOf, type Step, type Telltale } from '../../../core/open-data/generalise.ts';
import { knownPlaceOf, type KnownPlace } from '../../../core/open-data/known-place.ts';
import { placeClassOf, type PlaceClass } from '../../../core/open-data/place-class.ts';
import type { PublishedPoint } from '../../../core/open-data/published-place.ts';
import type { Visibility } from '../../../core/petitions/stages.ts';
import { clockOf, readLedgers } from '../../../store/clocks.ts';
import type { KeyRing } from '../../../store/encryption.ts';
import { publicNameOf } from '../../../store/public-names.ts';
import { publishedAsData } from '../../visible-petitions.ts';
import { placeForPublic } from '../published-place.ts';
import type { DatasetSource } from './source.ts';
import { petitionColumns, type PetitionDataRow } from './petition-columns.ts';

/** A petition as open data may tell of it: what is null was generalised away or never known. */
export interface PublishedPetition {
  /** For further reading only; never written to a file. */
  readonly id: string;
  readonly public_name: string;
  readonly row: PetitionDataRow;
  readonly month: string;
  readonly step: number;
  /** Those of the month that tell the same of where, what and when, and tell it as coarsely. */
  readonly crowd: string;
  readonly place_class: PlaceClass | null;
  readonly shows_day: boolean;
  readonly shows_hour: boolean;
  readonly shows_service: boolean;
  readonly shows_authority: boolean;
  readonly group: string | null;
  readonly service: Service | null;
  readonly place: KnownPlace;
  readonly point: PublishedPoint | null;
  readonly clocks: ReadonlyMap<ClockName, ClockState>;
}

export interface MonthSource extends DatasetSource {
  readonly keys: Pick<KeyRing, 'publishing'>;
}

/** How the petitions of a month hide among each other, and how many of them cannot. */
export interface MonthPlan {
  readonly month: string;
  readonly steps: ReadonlyMap<string, Step>;
  readonly petitions: number;
  readonly withheld: number;
}

const at_a_time = 200;

const localDay = (city: CityConfiguration) =>
  sql<string>`(p.received_at at time zone ${city.city.time_zone})::date`;

/** The months in which something was received that is published, oldest first. */
export async function monthsOf({ reader, city }: DatasetSource): Promise<string[]> {
  const month = sql<string>`to_char(p.received_at at time zone ${city.city.time_zone}, 'YYYY-MM')`;
  const rows = await reader
    .selectFrom('petitions as p')
    .select(month.as('month'))
    .distinct()
    .where('p.city_id', '=', city.city.id)
    .where(publishedAsData())
    .orderBy('month')
    .execute();
  return rows.map(({ month: found }) => found);
}

/** Half-open range of a month in the city's own time. */
const inMonth = (city: CityConfiguration, month: string) => {
  const { time_zone } = city.city;
  const first = `${month}-01`;
  return sql<SqlBool>`p.received_at >= (${first}::date::timestamp at time zone ${time_zone})
    and p.received_at < ((${first}::date + interval '1 month')::timestamp at time zone ${time_zone})`;
};

/** Counts who is like whom in a month; reads no more of a petition than that takes. */
export async function planMonth(source: DatasetSource, month: string): Promise<MonthPlan> {
  const { reader, city } = source;
  const rows = await reader
    .selectFrom('petitions as p')
    .select(['p.service_id', 'p.visibility', 'p.zone_code', 'p.neighbourhood'])
    .select([localDay(city).as('day'), sql<number>`count(*)`.as('count')])
    .where('p.city_id', '=', city.city.id)
    .where(inMonth(city, month))
    .where(publishedAsData())
    .groupBy(['p.service_id', 'p.visibility', 'p.zone_code', 'p.neighbourhood', 'day'])
    .execute();
  const cells = new Map<string, { telltale: Telltale; count: number }>();
  for (const row of rows) {
    const { telltale } = knownOf(source, row);
    const key = keyOf(telltale);
    const cell = cells.get(key) ?? { telltale, count: 0 };
    cell.count += row.count;
    cells.set(key, cell);
  }
  const steps = generalise([...cells.values()].map(({ telltale, count }) => ({ ...telltale, count })));
  const counts = [...cells].map(([key, { count }]) => ({ count, isTold: steps.get(key) !== 'withheld' }));
  const sum = (isTold: boolean) =>
    counts.reduce((all, one) => all + (one.isTold === isTold ? one.count : 0), 0);
  return { month, steps, petitions: sum(true), withheld: sum(false) };
}

interface TellingRow {
  readonly service_id: string;
  readonly visibility: string;
  readonly zone_code: string | null;
  readonly neighbourhood: string | null;
  readonly day: PlainDate;
}

function knownOf({ city, groups }: DatasetSource, row: TellingRow) {
  const service = city.services.get(row.service_id);
  const place_class = placeClassOf({ visibility: row.visibility as Visibility, service });
  const place = knownPlaceOf(city, row);
  const group = service?.group_id == null ? null : (groups.get(service.group_id) ?? null);
  const telltale: Telltale = {
    neighbourhood: place.neighbourhood?.code ?? null,
    borough: place.borough?.code ?? null,
    service: service?.code ?? '',
    ...{ group, place_class },
    week: place_class === 'sensitive' ? null : mondayOf(row.day),
  };
  return { service, place_class, place, group, telltale };
}

const mondays = new Map<string, string>();

function mondayOf(day: PlainDate): PlainDate {
  const known = mondays.get(day) ?? addDays(day, 1 - weekdayOf(day));
  if (mondays.size > 10_000) mondays.clear();
  mondays.set(day, known);
  return known;
}

/**
 * The petitions of a month that are told, two hundred at a time. In an order that has nothing to do with time: a row
 * whose day is withheld would else be dated by those around it.
 */
export async function* petitionsOfMonth(
  source: MonthSource,
  plan: MonthPlan,
): AsyncGenerator<PublishedPetition[]> {
  const { reader, city } = source;
  const query = reader
    .selectFrom('petitions as p')
    .select(petitionColumns(city.city.time_zone))
    .where('p.city_id', '=', city.city.id)
    .where(inMonth(city, plan.month))
    .where(publishedAsData())
    .orderBy(sql`md5(p.id::text)`);
  await sql`declare petitions_of_month no scroll cursor for ${query}`.execute(reader);
  for (;;) {
    const { rows } = await sql<PetitionDataRow>`fetch ${sql.lit(at_a_time)} from petitions_of_month`.execute(
      reader,
    );
    if (rows.length > 0) yield await publishedOf(source, plan, rows);
    if (rows.length < at_a_time) break;
  }
  await sql`close petitions_of_month`.execute(reader);
}

async function publishedOf(source: MonthSource, plan: MonthPlan, rows: readonly PetitionDataRow[]) {
  const ledgers = await readLedgers(
    source.reader,
    rows.map(({ id }) => id),
  );
  return rows.flatMap((row) => {
    const clocks = new Map<ClockName, ClockState>();
    const ledger = ledgers.get(row.id) ?? new Map();
    for (const name of ledger.keys()) clocks.set(name, clockOf(ledger, name)!);
    return published(source, plan, { row, clocks }) ?? [];
  });
}

function published(
  source: MonthSource,
  plan: MonthPlan,
  { row, clocks }: Pick<PublishedPetition, 'row' | 'clocks'>,
): PublishedPetition | null {
  const { service, place_class, place, group, telltale } = knownOf(source, row);
  const step = plan.steps.get(keyOf(telltale)) ?? 'withheld';
  if (step === 'withheld') return null;
  const told = {
    group: step < 5 ? group : null,
    service: step < 3 ? (service ?? null) : null,
    place: {
      borough: step < 4 ? place.borough : null,
      neighbourhood: step < 2 ? place.neighbourhood : null,
    },
  };
  return {
    ...{ id: row.id, public_name: publicNameOf(source.keys, row.id), row, month: plan.month, step, clocks },
    ...{ ...told, crowd: crowdOf(telltale, step), place_class: step < 4 ? place_class : null },
    shows_day: step === 0 && place_class !== 'sensitive',
    shows_hour: step === 0 && place_class === 'public_way',
    shows_service: step < 3,
    shows_authority: step < 4,
    point: step < 2 ? placeForPublic(source.keys, source.city, row) : null,
  };
}
