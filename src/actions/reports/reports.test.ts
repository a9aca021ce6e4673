import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, petitionRow, type Town } from '../../../test/town.ts';
import type { ClockEntry } from '../../core/deadlines/clock-entries.ts';
import { foldClock, isOverdue } from '../../core/deadlines/clock.ts';
import { addDays } from '../../core/deadlines/plain-date.ts';
import type { ReportContents, ReportTable } from '../../core/reports/contents.ts';
import { hiddenRows } from '../../core/statistics/masking.ts';
import { sizeOf } from '../../portal/board/headlines.ts';
import { statisticsView } from '../../queries/public/statistics/statistics-view.ts';
import { readLedger } from '../../store/clocks.ts';
import { acceptPetition } from '../petitions/accept-petition.ts';
import { askCitizen } from '../petitions/ask-citizen.ts';
import { contestReply } from '../petitions/contest-reply.ts';
import { mergePetition } from '../petitions/merge-petition.ts';
import { sendReply } from '../petitions/send-reply.ts';
import { transferAuthority } from '../petitions/transfer-authority.ts';
import { withdrawPetition } from '../petitions/withdraw-petition.ts';
import { Refused } from '../refused.ts';
import { orderReport } from './order-report.ts';
import { publishReport } from './publish-report.ts';
import { saveReportTemplate } from './save-report-template.ts';
import { writeReport } from './write-report.ts';

