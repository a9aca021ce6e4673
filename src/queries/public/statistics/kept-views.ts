import { reading, readingOpenly, type Database } from '../../../store/database.ts';
import { statisticsProgress } from '../../../store/statistics/progress.ts';
import { statisticsView, type StatisticsQuestion, type StatisticsView } from './statistics-view.ts';

/** Where the counts are: a number that grows with every change of one, and whether they are whole. */
export interface CountsNow {
  readonly version: number;
  readonly is_whole: boolean;
}

export async function countsNow(database: Database): Promise<CountsNow> {
  const { version, position, swept_until } = await reading(database, { kind: 'system' }, statisticsProgress);
  return { version, is_whole: position !== null && swept_until === null };
}

/** The number alone, for who asks often. */
export async function countsVersion(database: Database): Promise<number> {
  const rows = await readingOpenly(database, (reader) =>
    reader.selectFrom('statistics_progress').select('version'),
  );
  return rows[0]?.version ?? 0;
}

interface Kept {
  readonly until: number;
  readonly view: Promise<StatisticsView>;
}

const most = 400;
/** What is overdue changes with the clock too. */
const longestMs = 60_000;
const kept = new Map<string, Kept>();

/**
 * The same, kept for those who ask the same of the same counts: when something happens, everybody who looks at the board
 * asks again, and one of them is enough. Nothing kept is older than the counts that `version` names.
 */
export function keptView(
  database: Database,
  version: number,
  question: StatisticsQuestion,
): Promise<StatisticsView> {
  const { now: _, ...rest } = question;
  const key = JSON.stringify([version, rest]);
  const known = kept.get(key);
  if (known !== undefined && known.until > performance.now()) return known.view;
  const view = statisticsView(database, question);
  kept.delete(key);
  kept.set(key, { until: performance.now() + longestMs, view });
  view.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return view;
}
