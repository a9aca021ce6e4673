import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDrawnLife } from '../../../test/drawn-life.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { ClockEntry } from '../../core/deadlines/clock-entries.ts';
import { foldClock, isOverdue } from '../../core/deadlines/clock.ts';
import type { ReportContents, ReportTable } from '../../core/reports/contents.ts';
import { hiddenRows } from '../../core/statistics/masking.ts';
import { sizeOf } from '../../portal/board/headlines.ts';
import { statisticsView } from '../../queries/public/statistics/statistics-view.ts';
import { readLedger } from '../../store/clocks.ts';
import { orderReport } from './order-report.ts';
import { writeReport } from './write-report.ts';

const system = { kind: 'system' } as const;
let town: Town;
/** Three months of a drawn life, across the end of a quarter. */
beforeAll(async () => {
  town = await aTown();
  await aDrawnLife(town, { from: '2026-05-18', days: 60, seed: 20_260_704 });
  town.on('2026-07-20');
}, 120_000);
afterAll(() => town.drop());

type Model = 'management' | 'three_clocks';

async function made(model: Model, authority: string | null = null, period = '2026-T2') {
  const authority_id = authority === null ? null : town.authorities[authority]!;
  const wanted = { city_id: town.city_id, model, period, authority_id };
  const { report_id } = await orderReport(town.app, system, wanted);
  await writeReport(town.app, report_id);
  return { report_id, contents: await contentsOf(report_id) };
}

async function contentsOf(report_id: string): Promise<ReportContents> {
  const { contents } = await town.asSystem((tx) =>
    tx.selectFrom('city_reports').select('contents').where('id', '=', report_id).executeTakeFirstOrThrow(),
  );
  return contents as unknown as ReportContents;
}

function tableOf({ sections }: ReportContents, code: string): ReportTable {
  const found = sections.flatMap(({ tables }) => tables).find((table) => table.code === code);
  if (found === undefined) throw new Error(`No table ${code}`);
  return found;
}

/** The cells of the row of that code, or of the total, by the codes of their columns. */
function cellsOf(table: ReportTable, row: string | null = null): Record<string, number | null> {
  const found = table.rows.find((one) => (row === null ? one.is_total : one.code === row))!;
  return Object.fromEntries(table.columns.map(({ code }, at) => [code, found.cells[at] ?? null]));
}

/** Counted from the petitions and their histories alone, without any table of the statistics. */
async function recount(authority: string | null) {
  const id = authority === null ? null : town.authorities[authority]!;
  const { rows } = await town.asSystem((tx) =>
    sql<Record<string, number>>`
    with born as (
      select p.id, p.current_authority_id as now, p.outcome_code,
        (select (e.payload->>'authority_id')::uuid from petition_events e where e.petition_id = p.id and e.seq = 1) as filed_with,
        o.class from petitions p left join outcomes o on o.city_id = p.city_id and o.code = p.outcome_code
      where (p.received_at at time zone 'America/Mexico_City')::date between '2026-04-01' and '2026-06-30'
    )
    select count(*) filter (where ${id}::uuid is null or filed_with = ${id}::uuid)::int as filed,
      count(*) filter (where now <> filed_with and (${id}::uuid is null or now = ${id}::uuid))::int as came,
      count(*) filter (where now <> filed_with and (${id}::uuid is null or filed_with = ${id}::uuid))::int as went,
      count(*) filter (where ${id}::uuid is null or now = ${id}::uuid)::int as received,
      count(*) filter (where (${id}::uuid is null or now = ${id}::uuid) and class not in ('withdrawn', 'duplicate'))::int as resolved,
      count(*) filter (where (${id}::uuid is null or now = ${id}::uuid) and class = 'withdrawn')::int as withdrawn,
      count(*) filter (where (${id}::uuid is null or now = ${id}::uuid) and class = 'duplicate')::int as duplicates,
      count(*) filter (where (${id}::uuid is null or now = ${id}::uuid) and class is null)::int as open
    from born`.execute(tx),
  );
  return rows[0]!;
}

it('reconciles to the unit: received = resolved + withdrawn + duplicates + open, ± transferred (F14)', async () => {
  const { contents } = await made('three_clocks');
  const balance = tableOf(contents, 'conciliacion');
  for (const authority of [null, 'iztapalapa', 'coyoacan'])
    expect([authority, cellsOf(balance, authority)]).toEqual([authority, await recount(authority)]);
  const [all, one, other] = [cellsOf(balance), cellsOf(balance, 'iztapalapa'), cellsOf(balance, 'coyoacan')];
  // The life was one worth reconciling.
  for (const part of ['resolved', 'withdrawn', 'duplicates', 'open', 'came'])
    expect([part, all[part]! > 0]).toEqual([part, true]);
  expect(all['came']).toBe(all['went']);
  for (const part of ['filed', 'received', 'resolved', 'open'])
    expect(one[part]! + other[part]!).toBe(all[part]);
  for (const { filed, came, went, received, resolved, withdrawn, duplicates, open } of [all, one, other]) {
    expect(filed! + came! - went!).toBe(received);
    expect(resolved! + withdrawn! + duplicates! + open!).toBe(received);
  }
});

