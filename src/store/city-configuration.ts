import { sql } from 'kysely';
import type {
  Authority,
  City,
  CityConfiguration,
  Kind,
  Outcome,
  Service,
  Unit,
  Zone,
} from '../core/cities/configuration.ts';
import type { Calendar, CalendarDay } from '../core/deadlines/calendar.ts';
import type { OpeningHours } from '../core/deadlines/opening-hours.ts';
import type { Term } from '../core/deadlines/terms.ts';
import type { RoutingRule } from '../core/routing/route-petition.ts';
import { reading, type Database, type Reader } from './database.ts';

const copies = new Map<string, CityConfiguration>();

/**
 * The city's configuration in force. A copy per process is kept while `configuration_version` stays: one indexed
 * read asks for it each time, so a change by another process is seen at once.
 * @returns null when there is no such city
 */
export async function cityConfiguration(reader: Reader, city_id: string): Promise<CityConfiguration | null> {
  const row = await reader
    .selectFrom('cities')
    .select(['id', 'configuration_version'])
    .where('id', '=', city_id)
    .executeTakeFirst();
  return row ? configurationOf(reader, row) : null;
}

/** This process's copy, of whatever version it is: what follows from it must be thrown away when it is not in force. */
export const lastKnownConfiguration = (city_id: string): CityConfiguration | null =>
  copies.get(city_id) ?? null;

interface CityAtVersion {
  readonly id: string;
  readonly configuration_version: number;
}

/** This process's copy where it is of that very version. */
function keptConfiguration({ id, configuration_version }: CityAtVersion): CityConfiguration | null {
  const kept = copies.get(id);
  return kept?.city.configuration_version === configuration_version ? kept : null;
}

/** The configuration of a city whose version was just read outside of a transaction. */
export const configurationNow = (database: Database, at: CityAtVersion): Promise<CityConfiguration> => {
  const kept = keptConfiguration(at);
  return kept === null
    ? reading(database, { kind: 'public' }, (reader) => configurationOf(reader, at))
    : Promise.resolve(kept);
};

/** The same within one. */
export async function configurationOf(reader: Reader, at: CityAtVersion): Promise<CityConfiguration> {
  const kept = keptConfiguration(at);
  if (kept !== null) return kept;
  const { id } = at;
  const row = await reader.selectFrom('cities').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const fresh = await readConfiguration(reader, row as unknown as City);
  copies.set(id, fresh);
  return fresh;
}

/** Says that something the city decides has changed; every process reads it anew. Call in the changing transaction. */
export async function bumpConfiguration(reader: Reader, city_id: string): Promise<void> {
  await reader
    .updateTable('cities')
    .set({ configuration_version: sql`configuration_version + 1` })
    .where('id', '=', city_id)
    .execute();
}

async function readConfiguration(reader: Reader, city: City): Promise<CityConfiguration> {
  const ofCity = async <T>(table: 'kinds' | 'services' | 'outcomes' | 'authorities'): Promise<T[]> => {
    const found =
      await sql<T>`select * from ${sql.table(table)} where city_id = ${city.id} order by position, code`.execute(
        reader,
      );
    return found.rows;
  };
  const authorities = await ofCity<Authority & { calendar_id: string | null }>('authorities');
  const ids = authorities.map(({ id }) => id);
  const units = await reader
    .selectFrom('units')
    .selectAll()
    .where('authority_id', 'in', ids)
    .orderBy('position')
    .execute();
  const zones = await reader
    .selectFrom('zones')
    .selectAll()
    .where('city_id', '=', city.id)
    .orderBy('name')
    .execute();
  const services = await ofCity<Service>('services');
  return {
    city,
    authorities: byKey(authorities, 'id'),
    units: byKey(units as Unit[], 'id'),
    calendars: await readCalendars(reader, city.id, authorities),
    hours: await readHours(reader, ids),
    kinds: byKey(await ofCity<Kind>('kinds'), 'code'),
    terms: await readTerms(reader, city.id),
    services: byKey(services, 'id'),
    services_by_code: byKey(services, 'code'),
    zones: byKey(zones as unknown as Zone[], 'code'),
    rules: await readRules(reader, city.id),
    outcomes: byKey(await ofCity<Outcome>('outcomes'), 'code'),
    text_versions: await readTextVersions(reader, city.id),
  };
}

