import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../store/database.ts';

export interface OnCalendar {
  readonly city_id: string;
  /** The calendar's. */
  readonly code: string;
}

/** The open petitions `p` that have, or had, an authority which counts by the calendar. */
export function openOnCalendar({ city_id, code }: OnCalendar): RawBuilder<unknown> {
  return sql`p.city_id = ${city_id} and p.stage <> 'closed' and p.merged_into is null and p.authority_ids && (
    select array_agg(a.id) from authorities a join calendars c on c.id = a.calendar_id
    where c.city_id = ${city_id} and c.code = ${code})`;
}

export async function countOpenOnCalendar(reader: Reader, on_calendar: OnCalendar): Promise<number> {
  const counted = await sql<{ open: number }>`
    select count(*) as open from petitions p where ${openOnCalendar(on_calendar)}`.execute(reader);
  return counted.rows[0]!.open;
}
