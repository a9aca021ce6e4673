import type { Stage } from '../petitions/stages.ts';

/** What a status call is answered from. Dates are local, `YYYY-MM-DD`; times of day play no part. */
export interface Standing {
  readonly stage: Stage;
  /** Null: no clock runs. */
  readonly due_on: string | null;
  readonly citizen_due_on: string | null;
  readonly closes_on: string | null;
  readonly is_overdue: boolean;
}

export const statusSayings = [
  'to_accept',
  'in_work',
  'in_work_overdue',
  'in_work_no_date',
  'waiting_citizen',
  'waiting_citizen_until',
  'replied',
  'replied_until',
  'closed',
] as const;
export type StatusSaying = (typeof statusSayings)[number];

/**
 * Which sentence answers «what became of my folio», to be read aloud, and the date that it names; the sentences are
 * `status_call.<saying>` of the locales. Nobody is promised a date that has passed.
 */
export function statusSaying(standing: Standing): { saying: StatusSaying; date: string | null } {
  const { stage, due_on, citizen_due_on, closes_on, is_overdue } = standing;
  switch (stage) {
    case 'closed':
      return { saying: 'closed', date: null };
    case 'replied':
      return closes_on === null
        ? { saying: 'replied', date: null }
        : { saying: 'replied_until', date: closes_on };
    case 'waiting_citizen':
      return citizen_due_on === null
        ? { saying: 'waiting_citizen', date: null }
        : { saying: 'waiting_citizen_until', date: citizen_due_on };
    default:
      if (due_on === null) return { saying: 'in_work_no_date', date: null };
      if (is_overdue) return { saying: 'in_work_overdue', date: due_on };
      return { saying: stage === 'in_work' ? 'in_work' : 'to_accept', date: due_on };
  }
}
