/** The clocks that a report counts, in the order they run. */
export const reportedClocks = ['accept', 'reply', 'resolve'] as const;
export type ReportedClock = (typeof reportedClocks)[number];

/** What became of a clock of the petitions received in a period; each petition is in exactly one of them. */
export const clockEnds = [
  'in_time',
  'late',
  'running',
  'overdue',
  'waiting',
  'stopped',
  'without_term',
] as const;
export type ClockEnd = (typeof clockEnds)[number];

export type ClockCount = Readonly<Record<ClockEnd, number>>;

export const noClocks = (): Record<ClockEnd, number> => ({
  ...{ in_time: 0, late: 0, running: 0, overdue: 0, waiting: 0, stopped: 0, without_term: 0 },
});

/** How many petitions stand behind a count: all that were received (check F14). */
export const ofAllClocks = (count: ClockCount): number => clockEnds.reduce((all, end) => all + count[end], 0);

/**
 * The share that was done in time, of those of which it is known: done in time, done late, or past their end. What still
 * runs, waits for the citizen or needs no answer any more says nothing yet. Null where there is none.
 */
export function shareInTime({ in_time, late, overdue }: ClockCount): number | null {
  const known = in_time + late + overdue;
  return known === 0 ? null : in_time / known;
}
