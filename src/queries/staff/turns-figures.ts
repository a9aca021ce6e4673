import { sql } from 'kysely';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { readOffice } from '../../store/tickets.ts';
import { dayAt } from '../office-line.ts';
import type { Table } from './export-petitions.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { reachesOffice } from './turns-line.ts';

interface Period {
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

interface Day {
  readonly on: string;
  readonly taken: number;
  readonly served: number;
  readonly no_shows: number;
  readonly missed: number;
  readonly left: number;
  readonly unattended: number;
  readonly with_priority: number;
  readonly appointments: number;
  readonly wait_median: number | null;
  readonly wait_p90: number | null;
  readonly service_median: number | null;
}

const usual_days = 30;
const most_days = 366;

/**
 * An office day by day, without the days to come: the wait is from the number (of an appointment, from its hour, or from
 * when the person came after it) to the first call; who was called and did not come is a no-show, who never came to an
 * appointment missed it; serving from its beginning to its end; in seconds, the percentiles between two values interpolated.
 * @returns null for an office that the asker may not count
 */
export async function officeFigures(
  ports: StaffPorts,
  asker: Asker,
  { id, ...period }: { id: string } & Period,
) {
  return readingAs(ports, asker.actor, async (reader) => {
    const office = await readOffice(reader, { id });
    if (office === null || office.city_id !== asker.city.city.id) return null;
    if (!reachesOffice(asker, office, 'interactions.read_team')) return null;
    const today = dayAt(office, asker.city, ports.now());
    const until = period.until !== undefined && period.until < today ? period.until : today;
    const earliest = addDays(until, 1 - most_days);
    const asked = period.from ?? addDays(until, 1 - usual_days);
    const from = asked < earliest ? earliest : asked;
    const wait = sql`extract(epoch from first_called_at - greatest(taken_at, appointment_at, arrived_at))`;
    const { rows } = await sql<Day>`
      select on_day as on, count(*) as taken, count(*) filter (where state = 'done') as served,
        count(*) filter (where state = 'no_show' and first_called_at is not null) as no_shows,
        count(*) filter (where state = 'no_show' and first_called_at is null) as missed, count(*) filter (where state = 'left') as left,
        count(*) filter (where state in ('carried', 'lapsed')) as unattended,
        count(*) filter (where priority_code is not null) as with_priority,
        count(*) filter (where source = 'appointment') as appointments,
        percentile_cont(0.5) within group (order by greatest(0, ${wait})) filter (where first_called_at is not null) as wait_median,
        percentile_cont(0.9) within group (order by greatest(0, ${wait})) filter (where first_called_at is not null) as wait_p90,
        percentile_cont(0.5) within group (order by extract(epoch from ended_at - serving_at))
          filter (where state = 'done' and serving_at is not null) as service_median
      from tickets where office_id = ${id} and on_day between ${from} and ${until}
      group by on_day order by on_day desc`.execute(reader);
    return { from, until, days: rows, code: office.code };
  });
}

const columns = [
  ...(['on', 'taken', 'served', 'no_shows', 'missed', 'left', 'unattended'] as const),
  ...(['with_priority', 'appointments'] as const),
  ...(['wait_median', 'wait_p90', 'service_median'] as const),
];

/** The same as a table; seconds are whole. */
export async function exportOfficeFigures(
  ports: StaffPorts,
  asker: Asker,
  asked: { id: string } & Period,
): Promise<{ table: Table; code: string } | null> {
  const figures = await officeFigures(ports, asker, asked);
  if (figures === null) return null;
  const language = languageOf(asker.city.city.locale);
  const header = columns.map((name) => sayCode(language, 'office_column', name) ?? name);
  const rows = figures.days.map((day) =>
    columns.map((name) => {
      const value = day[name];
      return typeof value === 'number' ? Math.round(value) : (value ?? '');
    }),
  );
  async function* pages() {
    yield rows;
  }
  return { table: { header, pages: pages() }, code: figures.code };
}
