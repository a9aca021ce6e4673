import { handsOver } from '../core/petitions/spoken.ts';
import type { Reader } from '../store/database.ts';

/**
 * Whether this very person filed the petition for somebody within the hour, and its papers are theirs to hand over
 * whatever else they may read. Asked as the system, since it may lie with another authority by now.
 */
export async function filedJustNow(
  reader: Reader,
  { petition_id, user_id, now }: { petition_id: string; user_id: string; now: string },
): Promise<boolean> {
  const filed = await reader
    .selectFrom('petitions as p')
    .innerJoin('petition_events as e', (join) => join.onRef('e.petition_id', '=', 'p.id').on('e.seq', '=', 1))
    .select(['p.created_by', 'p.access_key_issue', 'e.at as filed_at'])
    .where('p.id', '=', petition_id)
    .executeTakeFirst();
  return filed !== undefined && handsOver(filed, user_id, now);
}
