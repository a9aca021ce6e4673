import { sql } from 'kysely';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { balanceOf, reconciles, type Balance, type BalanceCell } from '../../core/reports/balance.ts';
import type { ReportTable } from '../../core/reports/contents.ts';
import { asItIs, worded } from '../../core/reports/words.ts';
import { figuresOf, type Figures } from '../../core/statistics/figures.ts';
import { columnsOf } from './columns.ts';
import { sumOf, totalRow } from './counted-tables.ts';
import { openAtEnd, openOn, talliesBy, type ReportSource } from './source.ts';

/** What was received in the period, by who filed it and who has it now, with what became of it up to now. */
export async function balanceCells({ reader, city, period }: ReportSource): Promise<readonly BalanceCell[]> {
  const words = sql`(select id from statistics_words where city_id = ${city.city.id} and dimension = 'authority')`;
  const { rows } = await sql<BalanceCell>`
    select f.value as filed_with, a.value as authority, q.received, q.resolved, q.withdrawn, q.duplicates, q.open from (
      select filing_authority, authority, count(*)::int as received, count(resolved_on)::int as resolved,
        count(*) filter (where ending = 'withdrawn')::int as withdrawn,
        count(*) filter (where ending = 'duplicate')::int as duplicates,
        count(*) filter (where resolved_on is null and ended_on is null)::int as open
      from petition_facts where authority = any(array${words})
        and received_on between ${period.from}::date and ${period.to}::date group by 1, 2
    ) q join statistics_words f on f.id = q.filing_authority join statistics_words a on a.id = q.authority
    order by 1, 2`.execute(reader);
  return rows;
}

const parts = ['filed', 'came', 'went', 'received', 'resolved', 'withdrawn', 'duplicates', 'open'] as const;

const cellsOf = (balance: Balance): number[] => parts.map((part) => balance[part]);

/** @throws when a balance does not come out even: the counts are damaged, and nothing may be made of them */
export function balanceTable(source: ReportSource, cells: readonly BalanceCell[]): ReportTable {
  const { authorities } = source.city;
  const whose =
    source.authority_id === null ? [...authorities.values()] : [authorities.get(source.authority_id)!];
  const rows = whose
    .map(({ id, code, name }) => ({ code, name: asItIs(name), balance: evenOrThrow(balanceOf(cells, id)) }))
    .filter(({ balance }) => balance.filed + balance.received > 0);
  const whole = evenOrThrow(balanceOf(cells, source.authority_id));
  return {
    ...{ code: 'conciliacion', name: worded('report.table.conciliacion'), drawing: 'none' },
    first: worded('portal.board.dimension.authority'),
    columns: columnsOf(parts),
    rows: [
      ...rows.map(({ balance, ...named }) => ({ ...named, cells: cellsOf(balance) })),
      totalRow(cellsOf(whole)),
    ],
  };
}

function evenOrThrow(balance: Balance): Balance {
  if (!reconciles(balance)) throw new Error(`The counts do not reconcile: ${JSON.stringify(balance)}`);
  return balance;
}

/**
 * What was open before the period, what came, what was done with any of it, and what was open after: whenever it was
 * received. @throws as `balanceTable`
 */
export async function flowTable(source: ReportSource): Promise<ReportTable> {
  const [before, after] = [await openOn(source, addDays(source.period.from, -1)), await openAtEnd(source)];
  const figures = figuresOf(sumOf(await talliesBy(source, null)));
  if (before + figures.received !== doneIn(figures) + after)
    throw new Error(`The counts do not reconcile: ${JSON.stringify({ before, after, figures })}`);
  const { received, resolved, withdrawn, duplicates } = figures;
  return {
    ...{ code: 'movimiento', name: worded('report.table.movimiento'), drawing: 'none' },
    first: worded('report.place'),
    columns: columnsOf(['open_before', 'received', 'resolved', 'withdrawn', 'duplicates', 'open_after']),
    rows: [totalRow([before, received, resolved, withdrawn, duplicates, after])],
  };
}

const doneIn = ({ resolved, withdrawn, duplicates }: Figures): number => resolved + withdrawn + duplicates;
