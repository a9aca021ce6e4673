import { CompiledQuery } from 'kysely';
import { changed, here, lineage, readPosition } from '../../store/change-position.ts';
import { reading, type Reader } from '../../store/database.ts';
import { nameStatement } from '../../store/statement-names.ts';
import { heldByRow, seenByRow, type Reach } from '../visible-petitions.ts';
import type { StaffPorts } from './ports.ts';

type Ports = Pick<StaffPorts, 'database'>;

/** A petition that changed: what tells whom it may concern, and nothing else of it. */
export interface ChangedPetition {
  readonly id: string;
  readonly city_id: string;
  readonly authority_ids: readonly string[];
}

/** What a later snapshot sees and an earlier one did not. */
export interface Changes {
  /** The later one: whoever was told of these goes on from here. */
  readonly position: string;
  /** In the order of their transactions; null when they are more than are told one by one. */
  readonly petitions: readonly ChangedPetition[] | null;
}

/** More at once than this, and it is only said where they are. */
export const mostChanges = 500;

const where_it_is = nameStatement('position_of_changes', `select ${here} as position`);
const what_changed = nameStatement(
  'changes_since',
  `select ${here} as position, ${lineage} = $2 as is_ours, p.id, p.city_id, p.authority_ids
   from (select) one left join lateral (
     select id, city_id, authority_ids, changed_in from petitions where ${changed}
     order by changed_in limit ${mostChanges + 1}) p on true
   order by p.changed_in, p.id`,
);
const where_changed = nameStatement(
  'places_of_changes',
  `select distinct city_id, authority_ids from petitions where ${changed}`,
);
const who_is_told = nameStatement(
  'readers_of_changes',
  `select p.id, array_agg(g.n) as readers from petitions p
   join jsonb_to_recordset($3::jsonb)
     as g (n integer, city_id uuid, authority_id uuid, unit_ids uuid[], reads_private boolean) on ${seenByRow}
   where p.id = any($2::uuid[]) and (${heldByRow} or exists (
     select from assignments h where h.petition_id = p.id and h.authority_id = g.authority_id
       and not pg_visible_in_snapshot(h.ended_in, $1::pg_snapshot)
       and pg_visible_in_snapshot(h.ended_in, pg_current_snapshot())))
   group by p.id`,
);

/** The position of whoever has been told of everything so far. */
export async function positionOfChanges(ports: Ports): Promise<string> {
  const [row] = await asSystem<{ position: string }>(ports, where_it_is, []);
  return row!.position;
}

type Row = { position: string; is_ours: boolean; id: string | null } & Omit<ChangedPetition, 'id'>;

/**
 * What changed in the whole installation since a position; null for one that is not of this database. Transactions that
 * were under way at the position are found when they have committed, however long that took.
 */
export async function changesSince(ports: Ports, position: string): Promise<Changes | null> {
  const at = readPosition(position);
  if (at === null) return null;
  const rows = await asSystem<Row>(ports, what_changed, [at.snapshot, at.lineage]).catch(noneOfWrongSnapshot);
  const [first] = rows;
  if (first === undefined || !first.is_ours) return null;
  const petitions = rows.flatMap(({ id, city_id, authority_ids }) =>
    id === null ? [] : [{ id, city_id, authority_ids }],
  );
  return { position: first.position, petitions: petitions.length > mostChanges ? null : petitions };
}

/** Where those are that are too many to be told one by one. */
export async function placesOfChanges(
  ports: Ports,
  position: string,
): Promise<readonly Omit<ChangedPetition, 'id'>[]> {
  const at = readPosition(position);
  return at === null ? [] : asSystem(ports, where_changed, [at.snapshot]);
}

/**
 * By which of the reaches (their places in the list) each of the petitions is read whole; or was, until it left them
 * since the position: of that they are told, and of nothing that comes later.
 */
export async function readersOf(
  ports: Ports,
  { ids, since, reaches }: { ids: readonly string[]; since: string; reaches: readonly Reach[] },
): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const at = readPosition(since);
  if (at === null || ids.length === 0 || reaches.length === 0) return new Map();
  const rows = JSON.stringify(reaches.map((reach, n) => ({ n, ...reach })));
  const found = await asSystem<{ id: string; readers: number[] }>(ports, who_is_told, [
    at.snapshot,
    ids,
    rows,
  ]);
  return new Map(found.map(({ id, readers }) => [id, new Set(readers)]));
}

/** What looks like a snapshot need not be one: whoever asks may have written it. */
function noneOfWrongSnapshot(problem: unknown): [] {
  const { code } = problem as { code?: unknown };
  if (code === '22P02' || code === '22003') return [];
  throw problem;
}

function asSystem<R>({ database }: Ports, text: string, values: readonly unknown[]): Promise<readonly R[]> {
  return reading(database, { kind: 'system' }, async (reader: Reader) => {
    const { rows } = await reader.executeQuery(CompiledQuery.raw(text, [...values]));
    return rows as R[];
  });
}
