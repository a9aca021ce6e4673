import { inTransaction } from '../../store/database.ts';
import { isKnownAtDesk } from './desk-petitions.ts';
import { interactionsOfPerson } from './interactions.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import type { StaffPorts } from './ports.ts';

/** What a person called or came for, for who may know them; null for anybody else. The look is written down. */
export function personInteractions(ports: StaffPorts, asker: Asker, person_id: string) {
  const { actor, city } = asker;
  const as = { kind: 'staff', authority_ids: actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const known = await isKnownAtDesk(tx, { actor, city_id: city.city.id }, person_id);
    if (!known) return null;
    const { user_id } = actor;
    await noteView(tx, { user_id, person_id, petition_id: null, what: 'interactions', now: ports.now() });
    return { items: await interactionsOfPerson(tx, { keys: ports.keys, asker }, person_id) };
  });
}
