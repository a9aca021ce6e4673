import { sql } from 'kysely';
import { grantsReach } from '../../core/access/permissions.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import { isAway, MOST_DELEGATES, standIn, type Colleague } from '../../core/petitions/stand-in.ts';
import { grantsOfUser } from '../../queries/staff/grants-of-user.ts';
import type { Tx } from '../../store/database.ts';
import type { LockedPetition } from '../../store/petitions.ts';
import { orRefuse } from '../refused.ts';
import { placeOf } from './petition-action.ts';

type Placed = Pick<LockedPetition, 'row'>;

/**
 * Who gets the petition that is given to `user_id`: that person, or whoever stands in while they are away.
 * @throws Refused `assignee_away` where nobody at the petition's unit does
 */
export async function whoTakesIt(
  { tx, petition, today }: { tx: Tx; petition: Placed; today: string },
  user_id: string,
): Promise<string> {
  const chain: Colleague[] = [];
  for (const row of await delegatesOf(tx, user_id)) {
    chain.push({ ...row, works_here: await worksAt(tx, petition, row.user_id) });
    if (!isAway(row, today)) break;
  }
  return orRefuse(standIn(chain, today));
}

/** The event that says who has it now, and for whom they stand in. */
export function assignedTo(user_id: string, chosen: string): PetitionEvent {
  return user_id === chosen
    ? event('person_assigned', 'staff', { user_id })
    : event('delegate_assigned', 'staff', { user_id, instead_of: chosen });
}

/** The person and who stands in for whom, in order; a circle comes round and ends by its length. */
async function delegatesOf(tx: Tx, user_id: string): Promise<Omit<Colleague, 'works_here'>[]> {
  const found = await sql<Omit<Colleague, 'works_here'>>`
    with recursive chain as (
      select u.id, u.away_from, u.away_until, u.delegate_id, 0 as step from users u where u.id = ${user_id}
      union all
      select u.id, u.away_from, u.away_until, u.delegate_id, chain.step + 1
      from users u join chain on u.id = chain.delegate_id where chain.step < ${MOST_DELEGATES}
    )
    select id as user_id, away_from, away_until, delegate_id from chain order by step`.execute(tx);
  return found.rows;
}

/** Whether the user is active and may work on petitions where this one is. */
export async function worksAt(tx: Tx, petition: Placed, user_id: string): Promise<boolean> {
  const user = await tx.selectFrom('users').select('is_active').where('id', '=', user_id).executeTakeFirst();
  if (!user?.is_active) return false;
  return grantsReach(await grantsOfUser(tx, user_id), 'petition.accept', placeOf(petition));
}
