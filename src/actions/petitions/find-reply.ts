import type { Selectable } from 'kysely';
import type { CityConfiguration, Outcome } from '../../core/cities/configuration.ts';
import type { Tx } from '../../store/database.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import type { Replies } from '../../store/schema.generated.ts';
import { Refused } from '../refused.ts';

export type ReplyRow = Selectable<Replies>;

/** A reply of this very petition. */
export async function replyOf(tx: Tx, petition: LockedPetition, reply_id: string): Promise<ReplyRow> {
  const row = await tx
    .selectFrom('replies')
    .selectAll()
    .where('id', '=', reply_id)
    .where('petition_id', '=', petition.row.id)
    .executeTakeFirst();
  if (!row) throw new Refused('reply_unknown');
  return row;
}

/** Whether it is a reply of this petition that leaves the outcome for later. */
export async function isFirst(tx: Tx, petition: LockedPetition, reply_id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('replies')
    .select('id')
    .where('id', '=', reply_id)
    .where('petition_id', '=', petition.row.id)
    .where('outcome_code', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** An outcome that a reply can have; withdrawn and duplicate come about by other acts. */
export function outcomeForReply(city: CityConfiguration, code: string): Outcome {
  const outcome = city.outcomes.get(code);
  if (!outcome?.is_active) throw new Refused('outcome_unknown', {}, { outcome_code: 'outcome_unknown' });
  if (outcome.class === 'withdrawn' || outcome.class === 'duplicate') {
    throw new Refused('outcome_not_for_reply', {}, { outcome_code: 'outcome_not_for_reply' });
  }
  return outcome;
}
