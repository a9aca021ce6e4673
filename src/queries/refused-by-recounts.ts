import type { Actor } from '../core/access/actor.ts';
import type { Reader } from '../store/database.ts';
import type { RecountProgress } from './recount-progress.ts';
import { visiblePetitions } from './visible-petitions.ts';

export interface RefusedPetition {
  readonly id: string;
  readonly folio: string;
  /** The day that its new date needed and the calendar does not reach. */
  readonly needed_on: string;
}

const most = 50;

/** The petitions that recounts left as they were and the actor may see: by recount, in the order of their folios, fifty of each at most. */
export async function refusedByRecounts(
  reader: Reader,
  { actor, recounts }: { actor: Actor; recounts: readonly RecountProgress[] },
): Promise<ReadonlyMap<string, RefusedPetition[]>> {
  const found = new Map<string, RefusedPetition[]>();
  for (const { id: recount_id } of recounts.filter(({ refused }) => refused > 0)) {
    const rows = await reader
      .selectFrom('recount_refusals as r')
      .innerJoin('petitions as p', 'p.id', 'r.petition_id')
      .select(['p.id', 'p.folio', 'r.needed_on'])
      .where('r.recount_id', '=', recount_id)
      .where(visiblePetitions(actor))
      .orderBy('p.folio')
      .limit(most)
      .execute();
    found.set(recount_id, rows);
  }
  return found;
}