const filtersOf = (authority: string | null) =>
  authority === null ? {} : { authority: town.authorities[authority]! };

/** The board of the same period, asked at the same instant. */
const boardOf = (authority: string | null, by: 'channel' | 'kind' | 'authority' | 'borough' | 'service') =>
  statisticsView(town.app.database, {
    ...{
      city_id: town.city_id,
      period: { from: '2026-04-01', to: '2026-06-30' },
      filters: filtersOf(authority),
    },
    ...{ by, today: '2026-07-20', now: town.app.now() },
  });

it.each([null, 'iztapalapa', 'coyoacan'])(
  'says of %s what the board says of the same days',
  async (authority) => {
    const { contents } = await made('management', authority);
    const board = await boardOf(authority, 'channel');
    const summary = tableOf(contents, 'resumen');
    const told = Object.fromEntries(summary.rows.map(({ code, cells }) => [code, cells[0]]));
    expect(told).toEqual(
      Object.fromEntries(Object.keys(told).map((name) => [name, board.figures[name as 'received']])),
    );
    const months = tableOf(contents, 'meses').rows;
    expect(months.map(({ code }) => code)).toEqual(['2026-04', '2026-05', '2026-06']);
    const sums = [0, 1].map((column) => months.reduce((all, { cells }) => all + cells[column]!, 0));
    expect(sums).toEqual([board.figures.received, board.figures.resolved]);
  },
);

it('tells what is told apart as the board does, and hides the same of one authority', async () => {
  const codes = { channel: 'canales', kind: 'tipos', borough: 'zonas' } as const;
  for (const authority of [null, 'iztapalapa']) {
    const { contents } = await made('management', authority);
    for (const by of ['channel', 'kind', 'borough'] as const) {
      const board = await boardOf(authority, by);
      const table = tableOf(contents, codes[by]);
      const hidden =
        authority === null
          ? new Set<number>()
          : hiddenRows([...board.rows.values()].map(({ figures, queue }) => sizeOf(figures, queue.open)));
      const expected = [...board.rows].map(([value, { figures }], at) => [
        value,
        hidden.has(at) ? null : figures.received,
        hidden.has(at) ? null : figures.resolved,
      ]);
      const told = table.rows.filter(({ is_total, code }) => !is_total && code !== '');
      expect(told.map(({ code, cells }) => [code, cells[0], cells[2]]).sort()).toEqual(expected.sort());
      // The sum by what is told apart is the total, also where rows are hidden (F14).
      const shown = table.rows.filter(({ is_total }) => !is_total);
      const sum = shown.reduce((all, { cells }) => all + (cells[0] ?? 0), 0);
      if (!shown.some(({ is_hidden }) => is_hidden) || shown.some(({ code }) => code === ''))
        expect([by, sum]).toEqual([by, cellsOf(table)['received']]);
    }
  }
});

it('puts each petition in one column of each clock, as its ledger says', async () => {
  const { contents } = await made('three_clocks');
  const petitions = await town.asSystem((tx) =>
    tx
      .selectFrom('petitions')
      .select('id')
      .where('received_at', '>=', '2026-04-01T06:00:00Z')
      .where('received_at', '<', '2026-07-01T06:00:00Z')
      .execute(),
  );
  for (const clock of ['accept', 'reply', 'resolve'] as const) {
    const expected: Record<string, number> = { in_time: 0, late: 0, running: 0, overdue: 0 };
    Object.assign(expected, { waiting: 0, stopped: 0, without_term: 0 });
    for (const { id } of petitions) {
      const entries = (await town.asSystem((tx) => readLedger(tx, id))).get(clock) ?? [];
      expected[endOf(clock, entries)]! += 1;
    }
    const { received, share_in_time, ...told } = cellsOf(tableOf(contents, 'relojes'), clock);
    expect([clock, told]).toEqual([clock, expected]);
    expect(received).toBe(petitions.length);
    const known = expected['in_time']! + expected['late']! + expected['overdue']!;
    expect(share_in_time).toBe(known === 0 ? null : expected['in_time']! / known);
  }
});

function endOf(clock: string, entries: readonly ClockEntry[]): string {
  if (entries.length === 0) return 'without_term';
  const state = foldClock(entries);
  const first = entries.find((entry) => entry.type === 'met');
  if (clock === 'reply' && first?.type === 'met') return first.in_time ? 'in_time' : 'late';
  if (state.status === 'met') return 'in_time';
  if (state.status === 'missed_then_met') return 'late';
  if (state.status === 'paused') return 'waiting';
  if (state.status === 'stopped') return 'stopped';
  return isOverdue(state, town.app.now()) ? 'overdue' : 'running';
}
