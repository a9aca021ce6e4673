import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { keepsHour, lineWord, officeDay, slotsFrom, type Slot } from '../../core/turns/office-day.ts';
import { hoursOf, shownCode, shownNumber } from '../../core/turns/office.ts';
import type { TicketState } from '../../core/turns/ticket.ts';
import { reading, type Database, type Reader } from '../../store/database.ts';
import { hashSecret } from '../../store/secrets.ts';
import { arrivalCode, readOffice, readOffices, ticketToken, type Office } from '../../store/tickets.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { lineVersion, officeLine, type OfficeLineView } from '../office-line.ts';

interface Ports {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly now: () => string;
}

export type { Office };

// Numbers name nobody; what a page shows of them is chosen here.
const asSystem = { kind: 'system' } as const;

/** An office at this moment, for whoever stands before it. */
export interface OfficeNow {
  readonly office: Office;
  readonly line: OfficeLineView;
}

/** The offices of a city that are open to the public, by name. */
export async function publicOffices(ports: Ports, { city }: CityConfiguration): Promise<Office[]> {
  const all = await reading(ports.database, { kind: 'public' }, (reader) => readOffices(reader, city.id));
  return all.filter(({ is_active }) => is_active);
}

/** @returns null for an office that is not */
export async function officeNow(
  ports: Ports,
  city: CityConfiguration,
  code: string,
): Promise<OfficeNow | null> {
  return reading(ports.database, asSystem, async (reader) => {
    const office = await activeOffice(reader, city, code);
    if (office === null) return null;
    return { office, line: await officeLine(reader, { office, city, now: ports.now() }) };
  });
}

async function activeOffice(reader: Reader, { city }: CityConfiguration, code: string) {
  const office = await readOffice(reader, { city_id: city.id, code });
  return office?.is_active === true ? office : null;
}

/** How an office stands at this moment, in one short word. */
export async function lineNow(ports: Ports, office: Office, city: CityConfiguration): Promise<string> {
  const day = officeDay({ ...hoursOf(office, city), now: ports.now() }, office.settings.stop_minutes);
  const version = await reading(ports.database, asSystem, (reader) =>
    lineVersion(reader, { office_id: office.id, on_day: day.today }),
  );
  return lineWord(day, version);
}

/** The secret of the page of a number, for who was just given it. */
export const tokenOfTicket = ({ keys }: Pick<Ports, 'keys'>, ticket_id: string): string =>
  ticketToken(keys, ticket_id);

/** A number as its holder sees it. */
export interface HeldTicket {
  readonly office: Office;
  readonly id: string;
  readonly token: string;
  readonly shown: string;
  readonly prefix: string;
  readonly number: number;
  readonly line_code: string;
  readonly line_name: string;
  readonly state: TicketState;
  readonly source: string;
  readonly on_day: string;
  readonly is_today: boolean;
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly first_called_at: string | null;
  readonly counter_name: string | null;
  readonly has_priority: boolean;
  /** False for an appointment of an hour at which the office does not open any more. */
  readonly is_kept: boolean;
  /** Of an appointment at an office that asks it: whether the person said that they came, and by which digits they do. */
  readonly arrival: { readonly has_come: boolean; readonly code: string } | null;
  /** While it waits today: how many are called before, and about how many minutes that takes. */
  readonly place: { readonly ahead: number; readonly minutes: number } | null;
  /** What the office gave instead when it closed. */
  readonly next: {
    readonly shown: string;
    readonly on_day: string;
    readonly at: string;
    readonly token: string;
  } | null;
  readonly version: string;
}

