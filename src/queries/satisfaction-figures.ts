import { sql, type RawBuilder, type SqlBool } from 'kysely';
import {
  figuresOf,
  type Counts,
  type Figures,
  type Level,
  type Stratum,
} from '../core/satisfaction/figures.ts';
import { hideComplements } from '../core/satisfaction/small-cells.ts';
import type { Reader } from '../store/database.ts';

/** What figures can be broken down by. */
export const breakdowns = [
  'authority',
  'unit',
  'service',
  'kind',
  'channel',
  'month',
  'responsible',
] as const;
export type Breakdown = (typeof breakdowns)[number];

const columns: Readonly<Record<Breakdown, RawBuilder<string>>> = {
  authority: sql`s.authority_id::text`,
  unit: sql`s.unit_id::text`,
  service: sql`s.service_id::text`,
  kind: sql`s.kind_code`,
  channel: sql`s.channel`,
  month: sql`to_char(s.closed_on, 'YYYY-MM')`,
  responsible: sql`coalesce(s.responsible_id::text, '')`,
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
}

/**
 * The figures of a set of closings, whole and broken down. Ask as the system: nobody else reads answers, and what comes
 * out is of ten people at least.
 */
export async function satisfactionFigures(
  reader: Reader,
  asked: FiguresAsked,
  by: Breakdown,
): Promise<Satisfaction> {
  const [closings, answers] = await Promise.all([
    closingRows(reader, asked, by),
    answerRows(reader, asked, by),
  ]);
  const strata = new Map<string, Mutable<Stratum> & { key: string }>();
  for (const row of closings) {
    const { key, unit_id, closed, asked: sent } = row;
    strata.set(nameOf(row), { key, unit_id, closed, asked: sent, complete: 0, ...empty() });
  }
  for (const row of answers) {
    const stratum = strata.get(nameOf(row));
    // Answered between the two looks: the next one sees it.
    if (stratum) Object.assign(stratum, talliesOf(row));
  }
  const all = [...strata.values()];
  const level: Level = by === 'responsible' ? 'person' : 'cell';
  const keys = [...new Set(all.map(({ key }) => key))];
  const groups = keys.map((key) => {
    const own = all.filter((one) => one.key === key);
    return { key, own, figures: figuresOf(own, level) };
  });
  const told = hideComplements(groups, ({ own }, measure) =>
    own.reduce((sum, one) => sum + Object.values(one[measure]).reduce((n, count) => n + count, 0), 0),
  );
  return { whole: figuresOf(all), groups: told.map(({ key, figures }) => ({ key, figures })) };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Cell {
  readonly key: string;
  readonly unit_id: string;
  readonly channel: string;
  readonly kind_code: string;
}

const nameOf = ({ key, unit_id, channel, kind_code }: Cell) => [key, unit_id, channel, kind_code].join('/');

const empty = (): Pick<Stratum, 'satisfaction' | 'ease' | 'clarity' | 'solved'> => ({
  ...{ satisfaction: [0, 0, 0, 0, 0], ease: [0, 0, 0, 0, 0], clarity: [0, 0, 0, 0, 0] },
  solved: { yes: 0, partly: 0, no: 0, unknown: 0 },
});

function conditions(asked: FiguresAsked): RawBuilder<unknown> {
  const narrowed: readonly (readonly [RawBuilder<unknown>, string | undefined])[] = [
    [sql`s.authority_id`, asked.authority_id],
    [sql`s.unit_id`, asked.unit_id],
    [sql`s.service_id`, asked.service_id],
    [sql`s.kind_code`, asked.kind],
    [sql`s.channel`, asked.channel],
  ];
  const parts = [
    sql`s.city_id = ${asked.city_id}`,
    sql`s.closed_on between ${asked.from}::date and ${asked.until}::date`,
    ...(asked.within === undefined ? [] : [asked.within]),
    ...narrowed.flatMap(([column, value]) => (value === undefined ? [] : [sql`${column} = ${value}`])),
  ];
  return sql.join(parts, sql` and `);
}

async function closingRows(reader: Reader, asked: FiguresAsked, by: Breakdown) {
  const { rows } = await sql<Cell & { closed: number; asked: number }>`
    select ${columns[by]} as key, s.unit_id, s.channel, s.kind_code, count(*) as closed,
      count(s.asked_at) as asked
    from surveys s where ${conditions(asked)} group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(reader);
  return rows;
}

type AnswerRow = Cell & { readonly complete: number } & Readonly<
    Record<'satisfaction' | 'ease' | 'clarity' | 'solved', number[]>
  >;

const counted = (column: string, values: readonly (string | number)[]) =>
  sql`array[${sql.join(
    values.map((value) => sql`count(*) filter (where s.${sql.ref(column)} = ${sql.lit(value)})::int`),
  )}]`;
const scale = [1, 2, 3, 4, 5];

async function answerRows(reader: Reader, asked: FiguresAsked, by: Breakdown) {
  const { rows } = await sql<AnswerRow>`
    select ${columns[by]} as key, s.unit_id, s.channel, s.kind_code,
      count(*) filter (where s.ease is not null and s.clarity is not null) as complete,
      ${counted('satisfaction', scale)} as satisfaction, ${counted('ease', scale)} as ease,
      ${counted('clarity', scale)} as clarity,
      ${counted('solved', ['yes', 'partly', 'no', 'unknown'])} as solved
    from surveys s where ${conditions(asked)} and s.answered_at is not null group by 1, 2, 3, 4`.execute(
    reader,
  );
  return rows;
}

function talliesOf({ complete, satisfaction, ease, clarity, solved }: AnswerRow): Partial<Stratum> {
  const [yes = 0, partly = 0, no = 0, unknown = 0] = solved;
  return {
    complete,
    satisfaction: satisfaction as unknown as Counts,
    ease: ease as unknown as Counts,
    clarity: clarity as unknown as Counts,
    solved: { yes, partly, no, unknown },
  };
}
