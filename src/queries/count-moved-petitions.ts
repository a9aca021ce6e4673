import { sql } from 'kysely';
import type { Calendar } from '../core/deadlines/calendar.ts';
import { startOfDayInstant } from '../core/deadlines/plain-date.ts';
import { movedClocks } from '../core/petitions/moved-clocks.ts';
import { readLedgers } from '../store/clocks.ts';
import type { Reader } from '../store/database.ts';
import { countOpenOnCalendar, openOnCalendar, type OnCalendar } from './open-on-calendar.ts';

/** Petitions whose ledgers are gathered by one statement: far from the longest that one may take. */
const at_a_time = 20_000;

interface Alike {
  readonly petitions: number;
  /** The latest of them; any would do to speak for the others. */
  readonly id: string;
}

/**
 * How many open petitions a calendar would move if it were as given, from the first day that changes on: asked before
 * the change is saved. What ends before that day stays. Petitions that were filed on one day under one term have the
 * same ledger but for the time of day, which moves no date that a calendar gives: the database gathers those that are
 * alike, and the rule is asked once for each kind of them.
 */
export async function countMovedPetitions(
  reader: Reader,
  { city_id, calendar, from, now }: { city_id: string; calendar: Calendar; from: string; now: string },
): Promise<{ readonly open: number; readonly moved: number }> {
  const on_calendar = { city_id, code: calendar.code };
  const not_before = startOfDayInstant(from, calendar.time_zone);
  const open = await countOpenOnCalendar(reader, on_calendar);
  let moved = 0;
  let after: string | null = null;
  for (;;) {
    const alike: Alike[] = await gather(reader, { on_calendar, not_before, after });
    const ids = alike.map(({ id }) => id);
    const ledgers = await readLedgers(reader, ids);
    let seen = 0;
    for (const { petitions, id } of alike) {
      seen += petitions;
      if (movedClocks(ledgers.get(id) ?? new Map(), { at: now, calendar }).length > 0) moved += petitions;
    }
    if (seen < at_a_time) return { open, moved };
    after = ids.sort().at(-1) ?? null;
  }
}

async function gather(
  reader: Reader,
  { on_calendar, not_before, after }: { on_calendar: OnCalendar; not_before: string; after: string | null },
): Promise<Alike[]> {
  const found = await sql<Alike>`
    with found as materialized (
      select p.id from petitions p
      where ${openOnCalendar(on_calendar)} and (${after}::uuid is null or p.id > ${after}::uuid)
        and greatest(p.accept_due_at, p.reply_due_at, p.resolve_due_at, p.citizen_due_at) >= ${not_before}
      order by p.id limit ${at_a_time}),
    ledgers as (
      select f.id, e.sign from found f cross join lateral (
        select string_agg(clock || jsonb_hash_extended(entry - '{at,reason}'::text[], 0), ';') as sign
        from (select clock, entry from clock_entries where petition_id = f.id order by seq) own) e)
    select count(*)::integer as petitions, max(id::text) as id from ledgers group by sign`.execute(reader);
  return found.rows;
}
