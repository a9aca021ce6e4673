import { addDays, weekdayOf, type PlainDate } from '../../../core/deadlines/plain-date.ts';
import { figuresOf, type Figures } from '../../../core/statistics/figures.ts';
import { addTally, emptyTally, type Tally } from '../../../core/statistics/tally.ts';
import { stepOf, yearBefore, type Period, type Step } from '../../../core/statistics/period.ts';
import { reading, type Database, type Reader } from '../../../store/database.ts';
import { askWith, type Asked, type Filter, type Filters } from './asked.ts';
import { countByDate, countHours, countPeriod, openAfter } from './count.ts';
import { emptyQueue, queueNow, type Queue } from './queue.ts';

export interface StatisticsQuestion {
  readonly city_id: string;
  readonly period: Period;
  readonly filters: Filters;
  readonly by: Filter | null;
  readonly today: PlainDate;
  /** Instant against which what is overdue is told. */
  readonly now: string;
}

export interface Told {
  readonly figures: Figures;
  readonly queue: Queue;
}

export interface SeriesPoint {
  /** First day of the day, week or month. */
  readonly at: PlainDate;
  received: number;
  resolved: number;
}

export interface StatisticsView extends Told {
  /** Without an outcome at the end of the period; the queue of now where that is today or later. */
  readonly open_at_end: number;
  readonly year_before: Figures;
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
    const whole: Asked = { ...asked, by: null };
    const [tallies, queues, before, open_at_end, series, hours] = await Promise.all([
      countBoth(reader, asked, question),
      queueNow(reader, { asked, ...question }),
      countPeriod(reader, { asked: whole, period: yearBefore(question.period), today: question.today }),
      question.period.to >= question.today
        ? null
        : openAfter(reader, whole, { to: question.period.to, today: question.today }),
      seriesOf(reader, whole, question),
      countHours(reader, { asked: whole, period: question.period, today: question.today }),
    ]);
    const queue = sumQueues(queues);
    return {
      ...{ figures: figuresOf(tallies.all), queue, open_at_end: open_at_end ?? queue.open },
      year_before: figuresOf(before.get('') ?? emptyTally()),
      rows: rowsOf(tallies.rows, asked.by === null ? new Map() : queues),
      ...{ step: stepOf(question.period), series },
      hours: hoursOf(hours),
    };
  });
}

async function countBoth(reader: Reader, asked: Asked, { period, today }: StatisticsQuestion) {
  const rows = await countPeriod(reader, { asked, period, today });
  return { rows: asked.by === null ? new Map<string, Tally>() : rows, all: sumTallies(rows) };
}

function sumTallies(tallies: ReadonlyMap<string, Tally>): Tally {
  const sum = emptyTally();
  for (const tally of tallies.values()) addTally(sum, tally);
  return sum;
}

function sumQueues(queues: ReadonlyMap<string, Queue>): Queue {
  const sum = emptyQueue();
  for (const { open, overdue, ages } of queues.values()) {
    sum.open += open;
    sum.overdue += overdue;
    for (const [age, n] of ages.entries()) sum.ages[age] = (sum.ages[age] ?? 0) + n;
  }
  return sum;
}

function rowsOf(tallies: ReadonlyMap<string, Tally>, queues: ReadonlyMap<string, Queue>): Map<string, Told> {
  const values = new Set([...tallies.keys(), ...queues.keys()]);
  return new Map(
    [...values].map((value) => [
      value,
      {
        figures: figuresOf(tallies.get(value) ?? emptyTally()),
        queue: queues.get(value) ?? emptyQueue(),
      },
    ]),
  );
}

async function seriesOf(reader: Reader, asked: Asked, question: StatisticsQuestion): Promise<SeriesPoint[]> {
  const { period, today } = question;
  const step = stepOf(period);
  const rows = await countByDate(reader, { asked, period, today }, step === 'month' ? 'month' : 'day');
  const points = new Map(startsOf(period, step, today).map((at) => [at, { at, received: 0, resolved: 0 }]));
  for (const { at, received, resolved } of rows) {
    const point = points.get(startOf(at, step));
    if (point === undefined) continue;
    point.received += received;
    point.resolved += resolved;
  }
  return [...points.values()];
}

function startOf(date: PlainDate, step: Step): PlainDate {
  if (step === 'day') return date;
  return step === 'week' ? addDays(date, 1 - weekdayOf(date)) : `${date.slice(0, 7)}-01`;
}

/** Every point of the period, so that nothing shows as nothing. */
function startsOf({ from, to }: Period, step: Step, today: PlainDate): PlainDate[] {
  const starts: PlainDate[] = [];
  const end = to < today ? to : today;
  for (let date = from; date <= end; date = addDays(date, 1)) {
    const start = startOf(date, step);
    if (starts.at(-1) !== start) starts.push(start);
  }
  return starts;
}

const hoursOf = ({ hours }: Tally): number[] =>
  Array.from({ length: 168 }, (_, hour) => hours.get(hour) ?? 0);

/** A value that was never counted: no petition has it. */
function nothing(question: StatisticsQuestion): StatisticsView {
  const figures = figuresOf(emptyTally());
  const step = stepOf(question.period);
  return {
    ...{ figures, queue: emptyQueue(), open_at_end: 0, year_before: figures, rows: new Map(), step },
    series: startsOf(question.period, step, question.today).map((at) => ({ at, received: 0, resolved: 0 })),
    hours: hoursOf(emptyTally()),
  };
}
