import { z } from 'zod';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { movedClocks } from '../../core/petitions/moved-clocks.ts';
import { openOnCalendar } from '../../queries/count-moved-petitions.ts';
import { inTransaction } from '../../store/database.ts';
import type { App } from '../app.ts';
import { eachPetition, type BatchReport } from './each-petition.ts';
import { petitionAction } from './petition-action.ts';

const calendarChange = z.object({
  /** Code of the calendar that changed. */
  calendar: z.string().min(1).max(80),
  /** The day that was declared or revoked, and what it is called. */
  day: z.iso.date(),
  name: z.string().min(1).max(200),
});
export type CalendarChange = z.output<typeof calendarChange>;

/** Counts the running clocks of one petition again by the calendar as it is now; the ledger keeps both dates. */
export const recomputePetitionClocks = petitionAction({
  name: 'recompute-petition-clocks',
  action: 'recompute',
  input: calendarChange,
  async run({ petition, city, now, input }) {
    const calendars = [...city.calendars.values()];
    const calendar = calendars.find(({ code }) => code === input.calendar);
    if (calendar === undefined) return { events: [] };
    const moved = movedClocks(petition.ledger, { at: now, calendar, reason: input.name });
    const events = moved.map(({ clock, entry }): PetitionEvent => {
      const { due_before, due_on } = entry;
      const { day, name } = input;
      return event('calendar_changed', 'public', {
        ...{ calendar: calendar.code, day, name, clock, due_before, due_on },
      });
    });
    return { events, lines: moved };
  },
});

/** All the open petitions whose clocks run on that calendar, each in its own transaction. */
export async function recomputeClocks(
  app: App,
  { city_id, ...change }: CalendarChange & { city_id: string },
): Promise<BatchReport> {
  const report = { done: 0, refused: [] as { petition_id: string; code: string }[] };
  let after: string | null = null;
  for (;;) {
    const page: string[] = await inTransaction(app.database, { kind: 'system' }, (tx) =>
      openOnCalendar(tx, { city_id, calendar: change.calendar, after }),
    );
    const done = await eachPetition(app, page, (at, actor, { petition_id }) =>
      recomputePetitionClocks(at, actor, { ...change, petition_id }),
    );
    report.done += done.done;
    report.refused.push(...done.refused);
    const last = page.at(-1);
    if (last === undefined) return report;
    after = last;
  }
}
