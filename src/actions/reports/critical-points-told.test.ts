import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReport } from '../../../test/a-report.ts';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { ReportContents, ReportTable } from '../../core/reports/contents.ts';
import { findCriticalPoints } from '../critical-points/find-critical-points.ts';
import { closePoint, planPoint } from '../critical-points/follow-points.ts';
import { projectStatistics } from '../statistics/project-statistics.ts';

// Two critical points as a search finds them, one of them seen to; what a report of the quarter tells of them.
const system = { kind: 'system' } as const;
let town: Town;
beforeAll(async () => {
  town = await aTown();
  town.on('2026-04-20');
  const at = (latitude: number, longitude: number) => ({ zone_code: 'iztapalapa', latitude, longitude });
  for (let n = 0; n < 6; n += 1) await aPetition(town, { place: at(19.35, -99.06) });
  for (let n = 0; n < 7; n += 1) await aPetition(town, { place: at(19.32, -99.03) });
  for (let n = 0; n < 14; n += 1)
    await aPetition(town, { service_code: 'bache', place: at(19.34 + n / 400, -99.07) });
  while ((await projectStatistics(town.app, system, {})).more);
  town.on('2026-04-30');
  await findCriticalPoints(town.app, system, { city_id: town.city_id });
}, 60_000);
afterAll(() => town.drop());

async function told(authority: string | null, period = '2026-T2') {
  const authority_id = authority === null ? null : town.authorities[authority]!;
  const id = await aReport(town.app, { city_id: town.city_id, authority_id, period });
  const { contents } = await town.asSystem((tx) =>
    tx.selectFrom('city_reports').select('contents').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  const tables = (contents as unknown as ReportContents).sections.flatMap((section) => section.tables);
  const of = (code: string) => tables.find((table) => table.code === code)!;
  return {
    counts: of('puntos-criticos'),
    points: of('puntos-uno-por-uno'),
    tables: tables.map(({ code }) => code),
  };
}

const became = ({ rows }: ReportTable) => rows.map(({ texts }) => texts!.at(-1)!.es).sort();

it('lists each point with whose it is, its days and what came of it, and as many as it counts', async () => {
  const found = await town.asSystem((tx) =>
    tx.selectFrom('critical_points').select(['id', 'kind', 'petitions']).orderBy('petitions').execute(),
  );
  expect(found.map(({ kind, petitions }) => [kind, petitions])).toEqual([
    ['repeated_here', 6],
    ['repeated_here', 7],
  ]);
  const head = town.staff['supervisor.iztapalapa']!;
  const on = { critical_point_id: found[1]!.id };
  // Wednesday 6 May: the first of May is a holiday.
  const plan = { ...on, owner_id: head.user_id, business_days: 3, plan: 'Hablar con la señora Juana' };
  await planPoint(town.app, head, plan);
  expect(became((await told(null)).points)).toEqual(['En manos de la unidad', 'Todavía sin atender']);
  town.on('2026-05-05');
  await closePoint(town.app, head, { ...on, result: 'solved', note: 'Juana ya tiene luz' });
  for (const authority of [null, 'iztapalapa']) {
    const { counts, points } = await told(authority);
    const [first, second] = points.rows.toSorted((one, other) => one.cells[0]! - other.cells[0]!);
    expect(first!.texts!.map((text) => text?.es ?? null)).toEqual([
      ...[null, expect.stringMatching(/^Alumbrado Público, /), '30 abr 2026', null, 'Todavía sin atender'],
    ]);
    expect(second!.texts!.slice(2).map((text) => text?.es)).toEqual([
      ...['30 abr 2026', '6 may 2026', 'Resuelto, 5 may 2026'],
    ]);
    expect(second!.name.es).toMatch(/^Lo mismo se repite en un lugar: /);
    const total = counts.rows.find(({ is_total }) => is_total)!.cells;
    expect(total).toEqual([points.rows.length, 1, 0, 1]);
    // What staff write for themselves, and who of them sees to it, is not published.
    expect(JSON.stringify(points)).not.toMatch(/Juana|Mónica/);
  }
  expect((await told('coyoacan')).tables).not.toContain('puntos-uno-por-uno');
  expect((await told(null, '2026-T1')).tables).not.toContain('puntos-uno-por-uno');
});