/** The number that a secret opens; null for none. */
export async function heldTicket(
  ports: Ports,
  city: CityConfiguration,
  secret: string,
): Promise<HeldTicket | null> {
  return reading(ports.database, asSystem, async (reader) => {
    const row = await reader
      .selectFrom('tickets as t')
      .leftJoin('tickets as n', 'n.id', 't.next_ticket_id')
      .select([
        't.id',
        't.office_id',
        't.prefix',
        't.number',
        't.line_code',
        't.state',
        't.source',
        't.on_day',
      ])
      .select(['t.taken_at', 't.appointment_at', 't.first_called_at', 't.counter_code', 't.priority_code'])
      .select('t.arrived_at')
      .select(['n.prefix as next_prefix', 'n.number as next_number', 'n.on_day as next_day'])
      .select(['n.appointment_at as next_at', 'n.id as next_id'])
      .where('t.token_hash', '=', hashSecret(secret))
      .where('t.city_id', '=', city.city.id)
      .executeTakeFirst();
    if (row === undefined) return null;
    const office = (await readOffice(reader, { id: row.office_id }))!;
    const { settings } = office;
    const line = await officeLine(reader, { office, city, now: ports.now() });
    const waiting = line.waiting.find(({ id }) => id === row.id);
    return {
      ...{ office, id: row.id, token: ticketToken(ports.keys, row.id), shown: shownNumber(row) },
      ...{ prefix: row.prefix, number: row.number, line_code: row.line_code },
      line_name: settings.lines.find(({ code }) => code === row.line_code)?.name ?? row.line_code,
      ...{ state: row.state as TicketState, source: row.source, on_day: row.on_day, taken_at: row.taken_at },
      is_today: row.on_day === line.day.today,
      ...{ appointment_at: row.appointment_at, first_called_at: row.first_called_at },
      counter_name: settings.counters.find(({ code }) => code === row.counter_code)?.name ?? null,
      has_priority: row.priority_code !== null,
      is_kept: row.appointment_at === null || keepsHour(office, city, row.appointment_at),
      arrival: settings.appointments.check_in ? arrivalOf(ports.keys, row) : null,
      place: waiting === undefined ? null : { ahead: waiting.ahead, minutes: waiting.minutes },
      next: nextOf(ports.keys, row),
      version: lineWord(line.day, line.version),
    };
  });
}

interface ArrivalColumns {
  readonly id: string;
  readonly source: string;
  readonly arrived_at: string | null;
}

function arrivalOf(keys: KeyRing, { id, source, arrived_at }: ArrivalColumns): HeldTicket['arrival'] {
  if (source !== 'appointment') return null;
  return { has_come: arrived_at !== null, code: shownCode(arrivalCode(keys, id)) };
}

interface NextColumns {
  readonly next_id: string | null;
  readonly next_prefix: string | null;
  readonly next_number: number | null;
  readonly next_day: string | null;
  readonly next_at: string | null;
}

function nextOf(
  keys: KeyRing,
  { next_id, next_prefix: prefix, next_number: number, next_day: on_day, next_at: at }: NextColumns,
): HeldTicket['next'] {
  if (next_id === null || prefix === null || number === null || on_day === null || at === null) return null;
  return { shown: shownNumber({ prefix, number }), on_day, at, token: ticketToken(keys, next_id) };
}

/** An hour that can still be booked. */
export interface FreeSlot extends Slot {
  readonly left: number;
}

/** The hours of an office in which there is still a place, in order. */
export async function freeSlots(ports: Ports, city: CityConfiguration, office: Office): Promise<FreeSlot[]> {
  const { appointments } = office.settings;
  const slots = slotsFrom({ ...hoursOf(office, city), now: ports.now() }, appointments);
  if (slots.length === 0) return [];
  const taken = await reading(ports.database, asSystem, (reader) =>
    reader
      .selectFrom('tickets')
      .select((eb) => ['appointment_at', eb.fn.countAll<number>().as('n')])
      .where('office_id', '=', office.id)
      .where('place', 'is not', null)
      .where('state', '<>', 'left')
      .where('appointment_at', '>=', slots[0]!.at)
      .groupBy('appointment_at')
      .execute(),
  );
  const by_hour = new Map(taken.map(({ appointment_at, n }) => [Date.parse(appointment_at!), n]));
  return slots
    .map((slot) => ({ ...slot, left: appointments.places - (by_hour.get(Date.parse(slot.at)) ?? 0) }))
    .filter(({ left }) => left > 0);
}
