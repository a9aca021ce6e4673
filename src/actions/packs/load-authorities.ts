import { sql } from 'kysely';
import type { PackDocument } from './pack-document.ts';
import {
  readTable,
  writeTable,
  type LoadRun,
  type Row,
  type TableSpec,
  type TableState,
} from './sync-rows.ts';

const calendarTable: TableSpec = {
  table: 'calendars',
  entity: 'calendar',
  columns: [
    'city_id',
    'code',
    'name',
    'country_calendar',
    'time_zone',
    'business_weekdays',
    'covers_from',
    'covers_until',
  ],
  keyOf: (row) => String(row['code']),
  labelOf: (row) => String(row['code']),
  retire: 'keep',
  versioned: true,
};

export interface LoadedPlaces {
  readonly authorities: TableState;
  readonly units: TableState;
  /** Codes of calendars that said something else before: their open petitions have to be recomputed. */
  readonly changed_calendars: readonly string[];
}

/** Calendars with their days, authorities with their doors, and the tree of units. */
export async function loadAuthorities(run: LoadRun, pack: PackDocument): Promise<LoadedPlaces> {
  const calendars = await readTable(run, calendarTable, sql`city_id = ${run.city_id}`);
  await writeTable(
    run,
    calendars,
    pack.calendars.map(({ days: _days, country_days: _country, ...calendar }) => ({
      ...calendar,
      city_id: run.city_id,
    })),
  );
  const changed_calendars = await loadDays(run, pack, calendars);
  const authorities = await readTable(run, authorityTable, sql`city_id = ${run.city_id}`);
  const ofAuthorities = sql`authority_id in (select id from authorities where city_id = ${run.city_id})`;
  const codes = new Map(pack.authorities.map(({ code }) => [authorities.idOf(code), code]));
  for (const row of authorities.existing.values()) codes.set(row.id, String(row['code']));
  const units = await readTable(run, unitTable(codes), ofAuthorities);
  await writeTable(run, authorities, authorityRows(run, pack, { calendars, authorities, units }));
  await writeTable(run, units, unitRows(pack, { authorities, units }));
  await loadDoors(run, pack, { authorities, ofAuthorities, codes });
  return { authorities, units, changed_calendars };
}

const authorityTable: TableSpec = {
  table: 'authorities',
  entity: 'authority',
  columns: [
    'city_id',
    'code',
    'folio_code',
    'name',
    'short_name',
    'level',
    'time_zone',
    'calendar_id',
    'triage_unit_id',
    'branding',
    'contact',
    'is_active',
    'position',
  ],
  json: ['branding', 'contact'],
  keyOf: (row) => String(row['code']),
  labelOf: (row) => String(row['code']),
  retire: 'deactivate',
};

type Places = { calendars: TableState; authorities: TableState; units: TableState };

/** The key of a unit: its code is unique only within its authority. */
export function unitKey(authority_id: unknown, code: unknown): string {
  return `${String(authority_id)}/${String(code)}`;
}

function authorityRows(run: LoadRun, pack: PackDocument, { calendars, authorities, units }: Places): Row[] {
  return pack.authorities.map((authority, position) => ({
    city_id: run.city_id,
    code: authority.code,
    folio_code: authority.folio_code,
    name: authority.name,
    short_name: authority.short_name,
    level: authority.level,
    time_zone: authority.time_zone ?? pack.city.time_zone,
    calendar_id: calendars.idOf(authority.calendar),
    triage_unit_id: units.idOf(unitKey(authorities.idOf(authority.code), authority.triage_unit)),
    branding: authority.branding,
    contact: authority.contact,
    is_active: authority.is_active,
    position,
  }));
}

