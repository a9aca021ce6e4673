import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport } from '../../../test/a-report.ts';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { ReportContents, ReportTable } from '../../core/reports/contents.ts';
import { acceptPetition } from '../petitions/accept-petition.ts';
import { sendReply } from '../petitions/send-reply.ts';
import { transferAuthority } from '../petitions/transfer-authority.ts';

// The report of Decreto 1081 de 2015, art. 2.1.1.6.2: received, transferred, time of reply, denied access.
let town: Town;
let tables: readonly ReportTable[];

beforeAll(async () => {
  town = await aTown();
  await town.asSystem(async (tx) => {
    await sql`insert into kinds select (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(),
      'code', 'information_request', 'name', 'Petición de información'))).* from kinds k
      where code = 'public_service_report'`.execute(tx);
    await tx
      .updateTable('services')
      .set({ kind_code: 'information_request' })
      .where('code', '=', 'arbol')
      .execute();
    await sql`update cities set country = 'CO', configuration_version = configuration_version + 1`.execute(
      tx,
    );
  });
  // Two of three requests for information are answered, one of them with a no; three days pass for each.
  const filed = [];
  for (let n = 0; n < 3; n += 1) filed.push(await aPetition(town, { service_code: 'arbol' }));
  const lamp = await aPetition(town);
  town.on('2026-05-05');
  await answer(filed[0]!.petition_id, 'refused');
  await answer(filed[1]!.petition_id, 'resolved');
  await transferAuthority(town.app, town.staff['supervisor.iztapalapa']!, {
    ...{ petition_id: lamp.petition_id, authority_id: town.authorities['coyoacan']!, reason: 'Le toca' },
  });
  town.on('2026-07-20');
  const report = { city_id: town.city_id, authority_id: null, model: 'pqrsd', period: '2026-T2' } as const;
  const report_id = await aReport(town.app, report);
  const { contents } = await town.asSystem((tx) =>
    tx.selectFrom('city_reports').select('contents').where('id', '=', report_id).executeTakeFirstOrThrow(),
  );
  tables = (contents as unknown as ReportContents).sections.flatMap((section) => section.tables);
}, 60_000);
afterAll(() => town.drop());

async function answer(petition_id: string, outcome_code: string): Promise<void> {
  const by = town.staff['supervisor.iztapalapa']!;
  await acceptPetition(town.app, by, { petition_id });
  await sendReply(
    town.app,
    by,
    await aDraft(town, petition_id, { by, outcome_code, reasons: 'Es reservada.' }),
  );
}

const rowsOf = (code: string) =>
  tables
    .find((table) => table.code === code)!
    .rows.map((row) => [row.is_total ? 'total' : row.code, ...row.cells]);

it('says how many were received, by modality, and that the modalities are the total', () => {
  expect(rowsOf('tipos')).toEqual([
    ['information_request', 3, 2, 2, 0, 0],
    ['public_service_report', 1, 0, 0, 0, 0],
    ['total', 4, 2, 2, 0, 0],
  ]);
});

it('says how many were transferred, and from whom to whom', () => {
  expect(rowsOf('traslados')).toEqual([
    ['iztapalapa', 4, 0, 1, 0],
    ['coyoacan', 0, 1, 0, 0],
    ['total', 4, 1, 1, 0],
  ]);
});

it('says to how many access was denied', () => {
  expect(rowsOf('negadas')).toEqual([['information_request', 3, 2, 1, 1]]);
});

it('says how long each reply took, in business days of the authority', () => {
  // From Wednesday 29 April to Tuesday 5 May: Friday 1 May is a holiday.
  expect(rowsOf('dias-de-respuesta')).toEqual([
    ['3', 2, 2],
    ['total', 2, 2],
  ]);
});
