import { accepted, refused, type Decision } from '../decision.ts';

/** Days after the invitation on which a campaign may remind. */
export const REMIND_DAYS = { least: 1, most: 14 } as const;

/** What decides whether somebody who was invited is reminded. Instants in ISO 8601 UTC. */
export interface Invited {
  readonly asked_at: string;
  readonly answered_at: string | null;
  readonly reminded_at: string | null;
  /** The person, or whoever has the same address, said not to be asked any more. */
  readonly declined: boolean;
  /** Their petition is of reserved identity by now. */
  readonly reserved: boolean;
}

interface Reminding {
  readonly remind_after_days: number | null;
  readonly closes_at: string;
}

export type NotReminded = 'no_reminder' | 'too_early' | 'over' | 'answered' | 'reminded' | 'declined';

const day = 86_400_000;

/** Whether who is invited now can still be reminded: a campaign that closes before that day promises nothing. */
export const willRemind = ({ remind_after_days, closes_at }: Reminding, now: string): boolean =>
  remind_after_days !== null && Date.parse(now) + remind_after_days * day < Date.parse(closes_at);

/**
 * Whether somebody is reminded of a campaign now: once, by the way of the invitation, while it is open. A reminder is no
 * invitation: it asks nothing new, so the thirty days of rest neither stand against it nor begin anew with it.
 */
export function mayRemind(
  invited: Invited,
  { remind_after_days, closes_at }: Reminding,
  now: string,
): Decision<true, NotReminded> {
  if (remind_after_days === null) return refused('no_reminder');
  if (invited.answered_at !== null) return refused('answered');
  if (invited.reminded_at !== null) return refused('reminded');
  if (invited.declined || invited.reserved) return refused('declined');
  if (now >= closes_at) return refused('over');
  const since = Date.parse(now) - Date.parse(invited.asked_at);
  return since >= remind_after_days * day ? accepted(true) : refused('too_early');
}
