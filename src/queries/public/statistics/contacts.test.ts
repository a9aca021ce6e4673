import { afterAll, beforeAll, expect, it } from 'vitest';
import { anEndedCall } from '../../../../test/a-review.ts';
import { aPetition } from '../../../../test/builders.ts';
import { aTown, type Town } from '../../../../test/town.ts';
import { filePetition } from '../../../actions/petitions/file-petition.ts';
import { beginInteraction } from '../../../actions/interactions/begin-interaction.ts';
import { cityConfiguration } from '../../../store/city-configuration.ts';
import { newId } from '../../../store/ids.ts';
import { contactTables } from '../../reports/contact-tables.ts';
import { listInteractions } from '../../staff/interactions.ts';
import { contacts } from '../open-data/datasets/contacts.ts';
import { contactsView } from './contacts.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  for (const day of ['2026-03-02', '2026-04-15']) {
    town.on(day);
    for (let n = 0; n < 6; n += 1) await anEndedCall(town);
    await anEndedCall(town, { kind: 'support', channel: 'counter' });
    await anEndedCall(town, { by: 'agent.coyoacan' });
  }
  // Within a call a petition is filed; another is written down by a clerk without a call; one comes by internet.
  const agent = town.staff['agent.iztapalapa']!;
  const interaction_id = newId();
  const { city_id } = town;
  const begun = { interaction_id, city_id, channel: 'phone', started_at: town.app.now() } as const;
  await beginInteraction(town.app, agent, begun);
  await filePetition(town.app, agent, { ...filing(), interaction_id });
  await filePetition(town.app, agent, filing());
  await aPetition(town);
  town.on('2026-04-30');
});
afterAll(() => town.drop());

const filing = () => ({
  ...{ city_id: town.city_id, service_code: 'luminaria', channel: 'phone' as const, privacy_version: 1 },
  ...{ identity: 'anonymous' as const, description: 'Una lámpara', place: { zone_code: 'iztapalapa' } },
});
const cityNow = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const period = { from: '2026-01-01', to: '2026-12-31' };
const sum = (rows: readonly { readonly n: number }[]) => rows.reduce((all, { n }) => all + n, 0);

it('tells the same on the board, in the open data, in a report and in the list of staff, to the unit', async () => {
  const city = await cityNow();
  const view = await contactsView(town.app, { city, period, authority_id: null });
  expect(view.whole).toEqual({ value: '', n: 18, without_petition: 16 });
  for (const rows of Object.values(view.by)) {
    expect(sum(rows)).toBe(18);
    expect(rows.reduce((all, { without_petition }) => all + without_petition, 0)).toBe(16);
  }
  const published: { dimension: string; atenciones: number; sin_solicitud: number }[] = [];
  await town.asSystem(async (tx) => {
    const source = { reader: tx, city, snapshot_at: town.app.now(), groups: new Map() };
    expect(await contacts.months(source)).toEqual(['2026-03', '2026-04']);
    for (const month of await contacts.months(source))
      for await (const rows of contacts.rowsOfMonth(source, month)) published.push(...(rows as never[]));
    const report = {
      reader: tx,
      city,
      authority_id: null,
      period,
      today: '2026-04-30',
      as_of: town.app.now(),
    };
    for (const table of await contactTables(report))
      expect(table.rows.find(({ is_total }) => is_total)!.cells).toEqual([18, 16]);
  });
  for (const dimension of ['todas', 'autoridad', 'tipo', 'canal']) {
    const rows = published.filter((row) => row.dimension === dimension);
    expect(rows.reduce((all, row) => all + row.atenciones, 0)).toBe(18);
    expect(rows.reduce((all, row) => all + row.sin_solicitud, 0)).toBe(16);
  }
  const lists = ['supervisor.iztapalapa', 'supervisor.coyoacan'].map(async (who) => {
    const asker = { actor: town.staff[who]!, city };
    return (await listInteractions(town.app, asker, { ...{ from: period.from, limit: 200 } }))!.items.length;
  });
  expect((await Promise.all(lists)).reduce((all, n) => all + n, 0)).toBe(18);
});

it('hides in the report of one authority what few stand behind, and keeps its total', async () => {
  const city = await cityNow();
  const authority_id = town.authorities['iztapalapa']!;
  const tables = await town.asSystem((tx) =>
    contactTables({ reader: tx, city, authority_id, period, today: '2026-04-30', as_of: town.app.now() }),
  );
  const [channels] = tables;
  const rows = channels!.rows.map(({ code, cells, is_hidden = false }) => [code, cells, is_hidden]);
  expect(rows).toContainEqual(['counter', [null, null], true]);
  expect(channels!.rows.at(-1)!.cells).toEqual([16, 14]);
});

it('counts who did not come again within seven days, once a week has passed', async () => {
  const city = await cityNow();
  const view = await contactsView(town.app, { city, period, authority_id: null });
  // Calls of nobody about nothing cannot be followed; the two with a petition ended or were filed on the 15th.
  expect(view.first_contact).toEqual({ measured: 1, resolved: 1 });
});
