import { sql, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import { reading } from '../../store/database.ts';
import { petitionsHeldAt } from '../visible-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** A petition that changed: what tells whom it concerns, and nothing else of it. */
export interface ChangedPetition {
  readonly id: string;
  readonly version: number;
  readonly updated_at: string;
  readonly authority_ids: readonly string[];
}

const most = 500;

/** What changed since an instant in the whole installation, oldest first; each city by its own index. */
export function changedSince(ports: Pick<StaffPorts, 'database'>, since: string): Promise<ChangedPetition[]> {
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const found = await sql<ChangedPetition>`
      select p.id, p.version, p.updated_at, p.authority_ids from cities c cross join lateral (
        select * from petitions p where p.city_id = c.id and p.updated_at > ${since}
        order by p.updated_at, p.id limit ${most}) p
      order by p.updated_at, p.id limit ${most}`.execute(reader);
    return found.rows;
  });
}

/** The same of petitions that are said to have changed. */
export function changedAmong(
  ports: Pick<StaffPorts, 'database'>,
  ids: readonly string[],
): Promise<ChangedPetition[]> {
  return reading(ports.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('petitions as p')
      .select(['p.id', 'p.version', 'p.updated_at', 'p.authority_ids'])
      .where(sql<SqlBool>`p.id = any(${[...ids]}::uuid[])`)
      .orderBy('p.updated_at')
      .orderBy('p.id')
      .execute(),
  );
}

/** Those of the changed petitions that the person may see; of one that leaves them, that it does and no more. */
export async function seenAmong(
  ports: Pick<StaffPorts, 'database'>,
  actor: StaffActor,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await readingAs(ports, actor, (reader) =>
    reader
      .selectFrom('petitions as p')
      .select('p.id')
      .where(sql<SqlBool>`p.id = any(${[...ids]}::uuid[])`)
      .where(petitionsHeldAt(actor, 'petition.read', sql`p.updated_at`) as never)
      .execute(),
  );
  return new Set(rows.map(({ id }) => id));
}
