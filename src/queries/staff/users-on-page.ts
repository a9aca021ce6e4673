import { sql } from 'kysely';
import type { Reader } from '../../store/database.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import type { Reading } from './own-period.ts';

/** The names of every colleague who appears on the page: in its history, or on what belongs to it. */
export async function usersOnPage(
  reader: Reader,
  row: PetitionRow,
  { events }: Reading,
): Promise<ReadonlyMap<string, string>> {
  const told = events.flatMap(({ actor_user_id, event }) => {
    const { user_id, instead_of } = event.payload as { user_id?: string; instead_of?: string };
    return [actor_user_id, user_id, instead_of];
  });
  const ids = new Set([...told, row.assignee_id, row.created_by].filter((id) => id != null));
  const found = await sql<{ id: string; name: string }>`
    select u.id, u.name from users u where u.id in (
      select unnest(${[...ids]}::uuid[])
      union select author_user_id from messages where petition_id = ${row.id}
      union select assigned_by from assignments where petition_id = ${row.id}
      union select drafted_by from replies where petition_id = ${row.id}
      union select approved_by from replies where petition_id = ${row.id}
      union select uploaded_by from files where petition_id = ${row.id})`.execute(reader);
  return new Map(found.rows.map(({ id, name }) => [id, name]));
}
