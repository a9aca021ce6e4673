import { accepted, refused, type Decision } from '../decision.ts';

/** Who sought whom: the person the city, or the city the person. */
export const directions = ['in', 'out'] as const;

/** Who was asked about a folio that nobody could find says so with this code. */
export const not_found_code = 'not_found';
const follow_up = 'follow_up';
/** One that nobody ended, closed when its working day was over: it has no duration, and may still be ended. */
export const left_open_code = 'left_open';
/** When the working day is over for what was left open, where the city says nothing else (local time). */
export const usual_end_of_day = '20:00';
/** What began so shortly before the end of the day may still go on, and is left for the next. */
export const shortest_open_hours = 2;

const minute_ms = 60_000;
/** No conversation lasts longer; what is longer was left open. */
const longest_ms = 12 * 60 * minute_ms;
/** Clocks of browsers run ahead of ours. */
const ahead_ms = 5 * minute_ms;
/** What was written on paper is typed in within a month. */
const oldest_ms = 31 * 24 * 60 * minute_ms;

/** Nobody comes again on the same matter within so many days: it was settled at the first contact. */
export const first_contact_days = 7;

/** What is known of an interaction that is about to end. Instants in ISO 8601. */
export interface Ending {
  /** Null for one that the server has not heard of yet. */
  readonly begun: { readonly ended_at: string | null } | null;
  readonly kind: string;
  readonly wrap_up: string;
  /** How many petitions it touched or opened. */
  readonly petitions: number;
  readonly started_at: string;
  readonly ended_at: string;
}
type EndingRefusal = 'interaction_over' | 'follow_up_needs_folio' | 'interaction_times_wrong';

/**
 * Whether an interaction may end so, and between which instants it was. One that has ended stays as it is; a follow-up
 * is about a petition, or says that none was found; a browser's clock that runs ahead is put right by ours.
 */
export function endInteraction(
  ending: Ending,
  now: string,
): Decision<{ readonly started_at: string; readonly ended_at: string }, EndingRefusal> {
  if (ending.begun !== null && ending.begun.ended_at !== null) return refused('interaction_over');
  if (ending.kind === follow_up && ending.petitions === 0 && ending.wrap_up !== not_found_code)
    return refused('follow_up_needs_folio');
  const [start, end, today] = [ending.started_at, ending.ended_at, now].map((at) => Date.parse(at));
  const isPlausible =
    end! >= start! &&
    end! - start! <= longest_ms &&
    end! <= today! + ahead_ms &&
    start! >= today! - oldest_ms;
  if (!isPlausible) return refused('interaction_times_wrong');
  const ahead = Math.max(0, end! - today!);
  return accepted({ started_at: iso(start! - ahead), ended_at: iso(end! - ahead) });
}

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