function unitTable(authorityCodes: ReadonlyMap<string, string>): TableSpec {
  return {
    table: 'units',
    entity: 'unit',
    columns: [
      'authority_id',
      'parent_id',
      'code',
      'name',
      'responsible_name',
      'responsible_title',
      'email',
      'phone',
      'address',
      'is_triage',
      'reply_needs_approval',
      'is_active',
      'position',
    ],
    keyOf: (row) => unitKey(row['authority_id'], row['code']),
    labelOf: (row) => unitKey(authorityCodes.get(String(row['authority_id'])), row['code']),
    retire: 'deactivate',
  };
}

function unitRows(pack: PackDocument, { authorities, units }: Pick<Places, 'authorities' | 'units'>): Row[] {
  return pack.authorities.flatMap((authority) => {
    const authority_id = authorities.idOf(authority.code);
    return authority.units.map(({ parent, ...unit }, position) => ({
      ...unit,
      authority_id,
      parent_id: parent === null ? null : units.idOf(unitKey(authority_id, parent)),
      is_triage: unit.code === authority.triage_unit,
      position,
    }));
  });
}

async function loadDays(run: LoadRun, pack: PackDocument, calendars: TableState): Promise<string[]> {
  const changed: string[] = [];
  for (const { code, days, country_days } of pack.calendars) {
    const calendar_id = calendars.idOf(code);
    const ofPack = sql`calendar_id = ${calendar_id} and revoked_at is null and origin <> 'console'`;
    const state = await readTable(run, dayTable(code), ofPack);
    const wrote = await writeTable(run, state, [
      ...country_days.map((day) => ({ ...day, calendar_id, reason: null, origin: 'country' })),
      ...days.map((day) => ({ ...day, calendar_id, origin: 'pack' })),
    ]);
    if (!wrote || !calendars.existing.has(code)) continue;
    await sql`update calendars set version = version + 1 where id = ${calendar_id}`.execute(run.tx);
    changed.push(code);
  }
  return changed;
}

function dayTable(calendar: string): TableSpec {
  return {
    table: 'calendar_days',
    entity: 'calendar_day',
    columns: ['calendar_id', 'day', 'kind', 'name', 'source', 'reason', 'origin'],
    keyOf: (row) => `${String(row['day'])} ${String(row['origin'])}`,
    labelOf: (row) => `${calendar}/${String(row['day'])}`,
    retire: 'revoke',
  };
}

interface Doors {
  readonly authorities: TableState;
  readonly ofAuthorities: ReturnType<typeof sql>;
  readonly codes: ReadonlyMap<string, string>;
}

/** Hours and addresses have no name of their own: one that differs is another one. */
async function loadDoors(
  run: LoadRun,
  pack: PackDocument,
  { authorities, ofAuthorities, codes }: Doors,
): Promise<void> {
  const table = (name: string, entity: TableSpec['entity'], columns: readonly string[]): TableSpec => ({
    table: name,
    entity,
    columns,
    keyOf: (row) => columns.map((column) => String(row[column])).join(' '),
    labelOf: (row) => codes.get(String(row['authority_id'])) ?? String(row['authority_id']),
    retire: 'delete',
    normalise: (row) =>
      'opens' in row
        ? { ...row, opens: String(row['opens']).slice(0, 5), closes: String(row['closes']).slice(0, 5) }
        : row,
  });
  const hours = table('opening_hours', 'opening_hours', [
    'authority_id',
    'channel',
    'weekday',
    'opens',
    'closes',
  ]);
  const addresses = table('channel_addresses', 'channel_address', [
    'authority_id',
    'channel',
    'label',
    'value',
    'position',
  ]);
  const of = <T extends object>(list: (authority: PackDocument['authorities'][number]) => readonly T[]) =>
    pack.authorities.flatMap((one) =>
      list(one).map((item, position) => ({ ...item, position, authority_id: authorities.idOf(one.code) })),
    );
  await writeTable(
    run,
    await readTable(run, hours, ofAuthorities),
    of(({ opening_hours }) => opening_hours),
  );
  await writeTable(
    run,
    await readTable(run, addresses, ofAuthorities),
    of(({ channel_addresses }) => channel_addresses),
  );
}
