import { nameOfKind } from '../../core/interactions/interaction-words.ts';
import type { Worded, ReportTable } from '../../core/reports/contents.ts';
import { hiddenTogether, hideFew, type SizedRow } from '../../core/reports/few.ts';
import { worded, wordedBy } from '../../core/reports/words.ts';
import { contactCounts, type ContactCount } from '../contact-counts.ts';
import { columnsOf } from './columns.ts';
import { totalRow } from './counted-tables.ts';
import { valueNamed } from './names.ts';
import type { ReportSource } from './source.ts';

const columns = ['contacts', 'without_petition'] as const;

/**
 * Calls, visits, letters and conversations that somebody attended in the period, by channel and by type. They are not
 * petitions: most open none. Their total is that of the list of interactions of the same place and days.
 */
export async function contactTables(source: ReportSource): Promise<readonly ReportTable[]> {
  const { reader, city, authority_id, period } = source;
  const { id: city_id, time_zone, settings } = city.city;
  const asked = { city_id, time_zone, authority_id, ...period };
  const ofKind = (code: string): Worded => wordedBy((language) => nameOfKind(settings, language, code));
  const channels = await contactCounts(reader, asked, 'channel');
  const kinds = await contactCounts(reader, asked, 'kind');
  return [
    tableOf(source, {
      ...{ code: 'atenciones-por-canal', rows: channels, first: worded('portal.board.dimension.channel') },
      nameOf: (value) => valueNamed(city, 'channel', value).name,
    }),
    tableOf(source, {
      ...{ code: 'atenciones-por-tipo', rows: kinds, first: worded('portal.contacts.one.kind') },
      nameOf: ofKind,
    }),
  ];
}

interface Wanted {
  readonly code: 'atenciones-por-canal' | 'atenciones-por-tipo';
  readonly rows: readonly ContactCount[];
  readonly first: Worded;
  readonly nameOf: (value: string) => Worded;
}

function tableOf(source: ReportSource, { code, rows, first, nameOf }: Wanted): ReportTable {
  const sized: SizedRow[] = rows.map(({ value, n, without_petition }) => ({
    size: n,
    row: { code: value, name: nameOf(value), cells: [n, without_petition] },
  }));
  const sum = (of: (one: ContactCount) => number) => rows.reduce((all, row) => all + of(row), 0);
  // Of one authority it is two things told together.
  const told = source.authority_id === null ? sized.map(({ row }) => row) : hideFew(sized);
  const together = columns.map((_, at) => (source.authority_id === null ? null : hiddenTogether(sized, at)));
  const rest = { code: '', name: worded('report.hidden_together'), cells: together };
  return {
    ...{ code, name: worded(`report.table.${code}`), first, drawing: 'bars', columns: columnsOf(columns) },
    rows: [
      ...told,
      ...(together.some((cell) => cell !== null) ? [rest] : []),
      totalRow([sum(({ n }) => n), sum((one) => one.without_petition)]),
    ],
  };
}
