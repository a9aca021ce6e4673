import { sql } from 'kysely';
import type { Calendar } from '../core/deadlines/calendar.ts';
import { movedClocks } from '../core/petitions/moved-clocks.ts';
import type { ClockEntry } from '../core/deadlines/clock-entries.ts';
import { withLines, type LedgerLine } from '../store/clocks.ts';
import type { Reader } from '../store/database.ts';

const PAGE = 500;

/** Ids of open petitions that have a date by that calendar, in pages by id; empty when there are no more. */
export async function openOnCalendar(
  reader: Reader,
  { city_id, calendar, after }: { city_id: string; calendar: string; after: string | null },
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select p.id from petitions p
    where p.city_id = ${city_id} and p.stage <> 'closed' and (${after}::uuid is null or p.id > ${after}::uuid)
      and p.authority_ids && (
        select array_agg(a.id) from authorities a join calendars c on c.id = a.calendar_id
        where c.city_id = ${city_id} and c.code = ${calendar})
    order by p.id limit ${PAGE}`.execute(reader);
  return found.rows.map(({ id }) => id);
}

/** How many open petitions a calendar would move if it were as given: asked before the change is saved. */
export async function countMovedPetitions(
  reader: Reader,
  { city_id, calendar, now }: { city_id: string; calendar: Calendar; now: string },
): Promise<{ readonly open: number; readonly moved: number }> {
  let [open, moved] = [0, 0];
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await openOnCalendar(reader, { city_id, calendar: calendar.code, after });
    const last = ids.at(-1);
    if (last === undefined) return { open, moved };
    open += ids.length;
    for (const ledger of (await ledgersOf(reader, ids)).values()) {
      if (movedClocks(ledger, { at: now, calendar }).length > 0) moved += 1;
    }
    after = last;
  }
}

async function ledgersOf(reader: Reader, ids: readonly string[]) {
  const rows = await reader
    .selectFrom('clock_entries')
    .select(['petition_id', 'clock', 'entry'])
    .where('petition_id', 'in', ids)
    .orderBy('petition_id')
    .orderBy('seq')
    .execute();
  const lines = new Map<string, LedgerLine[]>();
  for (const { petition_id, clock, entry } of rows) {
    const line = { clock, entry: entry as unknown as ClockEntry };
    lines.set(petition_id, [...(lines.get(petition_id) ?? []), line]);
  }
  return new Map([...lines].map(([id, own]) => [id, withLines(new Map(), own)]));
}
