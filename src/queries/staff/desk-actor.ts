import type { StaffActor } from '../../core/access/actor.ts';
import type { Permission } from '../../core/access/permissions.ts';

const record: Permission = 'interactions.record';
const as_told: readonly Permission[] = ['petition.read', 'petition.read_private', 'person.read'];

/**
 * The same person as they answer for the city: whoever attends people may tell each how their own petition stands, also
 * where they may not read what it says. Only for looking up by a folio or an exact number, and only to tell stage, unit
 * and date; a reserved identity stays reserved.
 */
export function atDesk(actor: StaffActor): StaffActor {
  const grants = actor.grants
    .filter(({ permissions }) => permissions.includes(record))
    .map((grant) => ({ ...grant, permissions: [...new Set([record, ...as_told])] }));
  return { ...actor, grants };
}
