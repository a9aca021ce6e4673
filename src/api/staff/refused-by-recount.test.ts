import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { recomputeClocks } from '../../actions/petitions/recompute-clocks.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let izp: Browser;
let coyoacan: Browser;
beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  izp = await console_.as(town.staff['administrator.iztapalapa']!);
  coyoacan = await console_.as(town.staff['supervisor.coyoacan']!);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

it('names the petitions that a change of the calendar could not move, to whoever may see them', async () => {
  const first = await aPetition(town);
  const others = [];
  for (let n = 0; n < 51; n++) others.push(await aPetition(town));
  const dates = async () => {
    const { reply_due_at, resolve_due_at, folio } = await petitionRow(town, first.petition_id);
    return { reply_due_at, resolve_due_at, folio };
  };
  const before = await dates();
  // The calendar ends before the dates that one day less would give.
  await town.asSystem((tx) =>
    tx
      .updateTable('calendars')
      .set({ covers_until: '2026-05-08' })
      .where('code', '=', 'iztapalapa')
      .execute(),
  );
  const found = async (who: Browser) =>
    (await who('list_calendars')).body.items.find(({ code }) => code === 'iztapalapa')!;
  const { id } = await found(izp);
  const day = { day: '2026-05-05', kind: 'closure', name: 'Puente', source: 'Acuerdo' } as const;
  const declared = await izp('declare_calendar_days', { params: { id }, body: day });
  expect(declared.body.recount).toMatchObject({ refused: 0, refused_petitions: [] });
  const change = { city_id: town.city_id, calendar: 'iztapalapa', day: day.day, name: day.name };
  const report = await recomputeClocks(town.app, change);
  expect(report.refused).toHaveLength(1 + others.length);

  const recount = (await found(izp)).recount!;
  expect(recount).toMatchObject({ refused: 52, moved: 0 });
  // Fifty of them, in the order of their folios, which is that of filing.
  const folios = [first, ...others].map((one) => one.folio).slice(0, 50);
  expect(recount.refused_petitions.map(({ folio }) => folio)).toEqual(folios);
  const [one] = recount.refused_petitions;
  expect(one).toMatchObject({ id: first.petition_id, folio: before.folio });
  expect(one!.needed_on > '2026-05-08').toBe(true);
  expect(await dates()).toEqual(before);
  // Of another authority's they hear how many, and not which.
  expect((await found(coyoacan)).recount).toMatchObject({ refused: 52, refused_petitions: [] });
  // Counted again they are refused again, and stand there once.
  expect((await recomputeClocks(town.app, change)).refused).toHaveLength(52);
  expect((await found(izp)).recount!.refused_petitions).toHaveLength(50);
});
