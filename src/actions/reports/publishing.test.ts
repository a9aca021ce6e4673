import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { ReportContents } from '../../core/reports/contents.ts';
import { orderReport } from './order-report.ts';
import { publishReport } from './publish-report.ts';
import { saveReportTemplate } from './save-report-template.ts';
import { writeReport } from './write-report.ts';

const system = { kind: 'system' } as const;
let town: Town;
beforeAll(async () => {
  town = await aTown();
  for (const stage of ['assigned', 'in_work', 'replied'] as const) await aPetition(town, { stage });
  town.on('2026-07-20');
});
afterAll(() => town.drop());

async function made(model: 'management', authority: string | null = null, period = '2026-T2') {
  const authority_id = authority === null ? null : town.authorities[authority]!;
  const { report_id } = await orderReport(town.app, system, {
    city_id: town.city_id,
    model,
    period,
    authority_id,
  });
  await writeReport(town.app, report_id);
  return { report_id, contents: await contentsOf(report_id) };
}

async function contentsOf(report_id: string): Promise<ReportContents> {
  const { contents } = await town.asSystem((tx) =>
    tx.selectFrom('city_reports').select('contents').where('id', '=', report_id).executeTakeFirstOrThrow(),
  );
  return contents as unknown as ReportContents;
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
  const [channels] = contents.sections.find(({ kind }) => kind === 'contacts')!.tables;
  const received = channels!.rows.find(({ is_total }) => is_total)!.cells[0];
  expect(contents.sections[0]!.text).toEqual({
    es: `En abril a junio de 2026 llegaron ${received}.`,
    en: `En April to June 2026 llegaron ${received}.`,
  });
});
