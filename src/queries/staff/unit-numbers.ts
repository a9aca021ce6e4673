import { addDays, type PlainDate } from '../../core/deadlines/plain-date.ts';
import { most_counted, type Count } from './count-petitions.ts';
import type { PetitionFilter } from './petition-filter.ts';
import type { WorkPlace } from './places-of-actor.ts';

/** What is counted; each is a filter of the inbox, so that the number is the list behind it. */
export const unitNumbers = [
  'overdue',
  'due_today',
  'due_soon',
  'to_accept',
  'arrived_today',
  'replied_today',
  'waiting',
  'reopened',
  'open',
] as const;
export type UnitNumber = (typeof unitNumbers)[number];

/** What of the inbox's filter says the place. */
export function filterOf({ authority_ids, unit_ids }: WorkPlace): PetitionFilter {
  if (unit_ids !== null) return { unit: unit_ids };
  return authority_ids === null ? {} : { authority: authority_ids };
}

/** The filter as the address of the inbox says it. */
export function searchOf(filter: PetitionFilter): Record<string, string> {
  const parts = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join() : String(value)]],
  );
  return Object.fromEntries(parts) as Record<string, string>;
}

/** What each number counts in that place. */
export function filtersOf(
  place: WorkPlace,
  { today, soon }: { today: PlainDate; soon: PlainDate },
): Readonly<Record<UnitNumber, PetitionFilter>> {
  const base = filterOf(place);
  return {
    overdue: { ...base, tab: 'overdue' },
    due_today: { ...base, tab: 'unit', due_from: today, due_until: today },
    due_soon: { ...base, tab: 'unit', due_from: addDays(today, 1), due_until: soon },
    to_accept: { ...base, tab: 'to_accept' },
    arrived_today: { ...base, tab: 'all', received_from: today, received_until: today },
    replied_today: { ...base, tab: 'all', replied_from: today, replied_until: today },
    waiting: { ...base, tab: 'waiting' },
    reopened: { ...base, tab: 'unit', flag: ['reopened'] },
    open: { ...base, tab: 'unit' },
  };
}

/** Counting stops at a thousand, as in the inbox. */
export const cappedCount = (count: number): Count => ({
  count: Math.min(count, most_counted),
  capped: count > most_counted,
});
