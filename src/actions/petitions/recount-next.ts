import { sql } from 'kysely';
import { z } from 'zod';
import { OutsideCalendarCoverage } from '../../core/deadlines/calendar.ts';
import type { ClockAct } from '../../core/deadlines/clock-moves.ts';
import { countedAnew } from '../../core/petitions/clock-changes.ts';
import { openOnCalendar } from '../../queries/open-on-calendar.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import {
  held_columns,
  recordClockChanges,
  withLedgers,
  type ChangedClocks,
  type HeldClocks,
} from '../../store/many-clocks.ts';
import { authorOf, defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

export interface RecountStep {
  /** Nothing is left to do, here or elsewhere. */
  readonly finished: boolean;
  readonly seen: number;
  readonly refused: readonly RefusedCount[];
}

interface RefusedCount {
  readonly petition_id: string;
  readonly code: string;
  /** The day that the calendar does not reach. */
  readonly needed_on: string;
}

/** So many are kept by name in each lane: where a calendar ends, all that are open may be refused. */
const mostNamed = 500;

/**
 * Counts the next petitions of a recount anew, in the order of their ids. How far it is and what was done are one
 * transaction: a process that dies in it has done nothing, and the next one goes on from there. Two at one recount take
 * a lane each, or turns at one; neither does what the other did.
 */
export const recountNext = defineAction({
  name: 'recount-next',
  permission: 'system',
  input: z.object({ recount_id: z.uuid(), at_most: z.number().int().positive().max(1000) }),
  async run({ tx, now, actor, input }): Promise<RecountStep> {
    const lane =
      (await holdLane(tx, input.recount_id, true)) ?? (await holdLane(tx, input.recount_id, false));
    if (lane === null) return { finished: true, seen: 0, refused: [] };
    const held = await holdNext(tx, lane, input.at_most);
    const { changed, refused } = decide(held, { act: await actOf(tx, lane, now), change: lane });
    await recordClockChanges(tx, changed, { author: authorOf(actor), at: now });
    await nameRefused(tx, input.recount_id, refused.slice(0, Math.max(0, mostNamed - lane.refused)));
    await tx
      .updateTable('recount_lanes')
      .set((eb) => ({
        seen: eb('seen', '+', held.length),
        moved: eb('moved', '+', changed.length),
        refused: eb('refused', '+', refused.length),
        last_id: held.at(-1)?.id ?? lane.last_id,
        finished_at: held.length < input.at_most ? now : null,
      }))
      .where('recount_id', '=', input.recount_id)
      .where('lane', '=', lane.lane)
      .execute();
    return { finished: false, seen: held.length, refused };
  },
});

type Lane = NonNullable<Awaited<ReturnType<typeof holdLane>>>;

/** A lane that is not yet done: one that nobody works on, else whichever is free first. */
async function holdLane(tx: Tx, recount_id: string, only_free: boolean) {
  let lanes = tx
    .selectFrom('recount_lanes')
    .innerJoin('recounts', 'recounts.id', 'recount_lanes.recount_id')
    .innerJoin('calendars', 'calendars.id', 'recounts.calendar_id')
    .select(['recount_lanes.lane', 'recount_lanes.last_id', 'recount_lanes.refused', 'calendars.code'])
    .select(['recounts.city_id', 'recounts.day', 'recounts.name'])
    .where('recounts.id', '=', recount_id)
    .where('recount_lanes.finished_at', 'is', null)
    .orderBy('recount_lanes.lane')
    .limit(1)
    .forUpdate('recount_lanes');
  if (only_free) lanes = lanes.skipLocked();
  return (await lanes.executeTakeFirst()) ?? null;
}

/** Locks the next petitions; what only points to one of them (a file, an interaction) is not held up. */
async function holdNext(tx: Tx, lane: Lane, at_most: number): Promise<HeldClocks[]> {
  const { last_id } = lane;
  const found = await sql<Omit<HeldClocks, 'ledger'>>`
    select ${held_columns} from petitions p
    where ${openOnCalendar(lane)} and (${last_id}::uuid is null or p.id > ${last_id}::uuid)
      and get_byte(uuid_send(p.id), 15) % 2 = ${lane.lane}
    order by p.id limit ${at_most} for no key update of p`.execute(tx);
  return withLedgers(tx, found.rows);
}

/** Read after the petitions are locked: the calendar as whoever had them before left it. */
async function actOf(tx: Tx, { city_id, code }: Lane, at: string): Promise<ClockAct> {
  const city = await cityConfiguration(tx, city_id);
  const calendar = [...(city?.calendars.values() ?? [])].find((one) => one.code === code);
  if (calendar === undefined) throw new Refused('not_found');
  return { at, calendar };
}

function decide(held: readonly HeldClocks[], { act, change }: { act: ClockAct; change: Lane }) {
  const changed: ChangedClocks[] = [];
  const refused: RefusedCount[] = [];
  for (const petition of held) {
    try {
      const found = countedAnew(petition.ledger, act, change);
      if (found.events.length > 0) changed.push({ petition, ...found });
    } catch (error) {
      if (!(error instanceof OutsideCalendarCoverage)) throw error;
      refused.push({ petition_id: petition.id, code: error.code, needed_on: error.on });
    }
  }
  return { changed, refused };
}

async function nameRefused(tx: Tx, recount_id: string, refused: readonly RefusedCount[]): Promise<void> {
  if (refused.length === 0) return;
  const rows = refused.map(({ petition_id, needed_on }) => ({ recount_id, petition_id, needed_on }));
  await tx.insertInto('recount_refusals').values(rows).execute();
}
