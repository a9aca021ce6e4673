import type { Database, Reader } from '../../store/database.ts';
import { reading } from '../../store/database.ts';
import { problemsOfHistory, type EventRow, type HistoryProblem } from './history-problems.ts';
import { verifySeals, type NotedRoot } from './verify-seals.ts';

export interface VerifyOptions {
  /** Roots written down elsewhere (paper, another machine): they prove even against who rewrites everything here. */
  readonly noted_roots?: readonly NotedRoot[];
  /** Told after each batch, for showing progress. */
  readonly on_progress?: (done: { petitions: number; events: number; seals: number }) => void;
}

export interface Verification {
  readonly petitions: number;
  readonly events: number;
  readonly seals: number;
  /** The first of them, at most `most_told`: who altered everything need not fill the memory too. */
  readonly problems: readonly HistoryProblem[];
  readonly problem_count: number;
  /** The newest root of each authority, to be written down elsewhere. */
  readonly newest_roots: readonly NotedRoot[];
}

const batch = 300;
const most_told = 10_000;

/**
 * Checks that no history was altered: every hash chain row by row, every petition's columns against the fold of its
 * history, every seal against the events it covers. Reads in short transactions; work goes on meanwhile.
 */
export async function verifyHistories(
  database: Database,
  options: VerifyOptions = {},
): Promise<Verification> {
  const problems: HistoryProblem[] = [];
  const done = { petitions: 0, events: 0, seals: 0 };
  let problem_count = 0;
  const tell = (found: readonly HistoryProblem[]) => {
    problem_count += found.length;
    problems.push(...found.slice(0, most_told - problems.length));
  };
  let after: string | null = null;
  for (;;) {
    const checked = await asSystem(database, (reader) => checkBatch(reader, after));
    done.petitions += checked.petitions;
    done.events += checked.events;
    tell(await confirmed(database, checked.suspects));
    options.on_progress?.({ ...done });
    if (checked.last === null) break;
    after = checked.last;
  }
  const { newest, seals } = await verifySeals(database, {
    noted: options.noted_roots ?? [],
    on_problems: tell,
    on_progress: (seals) => options.on_progress?.({ ...done, seals }),
  });
  return { ...done, seals, problems, problem_count, newest_roots: newest };
}

const asSystem = <T>(database: Database, work: (reader: Reader) => Promise<T>): Promise<T> =>
  reading(database, { kind: 'system' }, work);

async function checkBatch(reader: Reader, after: string | null) {
  let query = reader.selectFrom('petitions').selectAll().orderBy('id').limit(batch);
  if (after !== null) query = query.where('id', '>', after);
  const petitions = await query.execute();
  const last = petitions.length === batch ? petitions.at(-1)!.id : null;
  if (petitions.length === 0) return { petitions: 0, events: 0, suspects: [] as string[], last };
  const rows = await eventsOf(
    reader,
    petitions.map(({ id }) => id),
  );
  const byPetition = Map.groupBy(rows, ({ petition_id }) => petition_id);
  const suspects = petitions
    .filter((petition) => problemsOfHistory(petition, byPetition.get(petition.id) ?? []).length > 0)
    .map(({ id }) => id);
  return { petitions: petitions.length, events: rows.length, suspects, last };
}

async function eventsOf(reader: Reader, petition_ids: readonly string[]): Promise<EventRow[]> {
  return reader
    .selectFrom('petition_events')
    .selectAll()
    .where('petition_id', 'in', petition_ids)
    .orderBy('petition_id')
    .orderBy('seq')
    .execute();
}

/**
 * Row and history are read one after the other, so a petition that changes in between looks wrong for a moment.
 * Only what is still wrong when its version stood still is a problem.
 */
async function confirmed(database: Database, suspects: readonly string[]): Promise<HistoryProblem[]> {
  const problems: HistoryProblem[] = [];
  for (const id of suspects) {
    problems.push(...(await asSystem(database, (reader) => problemsStandingStill(reader, id))));
  }
  return problems;
}

async function problemsStandingStill(reader: Reader, id: string): Promise<HistoryProblem[]> {
  const read = () => reader.selectFrom('petitions').selectAll().where('id', '=', id).executeTakeFirst();
  let before = await read();
  for (let tries = 0; before !== undefined && tries < 20; tries += 1) {
    const found = problemsOfHistory(before, await eventsOf(reader, [id]));
    const now = await read();
    if (now?.version === before.version) return found;
    before = now;
  }
  return [];
}
