import { sql } from 'kysely';
import { complaint_kinds } from '../core/telephony/recordings.ts';

/** Whether the call of a recording (alias `r`) opened or touched a complaint, a claim or a denunciation. */
export const ledToComplaint = sql<boolean>`exists (
  select from calls c join interaction_petitions t on t.interaction_id = c.interaction_id
    join petitions p on p.id = t.petition_id
  where c.id = r.call_id and p.kind_code = any(${sql.val([...complaint_kinds])}::text[]))`;
