import { sql } from 'kysely';
import type { SentenceKey } from '../../core/language/sentences.ts';
import {
  clockEnds,
  noClocks,
  ofAllClocks,
  reportedClocks,
  shareInTime,
  type ClockCount,
  type ClockEnd,
  type ReportedClock,
} from '../../core/reports/clock-count.ts';
import type { ReportRow, ReportTable } from '../../core/reports/contents.ts';
import { asItIs, worded } from '../../core/reports/words.ts';
import { columnsOf } from './columns.ts';
import { totalRow } from './counted-tables.ts';
import type { ReportSource } from './source.ts';

interface Counted {
  readonly authority: string;
  readonly clock: ReportedClock;
  readonly ending: ClockEnd;
  readonly n: number;
}

/**
 * What became of each clock of the petitions received in the period, by who has them now, as their ledgers say: a reply by
 * the first time it was met, as on the board; the others by the last.
 */
export async function clockCounts({
  reader,
  city,
  period,
  as_of,
}: ReportSource): Promise<readonly Counted[]> {
  const clocks = sql.raw(reportedClocks.map((clock) => `('${clock}')`).join(', '));
  const { rows } = await sql<Counted>`
    with received as (
      select f.petition_id, a.value as authority from petition_facts f join statistics_words a on a.id = f.authority
      where a.city_id = ${city.city.id} and a.dimension = 'authority'
        and f.received_on between ${period.from}::date and ${period.to}::date
    ), told as (
      select r.petition_id, r.authority, c.clock,
        (array_agg(e.entry->>'in_time' order by e.seq) filter (where e.type = 'met'))[1] as first_met,
        (array_agg(e.entry->>'in_time' order by e.seq desc) filter (where e.type = 'met'))[1] as last_met,
        (array_agg(e.type order by e.seq desc) filter (where e.type not in ('missed', 'extended', 'calendar_changed')))[1] as stands,
        (array_agg(coalesce(e.entry->>'due_at', e.entry->'due'->>'due_at') order by e.seq desc)
          filter (where coalesce(e.entry->>'due_at', e.entry->'due'->>'due_at') is not null))[1]::timestamptz as due_at
      from received r cross join (values ${clocks}) as c (clock)
      left join clock_entries e on e.petition_id = r.petition_id and e.clock = c.clock group by 1, 2, 3
    )
    select authority, clock, case
        when clock = 'reply' and first_met is not null then case when first_met = 'true' then 'in_time' else 'late' end
        when stands is null then 'without_term'
        when stands = 'met' then case when last_met = 'true' then 'in_time' else 'late' end
        when stands = 'stopped' then 'stopped' when stands = 'paused' then 'waiting'
        when due_at < ${as_of} then 'overdue' else 'running' end as ending, count(*)::int as n
    from told group by 1, 2, 3`.execute(reader);
  return rows;
}

const countOf = (counted: readonly Counted[], clock: ReportedClock, authority: string | null): ClockCount => {
  const count = noClocks();
  for (const one of counted)
    if (one.clock === clock && (authority === null || one.authority === authority))
      count[one.ending] += one.n;
  return count;
};

const columns = ['received', ...clockEnds, 'share_in_time'] as const;
const cellsOf = (count: ClockCount): (number | null)[] => [
  ofAllClocks(count),
  ...clockEnds.map((end) => count[end]),
  shareInTime(count),
];

/** The three clocks, one a row. */
export function clocksTable(source: ReportSource, counted: readonly Counted[]): ReportTable {
  return {
    ...{
      code: 'relojes',
      name: worded('report.table.relojes'),
      first: worded('report.clock'),
      drawing: 'none',
    },
    columns: columnsOf(columns),
    rows: reportedClocks.map((clock) => ({
      ...{ code: clock, name: worded(`report.clocks.${clock}` as SentenceKey) },
      cells: cellsOf(countOf(counted, clock, source.authority_id)),
    })),
  };
}

/** Each clock by authority. */
export function clockTablesByAuthority(source: ReportSource, counted: readonly Counted[]): ReportTable[] {
  const whose = [...source.city.authorities.values()].filter(
    ({ id }) => source.authority_id === null || source.authority_id === id,
  );
  return reportedClocks.map((clock) => {
    const rows: ReportRow[] = whose
      .map(({ id, code, name }) => ({ code, name: asItIs(name), count: countOf(counted, clock, id) }))
      .filter(({ count }) => ofAllClocks(count) > 0)
      .map(({ code, name, count }) => ({ code, name, cells: cellsOf(count) }));
    return {
      ...{
        code: `reloj-${codes[clock]}`,
        name: worded(`report.clocks.${clock}` as SentenceKey),
        drawing: 'none',
      },
      ...{ first: worded('portal.board.dimension.authority'), columns: columnsOf(columns) },
      rows: [...rows, totalRow(cellsOf(countOf(counted, clock, source.authority_id)))],
    };
  });
}

const codes = { accept: 'aceptar', reply: 'responder', resolve: 'resolver' } as const;
