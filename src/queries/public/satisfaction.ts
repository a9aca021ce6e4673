import type { PeopleFigures } from '../../core/satisfaction/groups.ts';
import type { Figures } from '../../core/satisfaction/figures.ts';
import type { Database, Reader } from '../../store/database.ts';
import { readingAnywhere } from '../../store/standby.ts';
import {
  satisfactionFigures,
  type Breakdown,
  type FiguresAsked,
  type GroupFigures,
} from '../satisfaction-figures.ts';

import { satisfactionOfGroups } from '../satisfaction-groups.ts';

export type { FiguresAsked, GroupFigures };
export type PublicBreakdown = Exclude<Breakdown, 'responsible' | 'mode'>;

/** What was found behind bad answers and closed in the period: «usted dijo, hicimos». */
export interface Followed {
  readonly open: number;
  readonly closed: number;
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
}

export interface PublicSatisfaction {
  readonly whole: Figures;
  readonly groups: readonly GroupFigures[];
  readonly months: readonly GroupFigures[];
  /** By what people say of themselves. */
  readonly people: readonly PeopleFigures[];
  readonly followed: Followed;
}

/** So long an answer is given again to whoever asks the same: reading a year of a big city costs a second. */
const keptMs = 30_000;
/** Different questions kept at a time; the oldest goes. */
const mostKept = 200;

interface Kept {
  readonly at: number;
  readonly told: Promise<PublicSatisfaction>;
}
const kept = new WeakMap<Database, Map<string, Kept>>();

/**
 * What people say of a city, as everybody may know it: no cell of fewer than ten answers, nobody's name. Up to half a minute
 * old; those who ask the same meanwhile share one look.
 */
export function publicSatisfaction(
  { database }: { readonly database: Database },
  asked: Omit<FiguresAsked, 'within'>,
  by: PublicBreakdown,
): Promise<PublicSatisfaction> {
  const answers = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, answers);
  const question = JSON.stringify([by, asked]);
  const known = answers.get(question);
  if (known !== undefined && performance.now() - known.at < keptMs) return known.told;
  const told = lookUp(database, asked, by);
  answers.delete(question);
  answers.set(question, { at: performance.now(), told });
  const [oldest] = answers.keys();
  if (answers.size > mostKept && oldest !== undefined) answers.delete(oldest);
  // What failed is asked again by the next.
  told.catch(() => answers.delete(question));
  return told;
}

function lookUp(database: Database, asked: FiguresAsked, by: PublicBreakdown): Promise<PublicSatisfaction> {
  return readingAnywhere(database, { kind: 'system' }, async (reader) => {
    const [figures, people, followed] = await Promise.all([
      satisfactionFigures(reader, asked, by),
      satisfactionOfGroups(reader, asked),
      followedUp(reader, asked),
    ]);
    return { ...figures, people, followed };
  });
}

async function followedUp(reader: Reader, asked: FiguresAsked): Promise<Followed> {
  const rows = await reader
    .selectFrom('survey_follow_ups as f')
    .innerJoin('surveys as s', 's.id', 'f.survey_id')
    .select(['f.cause'])
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('f.city_id', '=', asked.city_id)
    .where('s.closed_on', '>=', asked.from)
    .where('s.closed_on', '<=', asked.until)
    .$if(asked.authority_id !== undefined, (query) => query.where('f.authority_id', '=', asked.authority_id!))
    .groupBy('f.cause')
    .orderBy('count', 'desc')
    .execute();
  const causes = rows.flatMap(({ cause, count }) =>
    cause === null || cause === 'answer_changed' ? [] : [{ cause, count }],
  );
  return {
    open: rows.find(({ cause }) => cause === null)?.count ?? 0,
    closed: causes.reduce((sum, { count }) => sum + count, 0),
    causes,
  };
}
