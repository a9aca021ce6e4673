import { sql, type RawBuilder, type SqlBool } from 'kysely';
import {
  figuresOf,
  type Counts,
  type Figures,
  type Level,
  type Stratum,
} from '../core/satisfaction/figures.ts';
import { SOLVED } from '../core/satisfaction/instrument.ts';
import { LASTING } from '../core/satisfaction/lasting.ts';
import { addDays } from '../core/deadlines/plain-date.ts';
import { hideComplements } from '../core/satisfaction/small-cells.ts';
import type { Reader } from '../store/database.ts';
import { ALL_SERVICES, countedSurveys } from '../store/survey-cells.ts';

/** What figures can be broken down by. */
export const breakdowns = ['authority', 'unit', 'service', 'kind', 'channel', 'responsible', 'mode'] as const;
export type Breakdown = (typeof breakdowns)[number];

const columns: Readonly<Record<Breakdown, RawBuilder<string>>> = {
  authority: sql`s.authority_id`,
  unit: sql`s.unit_id`,
  service: sql`s.service_id`,
  kind: sql`s.kind_code`,
  channel: sql`s.channel`,
  responsible: sql`coalesce(s.responsible_id::text, '')`,
  // How it was answered, or was to be asked; those who were not asked stand for themselves.
  mode: sql`coalesce(s.mode, case when s.carried_by in ('phone', 'paper') then s.carried_by
    when s.carried_by is null then 'none' else 'web' end)`,
};

/** Which closings are told of: a period of local dates of closing, both included, and what they are narrowed to. */
export interface FiguresAsked {
  readonly city_id: string;
  readonly from: string;
  readonly until: string;
  readonly authority_id?: string | undefined;
  readonly unit_id?: string | undefined;
  readonly service_id?: string | undefined;
  readonly kind?: string | undefined;
  readonly channel?: string | undefined;
  /** What the asker may see at all; everything where it is not given. */
  readonly within?: RawBuilder<SqlBool>;
}

export interface GroupFigures {
  readonly key: string;
  readonly figures: Figures;
}

export interface Satisfaction {
  readonly whole: Figures;
  /** By key; small cells are hidden, and a second one where one alone would be (protocol K.3). */
  readonly groups: readonly GroupFigures[];
  readonly months: readonly GroupFigures[];
}

/**
 * The figures of a set of closings, whole, broken down and month by month. Ask as the system: nobody else reads answers,
 * and what comes out is of ten people at least.
 */
export async function satisfactionFigures(
  reader: Reader,
  asked: FiguresAsked,
  by: Breakdown,
): Promise<Satisfaction> {
  const all = areWholeMonths(asked, by)
    ? await countedStrata(reader, asked, by)
    : await strataOfRows(reader, asked, by);
  return told(all, by);
}

/** The same from the rows themselves, whatever is asked: what the counts must say too. */
export async function figuresOfRows(
  reader: Reader,
  asked: FiguresAsked,
  by: Breakdown,
): Promise<Satisfaction> {
  return told(await strataOfRows(reader, asked, by), by);
}

type KeyedStratum = Stratum & Pick<Cell, 'key' | 'is_month' | 'channel' | 'kind_code'>;

function told(all: readonly KeyedStratum[], by: Breakdown): Satisfaction {
  const grouped = all.filter(({ is_month }) => !is_month);
  const months = all.filter(({ is_month }) => is_month);
  return {
    // Of the strata of all, whatever they are told apart by: else the weighted whole would depend on the question.
    whole: figuresOf(together(grouped)),
    groups: groupsOf(grouped, by === 'responsible' ? 'person' : 'cell'),
    months: groupsOf(months, 'cell'),
  };
}

function groupsOf(strata: readonly (Stratum & { readonly key: string })[], level: Level): GroupFigures[] {
  const byKey = Map.groupBy(strata, ({ key }) => key);
  const groups = [...byKey].map(([key, own]) => ({ key, own, figures: figuresOf(own, level) }));
  const told = hideComplements(groups, ({ own }, measure) =>
    own.reduce((sum, one) => sum + Object.values(one[measure]).reduce((n, count) => n + count, 0), 0),
  );
  return told.map(({ key, figures }) => ({ key, figures }));
}

/** Strata of one channel, unit and kind as one. */
function together(strata: readonly KeyedStratum[]): Stratum[] {
  const parts = Map.groupBy(strata, ({ unit_id, channel, kind_code }) =>
    [unit_id, channel, kind_code].join('/'),
  );
  return [...parts.values()].map((own) => own.reduce((one, other) => ({ ...one, ...sumOf(one, other) })));
}

