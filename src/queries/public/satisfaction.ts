import type { Figures } from '../../core/satisfaction/figures.ts';
import { reading, type Database, type Reader } from '../../store/database.ts';
import {
  satisfactionFigures,
  type Breakdown,
  type FiguresAsked,
  type GroupFigures,
} from '../satisfaction-figures.ts';

export type { FiguresAsked, GroupFigures };
export type PublicBreakdown = Exclude<Breakdown, 'responsible'>;

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
  readonly followed: Followed;
}

/** What people say of a city, as everybody may know it: no cell of fewer than ten answers, nobody's name. */
export function publicSatisfaction(
  { database }: { readonly database: Database },
  asked: FiguresAsked,
  by: PublicBreakdown,
): Promise<PublicSatisfaction> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const [figures, followed] = await Promise.all([
      satisfactionFigures(reader, asked, by),
      followedUp(reader, asked),
    ]);
    return { ...figures, followed };
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
