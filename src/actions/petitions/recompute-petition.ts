import { z } from 'zod';
import { countedAnew } from '../../core/petitions/clock-changes.ts';
import { petitionAction } from './petition-action.ts';

export const calendarChange = z.object({
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
    const calendar = [...city.calendars.values()].find(({ code }) => code === input.calendar);
    if (calendar === undefined) return { events: [] };
    return countedAnew(petition.ledger, { at: now, calendar }, input);
  },
});