const system = { kind: 'system' } as const;
let town: Town;
let seed = 20_260_704;
/** The same life every time (mulberry32). */
const draw = (below: number): number => {
  seed = (seed + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
};
const oneOf = <T>(list: readonly T[]): T => list[draw(list.length)]!;

/** Three months of a drawn life, across the end of a quarter. */
beforeAll(async () => {
  town = await aTown();
  const petitions: string[] = [];
  for (let day = '2026-05-18', n = 0; n < 60; n += 1, day = addDays(day, 1)) {
    town.on(`${day}T${String(14 + draw(8)).padStart(2, '0')}:30:00.000Z`);
    await liveOneDay(petitions);
  }
  town.on('2026-07-20');
}, 120_000);
afterAll(() => town.drop());

async function liveOneDay(petitions: string[]): Promise<void> {
  for (let n = draw(4); n > 0; n -= 1) {
    const filed = await aPetition(town, {
      service_code: oneOf(['luminaria', 'luminaria', 'luminaria', 'arbol']),
      channel: oneOf(['portal', 'portal', 'app', 'email']),
      place: { zone_code: oneOf(['iztapalapa', 'coyoacan']) },
    });
    petitions.push(filed.petition_id);
  }
  for (let n = draw(14); n > 0 && petitions.length > 1; n -= 1) {
    try {
      await doSomething(oneOf(petitions.slice(-9)), petitions);
    } catch (problem) {
      // What may not be done now is not done: the life is drawn.
      if (!(problem instanceof Refused)) throw problem;
    }
  }
}

async function doSomething(petition_id: string, petitions: readonly string[]): Promise<unknown> {
  const { app, staff } = town;
  const { current_authority_id } = await petitionRow(town, petition_id);
  const here = town.authorities['iztapalapa'] === current_authority_id ? 'iztapalapa' : 'coyoacan';
  const who = staff[`supervisor.${here}`]!;
  switch (draw(10)) {
    case 0:
    case 1:
    case 2:
      return acceptPetition(app, who, { petition_id });
    case 3:
    case 4:
      return sendReply(app, who, await aDraft(town, petition_id, { by: who }));
    case 5:
      return askCitizen(app, who, { petition_id, body: '¿Qué poste?', cause: 'incomplete' });
    case 6:
      return withdrawPetition(app, citizenOf(petition_id), { petition_id });
    case 7:
      return contestReply(app, citizenOf(petition_id), { petition_id, body: 'Sigue apagada' });
    case 8:
      return mergePetition(app, who, { petition_id, into: oneOf(petitions), reason: 'Es la misma' });
    default:
      return transferAuthority(app, who, {
        petition_id,
        authority_id: town.authorities[oneOf(['iztapalapa', 'coyoacan'])]!,
        reason: 'Le toca',
      });
  }
}

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

it('says the same for ever once it is published, and something else in another edition', async () => {
  const { report_id, contents } = await made('management', 'iztapalapa');
  const boss = town.staff['administrator.iztapalapa']!;
  await publishReport(town.app, boss, { report_id });
  await expect(publishReport(town.app, boss, { report_id })).rejects.toMatchObject({
    code: 'report_published',
  });
  const papers = await town.asSystem((tx) =>
    tx
      .selectFrom('report_papers')
      .selectAll()
      .where('report_id', '=', report_id)
      .orderBy('language')
      .execute(),
  );
  expect(papers.map(({ language, pdf }) => [language, pdf.subarray(0, 5).toString()])).toEqual([
    ['en', '%PDF-'],
    ['es', '%PDF-'],
  ]);

  // A later outcome, and a count anew of what is published: nothing of it changes, whoever asks.
  await aPetition(town, { stage: 'replied' });
  await writeReport(town.app, report_id);
  expect(await contentsOf(report_id)).toEqual(contents);
  const change = town.asSystem((tx) =>
    tx.updateTable('city_reports').set({ contents: '{}' }).where('id', '=', report_id).execute(),
  );
  await expect(change).rejects.toThrow('a published report is not changed');

  const next = await made('management', 'iztapalapa');
  expect(next.report_id).not.toBe(report_id);
  const editions = await town.asSystem((tx) =>
    tx
      .selectFrom('city_reports')
      .select(['id', 'edition'])
      .where('id', 'in', [report_id, next.report_id])
      .execute(),
  );
  expect(new Map(editions.map(({ id, edition }) => [id, edition]))).toEqual(
    new Map([
      [report_id, 1],
      [next.report_id, 2],
    ]),
  );
});

it('is not published before its period is over, nor before it was counted', async () => {
  const boss = town.staff['administrator.iztapalapa']!;
  const running = await made('management', 'iztapalapa', '2026-T3');
  const refused = publishReport(town.app, boss, { report_id: running.report_id });
  await expect(refused).rejects.toMatchObject({ code: 'report_period_not_over' });
  const authority_id = town.authorities['iztapalapa']!;
  const wanted = { city_id: town.city_id, model: 'three_clocks', period: '2026-T1', authority_id } as const;
  const { report_id } = await orderReport(town.app, boss, wanted);
  await expect(publishReport(town.app, boss, { report_id })).rejects.toMatchObject({
    code: 'report_not_ready',
  });
  const later = orderReport(town.app, boss, { ...wanted, period: '2026-T4' });
  await expect(later).rejects.toMatchObject({ code: 'invalid_input' });
  const foreign = orderReport(town.app, boss, { ...wanted, model: 'pqrsd' });
  await expect(foreign).rejects.toMatchObject({ code: 'invalid_input', fields: { model: 'invalid' } });
});

it('is made of the template that the city wrote, with its blanks filled in', async () => {
  const words = (text: string) => ({ es: text, en: text });
  const shown = (kind: string, title: string, text = '') => ({
    ...{ kind, is_shown: true, title: words(title), text: words(text) },
  });
  const sections = [
    shown('note', 'Carta', 'En {period} llegaron {received}.'),
    shown('contacts', 'Contactos'),
    shown('balance', 'Cuentas'),
    shown('method', 'Método'),
  ];
  const save = (version: number, change: object[] = sections) =>
    saveReportTemplate(town.app, system, {
      ...{ city_id: town.city_id, model: 'management', version },
      sections: change as typeof sections,
    });
  await expect(save(0, [...sections.slice(0, 2), shown('note', 'X', '{nombre}')])).rejects.toMatchObject({
    code: 'invalid_input',
    fields: { 'sections.2.text.es': 'unknown_placeholder', 'sections.balance': 'required' },
  });
  expect(await save(0)).toEqual({ version: 1 });
  await expect(save(0)).rejects.toMatchObject({ code: 'version_conflict' });
  const { contents } = await made('management');
  expect(contents.sections.map(({ kind }) => kind)).toEqual(['note', 'contacts', 'balance', 'method']);
  const received = cellsOf(tableOf(contents, 'canales'))['received'];
  expect(contents.sections[0]!.text).toEqual({
    es: `En abril a junio de 2026 llegaron ${received}.`,
    en: `En April to June 2026 llegaron ${received}.`,
  });
});
