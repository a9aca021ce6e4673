import { sql } from 'kysely';
import type { CitySettings } from '../core/cities/settings.ts';
import type { Calendar, CalendarDay } from '../core/deadlines/calendar.ts';
import type { OpeningHours } from '../core/deadlines/opening-hours.ts';
import type { Term } from '../core/deadlines/terms.ts';
import type { Question } from '../core/petitions/questions.ts';
import type { OutcomeClass, Visibility } from '../core/petitions/stages.ts';
import type { RoutingRule } from '../core/routing/route-petition.ts';
import type { Reader } from './database.ts';
import type { Authorities, Cities, Kinds, Outcomes, Services, Units, Zones } from './schema.generated.ts';
import type { Selectable } from 'kysely';

export type CityRow = Omit<Selectable<Cities>, 'settings'> & { settings: CitySettings };
export type AuthorityRow = Selectable<Authorities>;
export type UnitRow = Selectable<Units>;
export type KindRow = Omit<Selectable<Kinds>, 'default_visibility'> & { default_visibility: Visibility };
export type ZoneRow = Selectable<Zones>;
export type OutcomeRow = Omit<Selectable<Outcomes>, 'class'> & { class: OutcomeClass };
export type ServiceRow = Omit<Selectable<Services>, 'questions' | 'visibility' | 'location' | 'search'> & {
  questions: readonly Question[];
  visibility: Visibility | null;
  location: 'required' | 'optional' | 'none';
};

/** Everything a city decides, as one immutable copy of one version of its configuration. */
export interface CityConfiguration {
  readonly city: CityRow;
  readonly authorities: ReadonlyMap<string, AuthorityRow>;
  readonly units: ReadonlyMap<string, UnitRow>;
  /** By authority id. */
  readonly calendars: ReadonlyMap<string, Calendar>;
  /** By authority id and channel, `<id>/<channel>`. */
  readonly hours: ReadonlyMap<string, readonly OpeningHours[]>;
  readonly kinds: ReadonlyMap<string, KindRow>;
  readonly terms: readonly Term[];
  readonly services: ReadonlyMap<string, ServiceRow>;
  readonly services_by_code: ReadonlyMap<string, ServiceRow>;
  readonly zones: ReadonlyMap<string, ZoneRow>;
  readonly rules: readonly RoutingRule[];
  readonly outcomes: ReadonlyMap<string, OutcomeRow>;
}

const copies = new Map<string, CityConfiguration>();

/**
 * The city's configuration in force. A copy per process is kept while `configuration_version` stays: one indexed
 * read asks for it each time, so a change by another process is seen at once.
 * @returns null when there is no such city
 */
export async function cityConfiguration(reader: Reader, city_id: string): Promise<CityConfiguration | null> {
  const row = await reader.selectFrom('cities').selectAll().where('id', '=', city_id).executeTakeFirst();
  if (!row) return null;
  const kept = copies.get(city_id);
  if (kept && kept.city.configuration_version === row.configuration_version) return kept;
  const fresh = await readConfiguration(reader, row as unknown as CityRow);
  copies.set(city_id, fresh);
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

async function readConfiguration(reader: Reader, city: CityRow): Promise<CityConfiguration> {
  const ofCity = async <T>(table: 'kinds' | 'services' | 'outcomes' | 'authorities'): Promise<T[]> => {
    const found =
      await sql<T>`select * from ${sql.table(table)} where city_id = ${city.id} order by position, code`.execute(
        reader,
      );
    return found.rows;
  };
  const authorities = await ofCity<AuthorityRow>('authorities');
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
  const services = await ofCity<ServiceRow>('services');
  return {
    city,
    authorities: byKey(authorities, 'id'),
    units: byKey(units, 'id'),
    calendars: await readCalendars(reader, city.id, authorities),
    hours: await readHours(reader, ids),
    kinds: byKey(await ofCity<KindRow>('kinds'), 'code'),
    terms: await readTerms(reader, city.id),
    services: byKey(services, 'id'),
    services_by_code: byKey(services, 'code'),
    zones: byKey(zones, 'code'),
    rules: await readRules(reader, city.id),
    outcomes: byKey(await ofCity<OutcomeRow>('outcomes'), 'code'),
  };
}

async function readCalendars(reader: Reader, city_id: string, authorities: AuthorityRow[]) {
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

function byKey<T, K extends keyof T>(rows: readonly T[], key: K): ReadonlyMap<string, T> {
  return new Map(rows.map((row) => [String(row[key]), row]));
}
