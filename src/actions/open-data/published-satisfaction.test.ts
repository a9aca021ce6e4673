import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { publicSatisfaction } from '../../queries/public/satisfaction.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { publishOpenData } from './publish-open-data.ts';

let open: OpenDataTown;
beforeAll(async () => {
  open = await openDataTown();
  const { town } = open;
  await town.asSystem(async (tx) => {
    const { id: petition_id } = await tx.selectFrom('petitions').select('id').executeTakeFirstOrThrow();
    for (let at = 0; at < 34; at += 1) {
      const channel = at < 30 ? 'portal' : 'phone';
      await tx
        .insertInto('surveys')
        .values({
          ...{ id: newId(), city_id: town.city_id, petition_id, kind_code: 'report', channel },
          ...{ authority_id: town.authorities['iztapalapa']!, unit_id: town.units['iztapalapa/obras']! },
          ...{ service_id: town.services['luminaria']!, closed_on: '2026-03-31', carried_by: 'email' },
          closed_at: new Date(Date.parse('2026-03-31T16:00:00Z') + at).toISOString(),
          ...{ asked_at: '2026-03-31T16:00:00Z', expires_at: '2026-04-10T16:00:00Z' },
          ...(at % 2 === 0
            ? { answered_at: '2026-04-01T16:00:00Z', satisfaction: at % 8 === 0 ? 2 : 5, solved: 'yes' }
            : {}),
        })
        .execute();
    }
  });
  await open.town.asSystem(asMonthLater);
  await publishOpenData(town.app, town.city_id);
}, 120_000);
afterAll(() => open.town.drop());

/** A month later eleven of twenty say whether it lasts: eight that it does. */
async function asMonthLater(tx: Tx): Promise<void> {
  const firsts = await tx.selectFrom('surveys').selectAll().orderBy('closed_at').limit(20).execute();
  for (const [at, first] of firsts.entries())
    await tx
      .insertInto('surveys')
      .values({
        ...{
          ...first,
          id: newId(),
          asks: 'if_it_lasts',
          satisfaction: null,
          solved: null,
          answered_at: null,
        },
        ...(at < 11 ? { answered_at: '2026-05-02T16:00:00Z', solved: at < 8 ? 'yes' : 'partly' } : {}),
      })
      .execute();
}

it('publishes whether works last beside it, counted by those that were asked that', async () => {
  const rows = await open.rows('satisfaccion');
  const told = rows.filter(({ pregunta }) => pregunta === 'sigue_resuelta');
  expect(told.find(({ dimension }) => dimension === 'todas')).toMatchObject({
    ...{ mes: '2026-03', cerradas: '20', preguntadas: '20', respuestas: '11', porcentaje: '72.7' },
  });
  // By telephone nobody was asked that: there is no row to say so.
  expect(told.map(({ valor }) => valor)).not.toContain('telefono');
});

it('publishes the shares that the page tells, and none of fewer than ten answers', async () => {
  const rows = await open.rows('satisfaccion');
  const of = (dimension: string, valor: string) =>
    rows.find(
      (row) => row['dimension'] === dimension && row['valor'] === valor && row['pregunta'] === 'satisfaccion',
    );
  const asked = { city_id: open.town.city_id, from: '2026-03-01', until: '2026-03-31' };
  const { whole } = await publicSatisfaction(open.town.app, asked, 'channel');
  const tenth = (value: number) => String(Math.round(value * 10) / 10);
  const { n, percent, low, high } = whole.satisfaction!;
  expect(of('todas', 'todas')).toMatchObject({
    ...{ mes: '2026-03', cerradas: '34', respuestas: String(n), porcentaje: tenth(percent) },
    ...{ minimo: tenth(low), maximo: tenth(high) },
  });
  // Two answers by telephone: hidden, and with them what would tell them.
  expect(of('canal', 'telefono')).toMatchObject({ cerradas: '', respuestas: '', porcentaje: '' });
  expect(of('canal', 'portal')).toMatchObject({ cerradas: '30', respuestas: '', porcentaje: '' });
});
