import { sql } from 'kysely';
import type { SentenceKey } from '../../core/language/sentences.ts';
import { pointKinds } from '../../core/critical-points/point.ts';
import type { ReportTable } from '../../core/reports/contents.ts';
import { worded } from '../../core/reports/words.ts';
import { columnsOf } from './columns.ts';
import { totalRow } from './counted-tables.ts';
import type { ReportSource } from './source.ts';

interface Row {
  readonly kind: string;
  readonly found: number;
  readonly still_open: number;
  readonly passed: number;
  readonly attended: number;
}

const columns = ['found', 'still_open', 'passed', 'attended'] as const;

/** Critical points first found in the period, by kind, and what became of them up to now; no place and no unit is named. */
export async function criticalTable({
  reader,
  city,
  period,
  authority_id,
}: ReportSource): Promise<ReportTable> {
  const { rows } = await sql<Row>`select kind, count(*)::int as found,
      count(*) filter (where state in ('open', 'in_hand'))::int as still_open,
      count(*) filter (where state = 'passed')::int as passed, count(*) filter (where state = 'closed')::int as attended
    from critical_points where city_id = ${city.city.id} and (${authority_id}::uuid is null or authority_id = ${authority_id})
      and (found_at at time zone ${city.city.time_zone})::date between ${period.from}::date and ${period.to}::date
    group by 1`.execute(reader);
  const sum = (column: (typeof columns)[number]) => rows.reduce((all, row) => all + row[column], 0);
  return {
    ...{
      code: 'puntos-criticos',
      name: worded('report.table.puntos-criticos'),
      first: worded('report.point'),
    },
    ...{ columns: columnsOf(columns), drawing: 'none' },
    rows: [
      ...pointKinds.map((kind) => {
        const row = rows.find((one) => one.kind === kind);
        const name = worded(`report.critical.${kind}` as SentenceKey);
        return { code: kind, name, cells: columns.map((column) => row?.[column] ?? 0) };
      }),
      totalRow(columns.map(sum)),
    ],
  };
}
