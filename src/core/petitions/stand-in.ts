import { accepted, refused, type Decision } from '../decision.ts';
import type { PlainDate } from '../deadlines/plain-date.ts';

/** Somebody to whom work may be given, as they stand today. */
export interface Colleague {
  readonly user_id: string;
  readonly away_from: PlainDate | null;
  /** The last day of the absence; null: no end is known. */
  readonly away_until: PlainDate | null;
  readonly delegate_id: string | null;
  /** Whether they are active and may work where the petition is. */
  readonly works_here: boolean;
}

/** How often one absence may lead to the next before nobody knows any more whose work it is. */
export const MOST_DELEGATES = 3;

/** Away on that day; both ends of the absence count. */
export function isAway(
  { away_from, away_until }: Pick<Colleague, 'away_from' | 'away_until'>,
  today: PlainDate,
): boolean {
  return away_from !== null && away_from <= today && (away_until === null || today <= away_until);
}

/**
 * Who takes the work that is meant for the first of `chain`: themselves, or the first who is there among whoever
 * stands in for them. `chain`: the person, their delegate, that one's delegate, and so on.
 */
export function standIn(chain: readonly Colleague[], today: PlainDate): Decision<string, 'assignee_away'> {
  const [chosen] = chain;
  const asked = new Set<string>();
  for (const colleague of chain.slice(0, MOST_DELEGATES + 1)) {
    if (!colleague.works_here || asked.has(colleague.user_id)) break;
    if (!isAway(colleague, today)) return accepted(colleague.user_id);
    asked.add(colleague.user_id);
  }
  const until = chosen?.away_until ?? null;
  return refused('assignee_away', until === null ? { cause: 'away_without_end' } : { until });
}
