import { sql, type RawBuilder } from 'kysely';
import { addDays, type PlainDate } from '../../../core/deadlines/plain-date.ts';
import { isCubed, overdueDaysOf, sourceOf, type Source } from '../../../core/statistics/cells.ts';
import { firstOfMonth, lastOfMonth, thirdsFrom } from '../../../core/statistics/period.ts';
import type { Reader } from '../../../store/database.ts';
import { dimensionsOf, type Asked } from './asked.ts';
import { factsOf } from './facts.ts';
import { countedIn, during, edgePieces, wordIn, type Piece } from './sources.ts';

/** What had come by the end of a day and had no outcome then; and how much of it was past its term. */
export interface Standing {
  open: number;
  overdue: number;
}

export const nothingStands = (): Standing => ({ open: 0, overdue: 0 });

/** How things stood at the end of a day, by the value of what is told apart; under '' where nothing is. */
export async function standingAfter(
  reader: Reader,
  asked: Asked,
  on: PlainDate,
): Promise<Map<string, Standing>> {
  const source = sourceOf(dimensionsOf(asked), 'month');
  const told = source === 'facts' ? standingOfFacts(asked, on) : standingOfCounts(asked, { on, source });
  const { rows } = await sql<
    Standing & { value: string }
  >`(select coalesce(w.value, '') as value, sum(s.open)::int as open,
    sum(s.overdue)::int as overdue from (${told}) s left join statistics_words w on w.id = s.word group by 1)`.execute(
    reader,
  );
  return new Map(rows.map(({ value, open, overdue }) => [value, { open, overdue }]));
}

const ended = sql.raw(
  'c.resolved_in_time + c.resolved_late + c.resolved_without_term + c.withdrawn + c.duplicate',
);

/**
 * Whole months from the counts of months, the days by which that day differs from the end of one from those of days or the
 * facts: added in the first half of a month, taken out in the other; of those days, whole thirds of months from the counts of thirds.
 */
function standingOfCounts(
  asked: Asked,
  { on, source }: { on: PlainDate; source: Source },
): RawBuilder<unknown> {
  const [month, end] = [firstOfMonth(on), lastOfMonth(on)];
  const isEarly = on !== end && Number(on.slice(8)) < 16;
  const before = sql`select ${wordIn(asked, source)} as word, sum(c.received - (${ended})) as open, sum(c.overdue) as overdue
    ${countedIn(asked, { grain: 'month', source })} and c.at ${isEarly ? sql`<` : sql`<=`} ${month}::date group by 1`;
  if (on === end) return before;
  const edge = isEarly
    ? { from: month, to: on, times: sql.lit(1) }
    : { from: addDays(on, 1), to: end, times: sql.lit(-1) };
  const [days, { times }] = [during(edge), edge];
  if (sourceOf(dimensionsOf(asked), 'day') === 'cells')
    return sql`${before} union all select ${wordIn(asked, source)}, ${times} * sum(c.received - (${ended})), ${times} * sum(c.overdue)
      ${countedIn(asked, { grain: 'day', source: 'cells' })} and ${days} group by 1`;
  const overdue = overdueDaysOf(dimensionsOf(asked));
  const moved = edgePieces(asked, { ...edge, times: isEarly ? 1 : -1 }).map((piece) => movedIn(asked, piece));
  return sql`${before} union all ${sql.join(moved, sql` union all `)}
    union all select ${wordIn(asked, overdue)}, 0, ${times} * sum(c.overdue)
      ${countedIn(asked, { grain: 'day', source: overdue })} and ${days} group by 1`;
}

/** By how many more were open at the end of those days than at their beginning: word, that number, nothing overdue. */
function movedIn(asked: Asked, { grain, source, period, times }: Omit<Piece, 'part'>): RawBuilder<unknown> {
  if (source !== 'facts')
    return sql`select ${wordIn(asked, source)}, ${sql.lit(times)} * sum(c.received - (${ended})), 0
      ${countedIn(asked, { grain, source })} and ${during(period)} group by 1`;
  const word = asked.by === null ? sql`0` : sql.ref(asked.by);
  const scan = (column: string, n: number) =>
    sql`select ${word}, ${sql.lit(n * times)} * count(*), 0 from petition_facts where ${factsOf(asked)}
      and ${sql.ref(column)} between ${period.from}::date and ${period.to}::date group by 1`;
  return sql`${scan('received_on', 1)} union all ${scan('resolved_on', -1)} union all ${scan('ended_on', -1)}`;
}

function standingOfFacts(asked: Asked, on: PlainDate): RawBuilder<unknown> {
  const by = asked.by === null ? sql`0` : sql.ref(asked.by);
  return sql`select ${by} as word, count(*) filter (
      where coalesce(resolved_on, ended_on, 'infinity') > ${on}::date) as open,
    count(*) filter (where cardinality(overdue) > 0
      and (select count(*) from unnest(overdue) d where d <= ${on}::date) % 2 = 1) as overdue
    from petition_facts where ${factsOf(asked)} and received_on <= ${on}::date group by 1`;
}

