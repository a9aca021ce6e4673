import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { statisticsView } from '../../queries/public/statistics/statistics-view.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { publishOpenData } from './publish-open-data.ts';

// Whoever takes the files and adds them up gets what the board says.
let open: OpenDataTown;
beforeAll(async () => {
  open = await openDataTown();
  const { app, city_id } = open.town;
  await publishOpenData(app, city_id);
}, 120_000);
afterAll(() => open.town.drop());

const month = '2026-04';
const view = (by: 'authority' | 'channel' | null) =>
  statisticsView(open.town.app.database, {
    ...{ city_id: open.town.city_id, filters: {}, by },
    ...{ period: { from: '2026-04-01', to: '2026-04-30' }, today: '2026-04-29' },
    now: open.town.app.now(),
  });

it('is the board, to the unit', async () => {
  const counted = (await open.rows('conteos')).filter(({ dimension }) => dimension === 'todas');
  const { figures } = await view(null);
  const published = (measure: string) =>
    Number(counted.find(({ medida, mes }) => medida === measure && mes === month)?.['solicitudes'] ?? 0);
  expect({
    ...{ received: published('recibidas'), replied: published('respondidas') },
    ...{ resolved: published('resueltas'), withdrawn: published('desistidas') },
  }).toEqual({
    ...{ received: figures.received, replied: figures.replied },
    ...{ resolved: figures.resolved, withdrawn: figures.withdrawn },
  });
  expect(figures.received).toBeGreaterThan(20);
  // Every row of the petitions is one of those; what is missing is of a reserved identity.
  expect((await open.rows('solicitudes')).length).toBe(figures.received - 1);
});

it('is the board by authority too, where no few could be found', async () => {
  const city = (await open.town.asSystem((tx) => cityConfiguration(tx, open.town.city_id)))!;
  const { rows } = await view('authority');
  const counted = (await open.rows('conteos')).filter(
    ({ dimension, medida, mes }) => dimension === 'autoridad' && medida === 'recibidas' && mes === month,
  );
  expect(counted).toHaveLength(rows.size);
  for (const [id, { figures }] of rows) {
    const { code } = city.authorities.get(id)!;
    const told = counted.find(({ valor }) => valor === code)!['solicitudes'];
    // Coyoacán has one alone: it is hidden, and the other with it, or the sum would tell it.
    expect([code, told]).toEqual([code, '']);
    expect(figures.received).toBeGreaterThan(0);
  }
});

it('hides no number by which nobody could be found', async () => {
  const { rows } = await view('channel');
  const counted = (await open.rows('conteos')).filter(
    ({ dimension, medida, mes }) => dimension === 'canal' && medida === 'recibidas' && mes === month,
  );
  expect(counted.map(({ valor, solicitudes }) => [valor, Number(solicitudes)])).toEqual(
    [...rows].map(([channel, { figures }]) => [channel, figures.received]),
  );
});
