import type { CityConfiguration } from '../core/cities/configuration.ts';
import { addSeconds, localDateOf } from '../core/deadlines/plain-date.ts';
import { calledAs, estimatedMinutes, orderOfCalls, type CalledAs } from '../core/turns/next-ticket.ts';
import { officeDay, type OfficeDay } from '../core/turns/office-day.ts';
import { attends, hoursOf, isPresent } from '../core/turns/office.ts';
import type { Reader } from '../store/database.ts';
import type { Office } from '../store/tickets.ts';

/** A number of today as it stands. */
export interface TicketNow {
  readonly id: string;
  readonly line_code: string;
  readonly prefix: string;
  readonly number: number;
  readonly state: string;
  readonly taken_at: string;
  readonly appointment_at: string | null;
  readonly priority_code: string | null;
  readonly has_priority: boolean;
  readonly for_counter: string | null;
  readonly counter_code: string | null;
  readonly called_at: string | null;
  readonly first_called_at: string | null;
  readonly calls: number;
  readonly serving_at: string | null;
  readonly parked_at: string | null;
  readonly park_reason: string | null;
  readonly user_id: string | null;
  readonly interaction_id: string | null;
  readonly ended_at: string | null;
  readonly service_code: string | null;
  readonly source: string;
  readonly arrived_at: string | null;
}

/** Somebody who waits, with how many of their line are called before them, and about how long that takes. */
export interface InLine extends TicketNow {
  readonly ahead: number;
  readonly minutes: number;
}

/** A waiting room at this moment. */
export interface OfficeLineView {
  readonly day: OfficeDay;
  /** Changes with each change of the line. */
  readonly version: number;
  readonly waiting: readonly InLine[];
  /** Who has an appointment today and has not come yet, by the hour. */
  readonly expected: readonly TicketNow[];
  /** At the counters: called or attended. */
  readonly at_counters: readonly TicketNow[];
  readonly parked: readonly TicketNow[];
  /** The last ones that were called, the newest first. */
  readonly called: readonly TicketNow[];
}

/** A counter at which nobody was called for so long counts as closed. */
const counter_rests_after = 45 * 60;

/** The line of an office on its day. */
export async function officeLine(
  reader: Reader,
  { office, city, now }: { office: Office; city: CityConfiguration; now: string },
): Promise<OfficeLineView> {
  const day = officeDay({ ...hoursOf(office, city), now }, office.settings.stop_minutes);
  const [all, version] = await Promise.all([
    ticketsOf(reader, { office_id: office.id, on_day: day.today }),
    lineVersion(reader, { office_id: office.id, on_day: day.today }),
  ]);
  const called = all
    .filter((one) => one.called_at !== null)
    .sort((one, other) => (one.called_at! > other.called_at! ? -1 : 1));
  const since = new Date(addSeconds(now, -counter_rests_after)).toISOString();
  const attending = new Set(
    all
      .filter((one) => one.state === 'serving' || (one.called_at ?? '') > since)
      .map((one) => one.counter_code),
  );
  const held = all.filter(({ state }) => state === 'waiting');
  const waiting = held.filter((one) => isPresent(office.settings, one));
  const expected = held
    .filter((one) => !isPresent(office.settings, one))
    .sort((one, other) => (one.appointment_at! < other.appointment_at! ? -1 : 1));
  return {
    ...{ day, version, called, expected },
    waiting: placed({ office, waiting, called, attending, now }),
    at_counters: all.filter(({ state }) => state === 'called' || state === 'serving'),
    parked: all.filter(({ state }) => state === 'parked'),
  };
}

interface Placing {
  readonly office: Office;
  readonly waiting: readonly TicketNow[];
  readonly called: readonly TicketNow[];
  readonly attending: ReadonlySet<string | null>;
  readonly now: string;
}

/** Line by line, as each is called; then by how many are before. */
function placed({ office: { settings }, waiting, called, attending, now }: Placing): InLine[] {
  const codes = [...new Set(waiting.map(({ line_code }) => line_code))];
  const inOrder = codes.flatMap((line_code) => {
    const { minutes } = settings.lines.find(({ code }) => code === line_code) ?? settings.lines[0]!;
    const counters = settings.counters.filter(
      (one) => attending.has(one.code) && attends(settings, one, { line_code, for_counter: null }),
    );
    const recent = called
      .filter((one) => one.line_code === line_code)
      .sort((one, other) => (one.first_called_at! > other.first_called_at! ? -1 : 1))
      .map((one): CalledAs => calledAs(one));
    const own = waiting.filter((one) => one.line_code === line_code);
    return orderOfCalls(own, { now, recent, in_a_row: settings.in_a_row }).map((one, ahead) => ({
      ...{ ...one, ahead },
      minutes: estimatedMinutes(Array<number>(ahead).fill(minutes), counters.length),
    }));
  });
  return inOrder.sort((one, other) => one.ahead - other.ahead || (one.taken_at < other.taken_at ? -1 : 1));
}

interface Line {
  readonly office_id: string;
  readonly on_day: string;
}

async function ticketsOf(reader: Reader, { office_id, on_day }: Line): Promise<TicketNow[]> {
  const rows = await reader
    .selectFrom('tickets')
    .select(['id', 'line_code', 'prefix', 'number', 'state', 'taken_at', 'appointment_at', 'priority_code'])
    .select([
      'for_counter',
      'counter_code',
      'called_at',
      'first_called_at',
      'calls',
      'serving_at',
      'parked_at',
    ])
    .select(['park_reason', 'user_id', 'interaction_id', 'ended_at', 'source', 'service_code', 'arrived_at'])
    .where('office_id', '=', office_id)
    .where('on_day', '=', on_day)
    .execute();
  return rows.map((one) => ({ ...one, has_priority: one.priority_code !== null }));
}

/** How often the line has changed on that day. */
export async function lineVersion(reader: Reader, { office_id, on_day }: Line): Promise<number> {
  const row = await reader
    .selectFrom('office_days')
    .select('version')
    .where('office_id', '=', office_id)
    .where('on_day', '=', on_day)
    .executeTakeFirst();
  return row?.version ?? 0;
}

/** The date of today where the office stands. */
export const dayAt = (office: Office, city: CityConfiguration, now: string): string =>
  localDateOf(now, hoursOf(office, city).calendar.time_zone);
