import type { Instant, PlainDate } from './plain-date.ts';
import type { ClockName, Term, TermUnit } from './terms.ts';

/** Which calendar, in which version, a date was computed with. */
export interface CalendarStamp {
  readonly code: string;
  readonly version?: string;
}

/** An amount of term: 15 business days, 6 calendar days that were left of a month. */
export interface Measure {
  readonly length: number;
  readonly unit: TermUnit;
}

/** What a new authority gets when a petition reaches it by transfer; the pack chooses. */
export type TransferPolicy = 'keeps_running' | 'new_term_from_receipt' | 'resume_days_left';

interface EntryBase {
  readonly at: Instant;
  /** The local date of `at` in the calendar's zone. */
  readonly on: PlainDate;
  readonly reason?: string;
}

/** The dates an entry fixed, frozen with the calendar that gave them. */
interface FixedDue {
  readonly due_on: PlainDate;
  readonly due_at: Instant;
  readonly calendar: CalendarStamp;
}

export interface Started extends EntryBase, FixedDue {
  readonly type: 'started' | 'restarted';
  readonly clock: ClockName;
  readonly term: Term;
  readonly day_zero: PlainDate;
  readonly authority?: string;
}

export interface Paused extends EntryBase {
  readonly type: 'paused';
  readonly used: number;
  readonly left: Measure;
}

export interface Resumed extends EntryBase, FixedDue {
  readonly type: 'resumed';
  readonly left: Measure;
  /** The term begins anew (ARCO prevention) instead of going on with what was left. */
  readonly anew: boolean;
}

export interface Extended extends EntryBase, FixedDue {
  readonly type: 'extended';
  readonly extra: number;
  readonly due_before: PlainDate;
  /** The amount that runs since the present stretch began, extension included. */
  readonly running: Measure;
}

export interface Transferred extends EntryBase {
  readonly type: 'transferred';
  /** What was done: an expired clock that should have resumed its days left `keeps_running`. */
  readonly policy: TransferPolicy;
  readonly from_authority?: string;
  readonly to_authority: string;
  /** Units that the former authority used: of its span when the clock keeps running, else of the stretch it ends. */
  readonly used: number;
  readonly running: Measure;
  readonly term: Term;
  readonly calendar: CalendarStamp;
  /** Absent while the clock is paused: then nothing is due. */
  readonly due?: { readonly due_on: PlainDate; readonly due_at: Instant };
}

export interface CalendarChanged extends EntryBase {
  readonly type: 'calendar_changed';
  readonly calendar: CalendarStamp;
  readonly due_before: PlainDate;
  readonly due_on: PlainDate;
  readonly due_at: Instant;
}

export interface Met extends EntryBase {
  readonly type: 'met';
  readonly in_time: boolean;
  readonly used: number;
}

export interface Missed extends EntryBase {
  readonly type: 'missed';
  readonly due_on: PlainDate;
}

export interface Stopped extends EntryBase {
  readonly type: 'stopped';
  readonly used: number;
}

/** One line of the ledger of one clock of one petition, in the order they were written; never changed afterwards. */
export type ClockEntry =
  Started | Paused | Resumed | Extended | Transferred | CalendarChanged | Met | Missed | Stopped;
