import { sql } from 'kysely';
import { balanceOf, type BalanceCell } from '../../core/reports/balance.ts';
import type { ReportRow, ReportTable } from '../../core/reports/contents.ts';
import { asItIs, worded, wordedBy } from '../../core/reports/words.ts';
import { sayCount } from '../../core/language/sentences.ts';
import { isFew } from '../../core/statistics/masking.ts';
import { columnsOf } from './columns.ts';
import { sumOf, totalRow } from './counted-tables.ts';
import type { ReportSource, Tallies } from './source.ts';

/** The kind of petition that asks for information or documents (Ley 1755 de 2015, art. 14, num. 1; Ley 1712 de 2014). */
const ACCESS = 'information_request';

/**
 * How many were received and sent on to the competent authority (Ley 1755 de 2015, art. 21): to another one of the
 * installation, or outside of it, where the petition ended as «not competent».
 */
export async function transferredTable(
  source: ReportSource,
  cells: readonly BalanceCell[],
): Promise<ReportTable> {
  const elsewhere = await endedAs(source, 'not_competent');
  const { authorities } = source.city;
  const whose = [...authorities.values()].filter(
    ({ id }) => source.authority_id === null || source.authority_id === id,
  );
  const cellsFor = (id: string | null): number[] => {
    const { filed, came, went } = balanceOf(cells, id);
    const outside = elsewhere
      .filter(({ authority }) => id === null || authority === id)
      .reduce((all, { n }) => all + n, 0);
    return [filed, came, went, outside];
  };
  const rows: ReportRow[] = whose.map(({ id, code, name }) => ({
    code,
    name: asItIs(name),
    cells: cellsFor(id),
  }));
  return {
    ...{ code: 'traslados', name: worded('report.table.traslados'), drawing: 'none' },
    first: worded('portal.board.dimension.authority'),
    columns: columnsOf(['filed', 'came', 'went', 'not_competent']),
    rows: [...rows.filter((row) => row.cells.some((n) => n !== 0)), totalRow(cellsFor(source.authority_id))],
  };
}

/** Petitions that were received in the period and ended with that class of outcome, by who has them; of a kind, or of any. */
async function endedAs(
  { reader, city, period }: ReportSource,
  outcome: 'not_competent' | 'refused',
  kind: string | null = null,
): Promise<readonly { authority: string; n: number }[]> {
  const { rows } = await sql<{ authority: string; n: number }>`
    select a.value as authority, count(*)::int as n from petition_facts f
      join statistics_words a on a.id = f.authority join statistics_words k on k.id = f.kind
    where a.city_id = ${city.city.id} and a.dimension = 'authority' and f.outcome_class = ${outcome}
      and f.received_on between ${period.from}::date and ${period.to}::date
      and (${kind}::text is null or k.value = ${kind}) group by 1`.execute(reader);
  return rows;
}

/** Requests for information of the period, and how many of them were denied (Decreto 1081 de 2015, art. 2.1.1.6.2). */
export async function deniedTable(source: ReportSource): Promise<ReportTable> {
  const { reader, city, period, authority_id } = source;
  const { rows } = await sql<{ received: number; resolved: number; open: number }>`
    select count(*)::int as received, count(f.resolved_on)::int as resolved,
      count(*) filter (where f.resolved_on is null and f.ended_on is null)::int as open
    from petition_facts f join statistics_words a on a.id = f.authority join statistics_words k on k.id = f.kind
    where a.city_id = ${city.city.id} and a.dimension = 'authority' and k.value = ${ACCESS}
      and (${authority_id}::text is null or a.value = ${authority_id})
      and f.received_on between ${period.from}::date and ${period.to}::date`.execute(reader);
  const denied = (await endedAs(source, 'refused', ACCESS))
    .filter(({ authority }) => authority_id === null || authority === authority_id)
    .reduce((all, { n }) => all + n, 0);
  const { received = 0, resolved = 0, open = 0 } = rows[0] ?? {};
  // Of one authority alone, few may be somebody's; the number that the decree asks for is told of the whole.
  const hides = authority_id !== null && isFew(received);
  const row: ReportRow = {
    ...{ code: ACCESS, name: worded('report.access_requests') },
    cells: hides ? [null, null, null, null] : [received, resolved, denied, open],
    ...(hides ? { is_hidden: true as const } : {}),
  };
  return {
    ...{
      code: 'negadas',
      name: worded('report.table.negadas'),
      first: worded('portal.board.dimension.kind'),
    },
    ...{ columns: columnsOf(['received', 'resolved', 'denied', 'open']), drawing: 'none', rows: [row] },
  };
}

/**
 * How many replies of the period took so many business days: of all petitions, and of the requests for information, where
 * the time of each is asked for (Decreto 1081 de 2015, art. 2.1.1.6.2).
 */
export function answerDaysTable(source: ReportSource, by_kind: Tallies): ReportTable {
  const all = sumOf(by_kind).reply_days;
  const access = by_kind.get(ACCESS)?.reply_days ?? new Map<number, number>();
  const answered = [...access.values()].reduce((sum, n) => sum + n, 0);
  const hides = source.authority_id !== null && isFew(answered);
  const days = [...all.keys()].sort((one, other) => one - other);
  const total = [...all.values()].reduce((sum, n) => sum + n, 0);
  return {
    ...{ code: 'dias-de-respuesta', name: worded('report.table.dias_de_respuesta'), drawing: 'bars' },
    ...{ first: worded('report.business_days'), columns: columnsOf(['replied', 'access']) },
    rows: [
      ...days.map((count) => ({
        code: String(count),
        name: wordedBy((language) => sayCount(language, 'report.days', count)),
        cells: [all.get(count)!, hides ? null : (access.get(count) ?? 0)],
      })),
      totalRow([total, hides ? null : answered]),
    ],
  };
}
