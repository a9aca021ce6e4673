/** A call of so many seconds was attended, and something of it is to be written down (check D5). */
const attended_s = 10;

interface Spoken {
  readonly answered_at: string | null;
  readonly ended_at: string | null;
  readonly interaction_id: string | null;
}

/** Whether somebody spoke with who called and wrote down nothing of it. */
export function lacksDisposition({ answered_at, ended_at, interaction_id }: Spoken): boolean {
  if (answered_at === null || ended_at === null || interaction_id !== null) return false;
  return Date.parse(ended_at) - Date.parse(answered_at) >= attended_s * 1000;
}
