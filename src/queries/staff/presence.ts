import type { Reader } from '../../store/database.ts';

/** Seconds after which somebody who sends no heartbeat is no longer there. */
export const presenceSeconds = 40;

/** Colleagues who have the petition open now, the asker left out. */
export async function presenceOn(
  reader: Reader,
  { petition_id, user_id, now }: { petition_id: string; user_id: string; now: string },
) {
  const since = new Date(Date.parse(now) - presenceSeconds * 1000).toISOString();
  const rows = await reader
    .selectFrom('presences as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['u.id', 'u.name', 's.doing', 's.seen_at'])
    .where('s.petition_id', '=', petition_id)
    .where('s.user_id', '<>', user_id)
    .where('s.seen_at', '>', since)
    .orderBy('u.name')
    .execute();
  return rows.map(({ id, name, doing, seen_at }) => ({
    user: { id, name },
    doing: doing as 'reading' | 'replying' | 'editing',
    seen_at,
  }));
}