async function readCalendars(
  reader: Reader,
  city_id: string,
  authorities: (Authority & { calendar_id: string | null })[],
) {
  const calendars = await reader.selectFrom('calendars').selectAll().where('city_id', '=', city_id).execute();
  const days = await reader
    .selectFrom('calendar_days')
    .innerJoin('calendars', 'calendars.id', 'calendar_days.calendar_id')
    .selectAll('calendar_days')
    .where('calendars.city_id', '=', city_id)
    .where('revoked_at', 'is', null)
    // Of two entries for one date the later one rules: country, then pack, then console.
    .orderBy(sql`array_position(array['country', 'pack', 'console'], calendar_days.origin)`)
    .execute();
  const byId = new Map<string, Calendar>();
  for (const row of calendars) {
    const own = days.filter((day) => day.calendar_id === row.id).map(calendarDay);
    byId.set(row.id, {
      code: row.code,
      version: String(row.version),
      time_zone: row.time_zone,
      business_weekdays: row.business_weekdays,
      covers_from: row.covers_from,
      covers_until: row.covers_until,
      days: new Map(own.map((day) => [day.on, day])),
    });
  }
  return new Map(
    authorities.flatMap(({ id, calendar_id }) => {
      const calendar = calendar_id === null ? undefined : byId.get(calendar_id);
      return calendar ? [[id, calendar] as const] : [];
    }),
  );
}

function calendarDay(row: {
  day: string;
  kind: string;
  name: string;
  source: string;
  reason: string | null;
}): CalendarDay {
  const kind = row.kind as CalendarDay['kind'];
  const base = { on: row.day, is_business: kind === 'working_day', kind, name: row.name, source: row.source };
  return row.reason === null ? base : { ...base, reason: row.reason };
}

async function readHours(reader: Reader, authority_ids: string[]) {
  const rows = await reader
    .selectFrom('opening_hours')
    .selectAll()
    .where('authority_id', 'in', authority_ids)
    .execute();
  const hours = new Map<string, OpeningHours[]>();
  for (const row of rows) {
    const key = `${row.authority_id}/${row.channel}`;
    const stretch = { weekday: row.weekday, opens: row.opens.slice(0, 5), closes: row.closes.slice(0, 5) };
    hours.set(key, [...(hours.get(key) ?? []), stretch]);
  }
  return hours;
}

async function readTerms(reader: Reader, city_id: string): Promise<Term[]> {
  const rows = await reader
    .selectFrom('terms')
    .selectAll()
    .where('city_id', '=', city_id)
    .where('is_active', '=', true)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    clock: row.clock,
    length: row.length,
    unit: row.unit as Term['unit'],
    counting_rule: row.counting_rule as Term['counting_rule'],
    citation: row.citation,
    valid_from: row.valid_from,
    ...(row.kind_code === null ? {} : { kind: row.kind_code }),
    ...(row.service_code === null ? {} : { service: row.service_code }),
    ...(row.authority_code === null ? {} : { authority: row.authority_code }),
    ...(row.valid_until === null ? {} : { valid_until: row.valid_until }),
    ...(row.extension === null
      ? {}
      : { extension: row.extension as unknown as NonNullable<Term['extension']> }),
  }));
}

async function readRules(reader: Reader, city_id: string): Promise<RoutingRule[]> {
  const rows = await reader
    .selectFrom('routing_rules')
    .selectAll()
    .where('city_id', '=', city_id)
    .where('is_active', '=', true)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    service: row.service_code,
    zone: row.zone_code,
    kind: row.kind_code,
    channel: row.channel,
    unit: row.unit_id,
  }));
}

async function readTextVersions(reader: Reader, city_id: string): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('texts')
    .select(({ fn }) => ['code', fn.max('version').as('version')])
    .where('city_id', '=', city_id)
    .groupBy('code')
    .execute();
  return new Map(rows.map(({ code, version }) => [code, version]));
}

function byKey<T, K extends keyof T>(rows: readonly T[], key: K): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [String(row[key]), row]));
}