function sumOf(one: Stratum, other: Stratum): Omit<Stratum, 'unit_id'> {
  const add = (name: 'satisfaction' | 'ease' | 'clarity') =>
    one[name].map((count, at) => count + other[name][at]!) as unknown as Counts;
  return {
    closed: one.closed + other.closed,
    asked: one.asked + other.asked,
    complete: one.complete + other.complete,
    ...{ satisfaction: add('satisfaction'), ease: add('ease'), clarity: add('clarity') },
    solved: {
      yes: one.solved.yes + other.solved.yes,
      partly: one.solved.partly + other.solved.partly,
      no: one.solved.no + other.solved.no,
      unknown: one.solved.unknown + other.solved.unknown,
    },
    lasting_due: one.lasting_due + other.lasting_due,
    lasting_asked: one.lasting_asked + other.lasting_asked,
    lasting: {
      yes: one.lasting.yes + other.lasting.yes,
      partly: one.lasting.partly + other.lasting.partly,
      no: one.lasting.no + other.lasting.no,
    },
  };
}

async function strataOfRows(reader: Reader, asked: FiguresAsked, by: Breakdown): Promise<KeyedStratum[]> {
  const [closings, answers] = await Promise.all([
    closingRows(reader, asked, by),
    answerRows(reader, asked, by),
  ]);
  const strata = new Map<string, Mutable<KeyedStratum>>();
  for (const row of closings) {
    strata.set(nameOf(row), { ...row, complete: 0, ...empty() });
  }
  for (const row of answers) {
    const stratum = strata.get(nameOf(row));
    // Answered between the two looks: the next one sees it.
    if (stratum) Object.assign(stratum, talliesOf(row));
  }
  return [...strata.values()];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Cell {
  readonly key: string;
  /** The key is a month, beside whatever is broken down. */
  readonly is_month: boolean;
  readonly unit_id: string;
  readonly channel: string;
  readonly kind_code: string;
}

const nameOf = ({ key, is_month, unit_id, channel, kind_code }: Cell) =>
  [is_month, key, unit_id, channel, kind_code].join('/');

type Tallies = Pick<Stratum, 'complete' | 'satisfaction' | 'ease' | 'clarity' | 'solved' | 'lasting'>;

const empty = (): Omit<Tallies, 'complete'> => ({
  ...{ satisfaction: [0, 0, 0, 0, 0], ease: [0, 0, 0, 0, 0], clarity: [0, 0, 0, 0, 0] },
  solved: { yes: 0, partly: 0, no: 0, unknown: 0 },
  lasting: { yes: 0, partly: 0, no: 0 },
});

/** What narrows a question, with its period. */
export function conditions(asked: FiguresAsked, period: RawBuilder<unknown>): RawBuilder<unknown> {
  const narrowed: readonly (readonly [RawBuilder<unknown>, string | undefined])[] = [
    [sql`s.authority_id`, asked.authority_id],
    [sql`s.unit_id`, asked.unit_id],
    [sql`s.kind_code`, asked.kind],
    [sql`s.channel`, asked.channel],
  ];
  const parts = [
    sql`s.city_id = ${asked.city_id}`,
    period,
    ...(asked.within === undefined ? [] : [asked.within]),
    ...narrowed.flatMap(([column, value]) => (value === undefined ? [] : [sql`${column} = ${value}`])),
  ];
  return sql.join(parts, sql` and `);
}

// Both breakdowns in one look: by what was asked for, and by month; each within channel, unit and kind.
const cells = sql`
  case when grouping(month) = 0 then to_char(month, 'YYYY-MM') else broken::text end as key,
  grouping(month) = 0 as is_month, unit_id, channel, kind_code`;
const sets = sql`grouping sets ((broken, unit_id, channel, kind_code), (month, unit_id, channel, kind_code))`;
const source = (asked: FiguresAsked, by: Breakdown) => sql`
  (select ${columns[by]} as broken, date_trunc('month', s.closed_on)::date as month, s.* from surveys s
    where ${conditions(asked, sql.join(ofRows(asked), sql` and `))}) as s`;
const ofRows = ({ from, until, service_id }: FiguresAsked) => [
  sql`s.closed_on between ${from}::date and ${until}::date`,
  ...(service_id === undefined ? [] : [sql`s.service_id = ${service_id}`]),
];

async function closingRows(reader: Reader, asked: FiguresAsked, by: Breakdown) {
  const { rows } = await sql<Cell & Sizes>`
    select ${cells}, count(*) filter (where ${isFirst}) as closed, count(asked_at) filter (where ${isFirst}) as asked,
      count(*) filter (where not ${isFirst}) as lasting_due,
      count(asked_at) filter (where not ${isFirst}) as lasting_asked
    from ${source(asked, by)} group by ${sets} order by 2, 1, 3, 4, 5`.execute(reader);
  return rows;
}

type Sizes = Pick<Stratum, 'closed' | 'asked' | 'lasting_due' | 'lasting_asked'>;
/** The row of all questions; the other one asks a month later whether it lasts. */
const isFirst = sql`s.asks = 'how_it_went'`;

type AnswerRow = Cell & { readonly complete: number } & Readonly<
    Record<'satisfaction' | 'ease' | 'clarity' | 'solved' | 'lasting', number[]>
  >;

const counted = (column: string, values: readonly (string | number)[], asks = isFirst) =>
  sql`array[${sql.join(
    values.map(
      (value) => sql`count(*) filter (where s.${sql.ref(column)} = ${sql.lit(value)} and ${asks})::int`,
    ),
  )}]`;
const scale = [1, 2, 3, 4, 5];

async function answerRows(reader: Reader, asked: FiguresAsked, by: Breakdown) {
  const { rows } = await sql<AnswerRow>`
    select ${cells}, count(*) filter (where ease is not null and clarity is not null) as complete,
      ${counted('satisfaction', scale)} as satisfaction, ${counted('ease', scale)} as ease,
      ${counted('clarity', scale)} as clarity,
      ${counted('solved', SOLVED)} as solved, ${counted('solved', LASTING, sql`not ${isFirst}`)} as lasting
    from ${source(asked, by)} where answered_at is not null group by ${sets}`.execute(reader);
  return rows;
}

function talliesOf({ complete, satisfaction, ease, clarity, solved, lasting }: AnswerRow): Tallies {
  const [yes = 0, partly = 0, no = 0, unknown = 0] = solved;
  return {
    complete,
    satisfaction: satisfaction as unknown as Counts,
    ease: ease as unknown as Counts,
    clarity: clarity as unknown as Counts,
    solved: { yes, partly, no, unknown },
    lasting: { yes: lasting[0] ?? 0, partly: lasting[1] ?? 0, no: lasting[2] ?? 0 },
  };
}

/** Whether cells can tell it: whole months, and nothing that they do not tell apart. */
function areWholeMonths({ from, until }: FiguresAsked, by: Breakdown): boolean {
  const endsMonth = until.endsWith('-12-31') || addDays(until, 1).endsWith('-01');
  return by !== 'responsible' && by !== 'mode' && from.endsWith('-01') && endsMonth;
}

/** From the counts of whole months (store/survey-cells.ts): as fast for a million closings as for a thousand. */
async function countedStrata(reader: Reader, asked: FiguresAsked, by: Breakdown): Promise<KeyedStratum[]> {
  const { from, until, service_id } = asked;
  const ofService =
    service_id !== undefined
      ? sql`s.service_id = ${service_id}`
      : by === 'service'
        ? sql`s.service_id <> ${ALL_SERVICES}`
        : sql`s.service_id = ${ALL_SERVICES}`;
  const period = sql`s.month between ${from}::date and ${until}::date and ${ofService}`;
  const { rows } = await sql<AnswerRow & Sizes>`
    select ${cells}, sum(closed)::int as closed, sum(asked)::int as asked, sum(complete)::int as complete,
      sum(lasting_due)::int as lasting_due, sum(lasting_asked)::int as lasting_asked,
      ${summed('satisfaction', scale)} as satisfaction, ${summed('ease', scale)} as ease,
      ${summed('clarity', scale)} as clarity,
      ${summed('solved', SOLVED)} as solved, ${summed('lasting', LASTING)} as lasting
    from (select ${columns[by]} as broken, s.* from ${countedSurveys} as s
      where ${conditions(asked, period)}) as s
    group by ${sets} order by 2, 1, 3, 4, 5`.execute(reader);
  return rows.map((row) => ({ ...row, ...talliesOf(row) }));
}

const summed = (column: string, values: readonly (string | number)[]) =>
  sql`array[${sql.join(values.map((value) => sql`sum(s.${sql.ref(`${column}_${value}`)})::int`))}]`;
