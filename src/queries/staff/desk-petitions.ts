import { sql, type SqlBool } from 'kysely';
import { permitsAnywhere, type StaffActor } from '../../core/access/actor.ts';
import type { Reader } from '../../store/database.ts';
import { petitionsHeldNow, visiblePetitions } from '../visible-petitions.ts';
import { atDesk } from './desk-actor.ts';

/** Petitions (alias `p`) whose standing the asker may tell; `is_readable`: that they may open, too. */
export function petitionsAtDesk(reader: Reader, actor: StaffActor) {
  return reader
    .selectFrom('petitions as p')
    .where((eb) =>
      eb.or([
        visiblePetitions(actor)(eb as never) as never,
        eb.and([
          petitionsHeldNow(atDesk(actor), 'interactions.record')(eb as never) as never,
          sql<SqlBool>`p.visibility <> 'reserved' and p.identity <> 'reserved'`,
        ]),
      ]),
    );
}

/** Those of them that are told together with their person: whose identity is reserved is told to few. */
export function petitionsOfKnown(reader: Reader, actor: StaffActor) {
  const query = petitionsAtDesk(reader, actor);
  return permitsAnywhere(actor, 'petition.read_reserved_identity')
    ? query
    : query.where('p.identity', '<>', 'reserved');
}

/** Whether the asker may open the petition (alias `p`), as a column. */
export const isReadable = (actor: StaffActor) => visiblePetitions(actor);

/** Whether the person has a petition whose standing the asker may tell, in that city. */
export async function isKnownAtDesk(
  reader: Reader,
  { actor, city_id }: { actor: StaffActor; city_id: string },
  person_id: string,
): Promise<boolean> {
  const found = await petitionsOfKnown(reader, actor)
    .select('p.id')
    .where('p.person_id', '=', person_id)
    .where('p.city_id', '=', city_id)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** Of these, how many there are whose standing the asker may tell, in that city. */
export async function countKnownAtDesk(
  reader: Reader,
  { actor, city_id }: { actor: StaffActor; city_id: string },
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const found = await petitionsAtDesk(reader, actor)
    .select('p.id')
    .where('p.id', 'in', [...ids])
    .where('p.city_id', '=', city_id)
    .execute();
  return found.length;
}