/**
 * How things stand now: what waits, and what is past its term at this instant; a term of hours that ends later today is
 * not yet.
 */
export async function standingNow(
  reader: Reader,
  asked: Asked,
  { today, now }: { today: PlainDate; now: string },
): Promise<Map<string, Standing>> {
  const source = sourceOf(dimensionsOf(asked), 'month');
  const told =
    source === 'facts' ? standingOfFactsNow(asked, now) : standingOfCountsNow(asked, { today, now, source });
  const { rows } = await sql<
    Standing & { value: string }
  >`(select coalesce(w.value, '') as value, sum(s.open)::int as open,
    sum(s.overdue)::int as overdue from (${told}) s left join statistics_words w on w.id = s.word group by 1)`.execute(
    reader,
  );
  return new Map(rows.filter(({ open }) => open > 0).map(({ value, ...rest }) => [value, rest]));
}

function standingOfCountsNow(
  asked: Asked,
  { today, now, source }: { today: PlainDate; now: string; source: Source },
): RawBuilder<unknown> {
  const month = firstOfMonth(today);
  const days = overdueDaysOf(dimensionsOf(asked));
  const by = asked.by === null ? sql`0` : sql.ref(asked.by);
  return sql`select ${wordIn(asked, source)} as word, sum(c.waiting) as open,
      coalesce(sum(c.overdue) filter (where c.at < ${month}::date), 0) as overdue
      ${countedIn(asked, { grain: 'month', source })} and c.at <= ${month}::date group by 1
    union all select ${wordIn(asked, days)}, 0, sum(c.overdue) ${countedIn(asked, { grain: 'day', source: days })}
      and c.at between ${month}::date and ${today}::date group by 1
    union all select ${by}, 0, -count(*) from petition_facts where ${factsOf(asked)} and resolved_on is null and ended_on is null
      and due_at >= ${now} and due_at < ${now}::timestamptz + interval '1 day'
      and overdue[cardinality(overdue)] <= ${today}::date group by 1`;
}

function standingOfFactsNow(asked: Asked, now: string): RawBuilder<unknown> {
  const by = asked.by === null ? sql`0` : sql.ref(asked.by);
  return sql`select ${by} as word, count(*) as open, count(*) filter (where due_at < ${now}) as overdue
    from petition_facts where ${factsOf(asked)} and resolved_on is null and ended_on is null group by 1`;
}

/** First day of each age but the first, in calendar days since it came. */
export const AGES = [6, 16, 41, 91] as const;

/** How many that wait came so many days ago: 0–5, 6–15, 16–40, 41–90, more; `open` is how many wait in all. */
export async function agesNow(
  reader: Reader,
  asked: Asked,
  { today }: { today: PlainDate },
): Promise<readonly number[]> {
  const since = AGES.map((days) => addDays(today, 1 - days));
  const { rows } = await sql<{ age: number; n: number }>`(${waitingSince(asked, since)})`.execute(reader);
  const younger = since.map((_, at) => rows.find(({ age }) => age === at)?.n ?? 0);
  return younger.map((n, at) => n - (younger[at - 1] ?? 0));
}

/** How many wait of what came on each of those days or later: its place in the list, and that number. */
function waitingSince(asked: Asked, since: readonly PlainDate[]): RawBuilder<unknown> {
  const dims = dimensionsOf(asked);
  const told = (days: readonly PlainDate[]) =>
    sql`(values ${sql.join(days.map((on, at) => sql`(${at}::int, ${on}::date)`))}) as e (age, first_day)`;
  if (sourceOf(dims, 'day') === 'cells')
    return sql`select e.age, sum(c.waiting)::int as n from ${told(since)}
      cross join lateral (select c.waiting ${countedIn(asked, { grain: 'day', source: 'cells' })} and c.at >= e.first_day) c
      group by 1`;
  const waits = sql`${factsOf(asked)} and resolved_on is null and ended_on is null`;
  if (!isCubed(dims))
    return sql`select e.age, count(*)::int as n from ${told(since)}
      join petition_facts on ${waits} and received_on >= e.first_day group by 1`;
  const split = since.map(thirdsFrom);
  const edges = split.flatMap(({ edge }, at) =>
    edge === null ? [] : [sql`(${at}::int, ${edge.times}::int, ${edge.from}::date, ${edge.to}::date)`],
  );
  const thirds = sql`select e.age, sum(c.waiting) as n from ${told(split.map(({ first }) => first))}
    cross join lateral (select c.waiting ${countedIn(asked, { grain: 'third', source: 'cube' })} and c.at >= e.first_day) c
    group by 1`;
  const days =
    edges.length === 0
      ? sql``
      : sql`union all select e.age, e.times * count(*) from (values ${sql.join(edges)}) as e (age, times, first_day, last_day)
          join petition_facts on ${waits} and received_on between e.first_day and e.last_day group by 1, e.times`;
  return sql`select w.age, sum(w.n)::int as n from (${thirds} ${days}) w group by 1`;
}
