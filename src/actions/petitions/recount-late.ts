import type { App } from '../app.ts';
import { reading, type Reader } from '../../store/database.ts';
import { eachPetition, type BatchReport } from './each-petition.ts';
import { recomputePetitionClocks, type CalendarChange } from './recompute-petition.ts';

/**
 * Counts petitions anew that were on their way when their calendar changed: the database noticed, when their ledger
 * lines were written, that these come from an older version of it (migrations/0021). The recount of all others may be
 * over by then.
 */
export async function recountLate(
  app: App,
  { calendar_id, petition_ids }: { calendar_id: string; petition_ids: readonly string[] },
): Promise<BatchReport> {
  const today = app.now().slice(0, 10);
  const change = await reading(app.database, { kind: 'system' }, (reader) =>
    lastChange(reader, calendar_id, today),
  );
  return eachPetition(app, petition_ids, (_, actor, one) =>
    recomputePetitionClocks(app, actor, { ...change, ...one }),
  );
}

/** What changed the calendar last; by its own name where no day was declared (its weekdays, its coverage). */
async function lastChange(reader: Reader, calendar_id: string, today: string): Promise<CalendarChange> {
  const found = await reader
    .selectFrom('calendars as c')
    .leftJoin('recounts as r', 'r.calendar_id', 'c.id')
    .select(['c.code', 'c.name as calendar', 'r.day', 'r.name'])
    .where('c.id', '=', calendar_id)
    .orderBy('r.id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return { calendar: found.code, day: found.day ?? today, name: found.name ?? found.calendar };
}
