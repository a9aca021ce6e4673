import type { PlainDate } from '../../../core/deadlines/plain-date.ts';
import { figuresOf, type Figures } from '../../../core/statistics/figures.ts';
import { addTally, emptyTally, type Tally } from '../../../core/statistics/tally.ts';
import { stepOf, yearBefore, type Period, type Step } from '../../../core/statistics/period.ts';
import { reading, type Database } from '../../../store/database.ts';
import { withoutHelpers } from '../../../store/one-plan.ts';
import { sourceOf } from '../../../core/statistics/cells.ts';
import { askWith, dimensionsOf, type Asked, type Filter, type Filters } from './asked.ts';
import { countPeriods, datesOf, type Counted } from './count.ts';
import { agesNow, nothingStands, standingAfter, standingNow, type Standing } from './ends.ts';
import { pointsOf, seriesByDay, type SeriesPoint } from './series.ts';

export interface StatisticsQuestion {
  readonly city_id: string;
  readonly period: Period;
  readonly filters: Filters;
  readonly by: Filter | null;
  readonly today: PlainDate;
  /** Instant against which what is overdue is told. */
  readonly now: string;
}

/** What has no outcome yet, as it is now. */
export interface Queue extends Standing {
  /** How many came so many days ago: 0–5, 6–15, 16–40, 41–90, more. */
  readonly ages: readonly number[];
}

export interface Told {
  readonly figures: Figures;
  readonly queue: Standing;
}

export interface StatisticsView {
  readonly figures: Figures;
  readonly queue: Queue;
  /** Without an outcome at the end of the period, and past its term then; as it is now where that is today or later. */
  readonly at_end: Standing;
  readonly year_before: Figures;
  /** The same at the end of the same days a year before. */
  readonly at_end_before: Standing;
  /** By the value of what is told apart. */
  readonly rows: ReadonlyMap<string, Told>;
  readonly step: Step;
  readonly series: readonly SeriesPoint[];
  /** Received by hour of the week, 168 numbers from Monday at midnight. */
  readonly hours: readonly number[];
}

/**
 * Everything the board tells of a place and a period, from the counts alone: numbers of all petitions, whatever their
 * visibility, since a number names nobody; small ones are for the page to hide (`core/statistics/masking.ts`).
 */
export function statisticsView(database: Database, question: StatisticsQuestion): Promise<StatisticsView> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const asked = await askWith(reader, question);
    if (asked === null) return nothing(question);
    const { period, today } = question;
    const whole: Asked = { ...asked, by: null };
    const before = yearBefore(period);
    const step = stepFor(whole, period);
    const by = step === 'day' ? 'day' : 'month';
    const [, counted, days, parts, standings, now, end, end_before, ages] = await Promise.all([
      sourceOf(dimensionsOf(asked), 'month') === 'facts' ? null : withoutHelpers(reader),
      countPeriods(reader, { asked: whole, periods: [period, before], today, dated: true, by }),
      step === 'week' ? seriesByDay(reader, whole, [period, before]) : null,
      asked.by === null ? [] : countPeriods(reader, { asked, periods: [period], today, dated: false }),
      asked.by === null ? new Map<string, Standing>() : standingNow(reader, asked, question),
      standingNow(reader, whole, question),
      period.to >= today ? null : standingAfter(reader, whole, period.to),
      standingAfter(reader, whole, before.to),
      agesNow(reader, whole, question),
    ]);
    const open = now.get('') ?? nothingStands();
    const [all, all_before] = [sumOf(counted, 0), sumOf(counted, 1)];
    return {
      ...{ figures: figuresOf(all), queue: { ...open, ages: agesOf(ages, open.open) } },
      ...{ at_end: end?.get('') ?? (end === null ? open : nothingStands()) },
      ...{ year_before: figuresOf(all_before), at_end_before: end_before.get('') ?? nothingStands() },
      ...{ rows: rowsOf(parts, standings), step, hours: hoursOf(all) },
      series: pointsOf(days ?? datesOf(counted), { step, period, today }),
    };
  });
}

/** Weeks are drawn where days are counted; where only the facts know of them, months are. */
function stepFor(asked: Asked, period: Period): Step {
  const step = stepOf(period);
  return step === 'week' && sourceOf(dimensionsOf(asked), 'day') === 'facts' ? 'month' : step;
}

function sumOf(counted: readonly Counted[], wanted: number): Tally {
  const sum = emptyTally();
  for (const { part, tally } of counted) if (part === wanted) addTally(sum, tally);
  return sum;
}

/** What came before the first age that is counted is all the rest. */
const agesOf = (known: readonly number[], open: number): readonly number[] => [
  ...known,
  open - known.reduce((sum, n) => sum + n, 0),
];

function rowsOf(parts: readonly Counted[], standings: ReadonlyMap<string, Standing>): Map<string, Told> {
  const tallies = new Map(parts.map(({ value, tally }) => [value, tally]));
  const values = new Set([...tallies.keys(), ...standings.keys()]);
  return new Map(
    [...values].map((value) => [
      value,
      {
        figures: figuresOf(tallies.get(value) ?? emptyTally()),
        queue: standings.get(value) ?? nothingStands(),
      },
    ]),
  );
}

const hoursOf = ({ hours }: Tally): number[] =>
  Array.from({ length: 168 }, (_, hour) => hours.get(hour) ?? 0);

/** A value that was never counted: no petition has it. */
function nothing({ period, today }: StatisticsQuestion): StatisticsView {
  const [figures, stands] = [figuresOf(emptyTally()), nothingStands()];
  const step = stepOf(period);
  return {
    ...{ figures, queue: { ...stands, ages: agesOf([0, 0, 0, 0], 0) }, at_end: stands },
    ...{ year_before: figures, at_end_before: stands, rows: new Map(), step },
    ...{ series: pointsOf([], { step, period, today }), hours: hoursOf(emptyTally()) },
  };
}
