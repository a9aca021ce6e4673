import type { ReportTable } from '../../core/reports/contents.ts';
import type { ReportModel } from '../../core/reports/report-models.ts';
import type { SectionKind } from '../../core/reports/template.ts';
import { yearBefore } from '../../core/statistics/period.ts';
import { figuresOf, type Figures } from '../../core/statistics/figures.ts';
import type { Filter } from '../public/statistics/asked.ts';
import { balanceCells, balanceTable, flowTable } from './balance-tables.ts';
import { clockCounts, clocksTable, clockTablesByAuthority } from './clock-tables.ts';
import { contactTables } from './contact-tables.ts';
import { sumOf, summaryTable, tableBy } from './counted-tables.ts';
import { criticalPointsTables } from './critical-points-table.ts';
import { criticalTable } from './critical-table.ts';
import { monthsTable } from './dated-table.ts';
import { answerDaysTable, deniedTable, transferredTable } from './pqrsd-tables.ts';
import { causesTable, satisfactionTables } from './satisfaction-tables.ts';
import { talliesBy, type ReportSource, type Tallies } from './source.ts';

/** The tables of each kind of section; what several need is counted once. */
export function sectionTables(source: ReportSource, model: ReportModel) {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(name: string, count: () => Promise<T>): Promise<T> => {
    const counted = (known.get(name) as Promise<T> | undefined) ?? count();
    known.set(name, counted);
    return counted;
  };
  const by = (filter: Filter) => once<Tallies>(filter, () => talliesBy(source, filter));
  const whose: Filter = source.authority_id === null ? 'authority' : 'unit';
  const whose_code = whose === 'unit' ? 'unidad' : 'autoridad';
  const balance = () => once('balance', () => balanceCells(source));
  const clocks = () => once('clocks', () => clockCounts(source));
  const table = async (filter: Filter, code: string, columns: Parameters<typeof tableBy>[2]['columns']) =>
    tableBy(source, await by(filter), { by: filter, code, columns });
  const tables: Readonly<Record<SectionKind, () => Promise<readonly ReportTable[]>>> = {
    ...{ introduction: nothing, method: nothing, note: nothing },
    summary: async () => [
      summaryTable(await wholeFigures(source), await figuresBefore(source)),
      ...(model === 'three_clocks' ? [] : [await monthsTable(source)]),
    ],
    contacts: async () => [
      await table('channel', 'canales', ['received', 'replied', 'resolved']),
      ...(model === 'pqrsd' ? [] : [await table('kind', 'tipos', received_and_done)]),
      await table('service', 'temas', received_and_done),
      ...(await contactTables(source)),
    ],
    received: async () => [await table('kind', 'tipos', received_and_done)],
    times: async () => [await table(whose, `tiempos-por-${whose_code}`, times)],
    compliance: async () =>
      model === 'three_clocks'
        ? clockTablesByAuthority(source, await clocks())
        : [await table(whose, `cumplimiento-por-${whose_code}`, in_time)],
    satisfaction: () => satisfactionTables(source),
    map: async () => [
      tableBy(source, await by('borough'), {
        ...{ by: 'borough', code: 'zonas', columns: received_and_done, drawing: 'map' },
      }),
    ],
    critical_points: async () => [await criticalTable(source), ...(await criticalPointsTables(source))],
    ...{ done: async () => [await causesTable(source)], denied: async () => [await deniedTable(source)] },
    clocks: async () => [clocksTable(source, await clocks())],
    transferred: async () => [await transferredTable(source, await balance())],
    answer_times: async () => [
      await table('kind', 'tiempos-por-tipo', times),
      answerDaysTable(source, await by('kind')),
    ],
    balance: async () => [balanceTable(source, await balance()), await flowTable(source)],
  };
  return tables;
}

const nothing = () => Promise.resolve([]);
const received_and_done = ['received', 'replied', 'resolved', 'withdrawn', 'duplicates'] as const;
const times = ['replied', 'reply_median', 'reply_p90', 'resolved', 'resolve_median', 'resolve_p90'] as const;
const in_time = [
  ...([
    'replied',
    'share_replied_in_time',
    'resolved',
    'share_resolved_in_time',
    'share_first_contact',
  ] as const),
];

/** The figures of the board for the place and the period of the report. */
export async function wholeFigures(source: ReportSource): Promise<Figures> {
  return figuresOf(sumOf(await talliesBy(source, null)));
}

async function figuresBefore(source: ReportSource): Promise<Figures> {
  return figuresOf(sumOf(await talliesBy(source, null, yearBefore(source.period))));
}
