import { sql, type RawBuilder } from 'kysely';
import { grains, isCubed, sourceOf, type Grain, type Source } from '../../../core/statistics/cells.ts';
import { splitEdge, splitPeriod, type Edge, type Period } from '../../../core/statistics/period.ts';
import type { PlainDate } from '../../../core/deadlines/plain-date.ts';
import { dimensionsOf, isWord, type Asked } from './asked.ts';

/** A stretch of a period and where it is counted. */
export interface Piece {
  /** Which of the periods that are asked for together. */
  readonly part: number;
  readonly grain: Grain;
  readonly source: Source;
  readonly period: Period;
  /** -1: to be taken out. */
  readonly times: 1 | -1;
}

/**
 * Whole months where months are counted, and the days by which the ends differ, of which whole thirds of months are counted too;
 * all of it from the facts where they alone know.
 */
export function piecesOf(
  asked: Asked,
  periods: readonly Period[],
  { today, by = 'month' }: { today: PlainDate; by?: 'month' | 'day' },
): readonly Piece[] {
  const dims = dimensionsOf(asked);
  const [month, day] = [sourceOf(dims, 'month'), sourceOf(dims, 'day')];
  return periods.flatMap((period, part): Piece[] => {
    if (by === 'day') return [{ part, grain: 'day', source: day, period, times: 1 }];
    if (month === 'facts') return [{ part, grain: 'month', source: month, period, times: 1 }];
    const { months, edges } = splitPeriod(period, today);
    return [
      ...(months === null
        ? []
        : [{ part, grain: 'month', source: month, period: months, times: 1 } as const]),
      ...edges.flatMap((edge) => edgePieces(asked, edge)).map((piece) => ({ ...piece, part })),
    ];
  });
}

/** Where the days at an end of a period are counted, once they are not of whole months. */
export function edgePieces(asked: Asked, edge: Edge): readonly Omit<Piece, 'part'>[] {
  const dims = dimensionsOf(asked);
  const source = sourceOf(dims, 'day');
  const byDay = ({ times, ...period }: Edge) => ({ grain: 'day', source, period, times }) as const;
  if (source === 'cells' || !isCubed(dims)) return [byDay(edge)];
  const { thirds, days } = splitEdge(edge);
  if (thirds === null) return days.map(byDay);
  const { times, ...period } = thirds;
  return [{ grain: 'third', source: 'cube', period, times }, ...days.map(byDay)];
}

/** The counted rows of a question by month or by day, as `c`; of the facts, see `facts.ts`. */
export function countedIn(
  asked: Asked,
  { grain, source }: Pick<Piece, 'grain' | 'source'>,
): RawBuilder<unknown> {
  const dims = dimensionsOf(asked);
  if (source === 'cells') {
    const [one = 'city', other] = dims;
    return sql`from statistics_cells c where c.a ${isWord(asked, one)}
      and c.b ${other === undefined ? sql`= 0` : isWord(asked, other)} and c.grain = ${grains[grain]}`;
  }
  return sql`from statistics_cube c where c.grain = ${sql.lit(grains[grain])}
    and ${sql.join(
      dims.map((name) => sql`c.${sql.ref(name)} ${isWord(asked, name)}`),
      sql` and `,
    )}`;
}

/** The word of what is told apart in such a row; 0 where nothing is. */
export function wordIn(asked: Asked, source: Source): RawBuilder<unknown> {
  const { by } = asked;
  if (by === null) return sql`0`;
  if (source === 'cells') return by === dimensionsOf(asked)[0] ? sql`c.a` : sql`c.b`;
  return sql.ref(`c.${by}`);
}

export const during = ({ from, to }: Period): RawBuilder<unknown> =>
  sql`c.at between ${from}::date and ${to}::date`;
