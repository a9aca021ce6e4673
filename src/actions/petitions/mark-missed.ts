import { sql } from 'kysely';
import { z } from 'zod';
import { missedClocks } from '../../core/petitions/clock-changes.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import {
  correctDueColumns,
  held_columns,
  recordClockChanges,
  withLedgers,
  type HeldClocks,
} from '../../store/many-clocks.ts';
import { authorOf, defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { petitionAction } from './petition-action.ts';

/** Writes down that a deadline went by; the duty stands and the clock goes on being owed. */
export const markMissedPetition = petitionAction({
  name: 'mark-missed-petition',
  action: 'mark_missed',
  async run({ petition, now, calendar }) {
    return missedClocks(petition.ledger, { at: now, calendar });
  },
});

/**
 * The same for the petitions whose deadlines went by since the last time, so many at once. One that somebody is working
 * on just now is left for the next time.
 */
export const markMissedPetitions = defineAction({
  name: 'mark-missed-petitions',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().max(1000) }),
  async run({ tx, now, actor, input }): Promise<{ done: number; more: boolean }> {
    const held = await overdue(tx, now, input.at_most);
    const calendars = await calendarsOf(tx, held);
    const looked = held.map((petition) => {
      const calendar = calendars.get(petition.current_authority_id)!;
      return { petition, ...missedClocks(petition.ledger, { at: now, calendar }) };
    });
    const changed = looked.filter(({ events }) => events.length > 0);
    await recordClockChanges(tx, changed, { author: authorOf(actor), at: now });
    // The column was behind its ledger: it is put right, else this petition would be looked at for ever.
    const behind = looked.filter(({ events }) => events.length === 0).map(({ petition }) => petition);
    await correctDueColumns(tx, behind);
    return { done: changed.length, more: held.length === input.at_most };
  },
});

// The last second of a term is in time to its end, as `isOverdue` has it.
async function overdue(tx: Tx, now: string, at_most: number): Promise<HeldClocks[]> {
  const found = await sql<Omit<HeldClocks, 'ledger'>>`
    select ${held_columns} from petitions p
    where p.stage <> 'closed' and p.merged_into is null and p.next_mark_at < date_trunc('second', ${now}::timestamptz)
    order by p.next_mark_at, p.id limit ${at_most} for no key update of p skip locked`.execute(tx);
  return withLedgers(tx, found.rows);
}

async function calendarsOf(tx: Tx, petitions: readonly HeldClocks[]) {
  const cities = await Promise.all(
    [...new Set(petitions.map(({ city_id }) => city_id))].map((id) => cityConfiguration(tx, id)),
  );
  return new Map(cities.flatMap((city) => [...(city?.calendars ?? [])]));
}

/** Marks the clocks that went by since the last time, in short transactions. @returns how many petitions were late */
export async function markMissed(app: App, { at_a_time = 300 } = {}): Promise<{ done: number }> {
  let done = 0;
  for (;;) {
    app.stopping?.throwIfAborted();
    const step = await markMissedPetitions(app, { kind: 'system' }, { at_most: at_a_time });
    done += step.done;
    if (!step.more) return { done };
  }
}
