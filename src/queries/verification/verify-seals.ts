import { reading, type Database, type Reader } from '../../store/database.ts';
import type { HistoryProblem } from './history-problems.ts';
import { sealRoot } from './seal-root.ts';

/** A root as it is written down elsewhere. */
export interface NotedRoot {
  /** Folio code of the authority, such as `IZP`. */
  readonly authority: string;
  readonly seal: number;
  /** Hexadecimal. */
  readonly root: string;
}

interface SealRow {
  readonly authority_id: string;
  readonly authority: string;
  readonly seq: number;
  readonly heads: number;
  readonly previous_root: Buffer | null;
  readonly root: Buffer;
}

export interface VerifiedSeals {
  readonly seals: number;
  readonly newest: readonly NotedRoot[];
}

export interface SealOptions {
  readonly noted: readonly NotedRoot[];
  readonly on_problems: (found: readonly HistoryProblem[]) => void;
  /** Told after each batch how many were checked. */
  readonly on_progress?: (seals: number) => void;
}

interface CheckedSeal {
  readonly seal: SealRow;
  readonly missing: readonly string[];
  readonly root: Buffer;
}

const batch = 200;

/**
 * Computes every seal again from the events it covers; names the events that are gone. Of the seals it remembers the
 * newest of each authority and those that were noted, whose number does not grow.
 */
export async function verifySeals(
  database: Database,
  { noted, on_problems, on_progress }: SealOptions,
): Promise<VerifiedSeals> {
  const newest = new Map<string, NotedRoot>();
  const missing = new Map(noted.map((root) => [`${root.authority}/${root.seal}`, root]));
  let previous: SealRow | null = null;
  let seals = 0;
  for (;;) {
    const after: SealRow | null = previous;
    const rows: CheckedSeal[] = await reading(database, { kind: 'system' }, (reader) =>
      sealsAfter(reader, after),
    );
    for (const { seal, missing: gone, root } of rows) {
      on_problems(problemsOfSeal(seal, { previous, missing: gone, root }));
      const { authority, seq } = seal;
      const told = { authority, seal: seq, root: seal.root.toString('hex') };
      newest.set(authority, told);
      const key = `${authority}/${seq}`;
      if (missing.get(key)?.root.toLowerCase() === told.root) missing.delete(key);
      previous = seal;
    }
    seals += rows.length;
    on_progress?.(seals);
    if (rows.length < batch) break;
  }
  for (const { authority, seal } of missing.values())
    on_problems([{ kind: 'noted_root_differs', authority, seal }]);
  return { seals, newest: [...newest.values()] };
}

function problemsOfSeal(
  seal: SealRow,
  found: { previous: SealRow | null; missing: readonly string[]; root: Buffer },
): HistoryProblem[] {
  const named = { authority: seal.authority, seal: seal.seq };
  const before = found.previous?.authority_id === seal.authority_id ? found.previous : null;
  const follows =
    seal.seq === (before?.seq ?? 0) + 1 &&
    (before === null ? seal.previous_root === null : seal.previous_root?.equals(before.root) === true);
  const problems: HistoryProblem[] = found.missing.map((event_id) => ({
    ...{ kind: 'event_deleted', event_id },
    ...named,
  }));
  if (!follows) problems.push({ kind: 'seal_chain_broken', ...named });
  if (found.missing.length === 0 && !found.root.equals(seal.root)) {
    problems.push({ kind: 'seal_differs', ...named });
  }
  return problems;
}

async function sealsAfter(reader: Reader, after: SealRow | null): Promise<CheckedSeal[]> {
  let query = reader
    .selectFrom('seals as s')
    .innerJoin('authorities as a', 'a.id', 's.authority_id')
    .select(['s.authority_id', 'a.folio_code as authority', 's.seq', 's.heads', 's.previous_root', 's.root'])
    .orderBy('s.authority_id')
    .orderBy('s.seq')
    .limit(batch);
  if (after !== null) {
    const { authority_id, seq } = after;
    query = query.where((eb) => eb(eb.refTuple('s.authority_id', 's.seq'), '>', eb.tuple(authority_id, seq)));
  }
  const rows = await query.execute();
  const checked: CheckedSeal[] = [];
  for (const seal of rows) checked.push({ seal, ...(await computed(reader, seal)) });
  return checked;
}

async function computed(reader: Reader, { authority_id, seq, previous_root }: SealRow) {
  const events = await reader
    .selectFrom('sealed_events as s')
    .leftJoin('petition_events as e', 'e.id', 's.event_id')
    .select(['s.event_id', 'e.hash'])
    .where('s.authority_id', '=', authority_id)
    .where('s.seal_seq', '=', seq)
    .orderBy('s.event_id')
    .execute();
  const missing = events.filter(({ hash }) => hash === null).map(({ event_id }) => event_id);
  const hashes = events.flatMap(({ hash }) => (hash === null ? [] : [hash]));
  return { missing, root: sealRoot({ authority_id, seq, previous_root, hashes }) };
}
