import { inTransaction } from '../../store/database.ts';
import { interactionsAbout } from './interactions.ts';
import type { Asker } from './list-petitions.ts';
import { maySeePerson, noteView } from './petition-contacts.ts';
import { placeOfRow, seenPetition } from './petition-page.ts';
import type { StaffPorts } from './ports.ts';

/**
 * Calls, visits and letters in which a petition was opened or spoken of, the newest first: when, by what channel and who
 * attended. Where the petition is now, those that another authority attended too. What was said is told to who asks for
 * it and may see its person; that look is written down. Null for a petition that the asker may not see.
 */
export async function petitionInteractions(
  ports: StaffPorts,
  asker: Asker,
  { petition_id, reveal }: { petition_id: string; reveal: boolean },
) {
  const { actor } = asker;
  const as = { kind: 'staff', authority_ids: actor.authority_ids } as const;
  const seen = await inTransaction(ports.database, as, async (tx) => {
    const petition = await seenPetition(tx, asker, petition_id);
    if (petition === null) return null;
    const may_read = maySeePerson({ actor, place: placeOfRow(petition), petition });
    const { user_id } = actor;
    const { person_id } = petition;
    if (reveal && may_read)
      await noteView(tx, { user_id, person_id, petition_id, what: 'interactions', now: ports.now() });
    return { may_read, is_here: actor.authority_ids.includes(petition.current_authority_id) };
  });
  if (seen === null) return null;
  // A former authority reads what it attended itself; the database's wall hides the rest.
  const reads = seen.is_here ? ({ kind: 'system' } as const) : as;
  const told = await inTransaction(ports.database, reads, (tx) =>
    interactionsAbout(tx, { keys: ports.keys, asker }, { petition_id, in_words: reveal && seen.may_read }),
  );
  return { items: told, may_read: seen.may_read };
}
