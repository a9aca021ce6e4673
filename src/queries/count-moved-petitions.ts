import { sql } from 'kysely';
import type { Calendar } from '../core/deadlines/calendar.ts';
import { startOfDayInstant } from '../core/deadlines/plain-date.ts';
import { movedClocks } from '../core/petitions/moved-clocks.ts';
import { readLedgers } from '../store/clocks.ts';
import type { Reader } from '../store/database.ts';
import { countOpenOnCalendar, openOnCalendar, type OnCalendar } from './open-on-calendar.ts';

/** Petitions whose ledgers are gathered by one statement: some 40 µs each, so a few tenths of a second. */
const at_a_time = 10_000;
/** After this no more are asked about: somebody waits for the number. */
const patience_ms = 2_000;

interface Alike {
  readonly petitions: number;
  /** The latest of them; any would do to speak for the others. */
  readonly id: string;
}

export interface Moved {
  readonly open: number;
  readonly moved: number;
  /** Of those that could move not all were asked about: there was no time. */
  readonly is_at_least: boolean;
}

/**
 * How many open petitions a calendar would move if it were as given, from the first day that changes on: asked before
 * the change is saved. What ends before that day stays. Petitions that were filed on one day under one term have the
 * same ledger but for the time of day, which moves no date that a calendar gives: the database gathers those that are
 * alike, and the rule is asked once for each kind of them. Reading their ledgers is what takes the time: in a city where
 * more than some 50,000 could move, those that were filed first are counted and the answer says so.
 */
export async function countMovedPetitions(
  reader: Reader,
  { city_id, calendar, from, now }: { city_id: string; calendar: Calendar; from: string; now: string },
  bounds = { at_a_time, patience_ms },
): Promise<Moved> {
  const began = performance.now();
  const on_calendar = { city_id, code: calendar.code };
  const open = await countOpenOnCalendar(reader, on_calendar);
  const able = await thatCouldMove(reader, on_calendar, startOfDayInstant(from, calendar.time_zone));
  let moved = 0;
  for (let at = 0; at < able.length; at += bounds.at_a_time) {
    if (at > 0 && performance.now() - began > bounds.patience_ms) return { open, moved, is_at_least: true };
    const alike = await gather(reader, able.slice(at, at + bounds.at_a_time));
    const ledgers = await readLedgers(
      reader,
      alike.map(({ id }) => id),
    );
    for (const { petitions, id } of alike)
      if (movedClocks(ledgers.get(id) ?? new Map(), { at: now, calendar }).length > 0) moved += petitions;
  }
  return { open, moved, is_at_least: false };
}

/** Their ids in the order of filing. */
async function thatCouldMove(reader: Reader, on_calendar: OnCalendar, not_before: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select p.id from petitions p where ${openOnCalendar(on_calendar)}
      and greatest(p.accept_due_at, p.reply_due_at, p.resolve_due_at, p.citizen_due_at) >= ${not_before}
    order by p.id`.execute(reader);
  return found.rows.map(({ id }) => id);
}

async function gather(reader: Reader, ids: readonly string[]): Promise<Alike[]> {
  const found = await sql<Alike>`
    with ledgers as (
      select f.id, e.sign from unnest(${[...ids]}::uuid[]) as f (id) cross join lateral (
        select string_agg(clock || jsonb_hash_extended(entry - '{at,reason}'::text[], 0), ';') as sign
        from (select clock, entry from clock_entries where petition_id = f.id order by seq) own) e)
    select count(*)::integer as petitions, max(id::text) as id from ledgers group by sign`.execute(reader);
  return found.rows;
}
