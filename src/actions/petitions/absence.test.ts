import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, eventsOf, FIRST_DAY, foldAndRow, petitionRow, type Town } from '../../../test/town.ts';
import { readHistory } from '../../store/petition-history.ts';
import { assignPerson, takePetition } from './assign-person.ts';
import { reassignWork } from './reassign-work.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(async () => {
  town.on(FIRST_DAY);
  for (const name of ['julian', 'berta', 'clerk.iztapalapa', 'carla']) await absence(name, null);
});

const who = (name: string) => town.staff[name]!;
const id = (name: string) => who(name).user_id;

/** From the first day until 8 May, while `delegate` stands in. */
async function absence(
  name: string,
  away: { delegate: string | null; until?: string | null } | null,
): Promise<void> {
  const { delegate = null, until = '2026-05-08' } = away ?? {};
  await town.asSystem((tx) =>
    tx
      .updateTable('users')
      .set({
        away_from: away === null ? null : FIRST_DAY,
        away_until: away === null ? null : until,
        delegate_id: delegate === null ? null : id(delegate),
      })
      .where('id', '=', id(name))
      .execute(),
  );
}

const assign = (petition_id: string, name: string) =>
  assignPerson(town.app, who('marta'), { petition_id, user_id: id(name) });

it('gives the work of somebody who is away to who stands in, and says for whom', async () => {
  const { petition_id } = await aPetition(town);
  await absence('julian', { delegate: 'berta' });
  expect(await assign(petition_id, 'julian')).toMatchObject({ assignee_id: id('berta') });
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: id('berta') });
  const history = await town.asSystem((tx) => readHistory(tx, petition_id));
  expect(history.at(-1)!.event).toMatchObject({
    type: 'delegate_assigned',
    payload: { user_id: id('berta'), instead_of: id('julian') },
  });
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
  // Given again, nothing happens: it is where it would go.
  const events = await eventsOf(town, petition_id);
  await assign(petition_id, 'julian');
  expect(await eventsOf(town, petition_id)).toEqual(events);
});

it('gives it to the person before and after the absence', async () => {
  const { petition_id } = await aPetition(town);
  await absence('julian', { delegate: 'berta' });
  town.on('2026-05-08');
  await assign(petition_id, 'julian');
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: id('berta') });
  town.on('2026-05-11');
  await assign(petition_id, 'julian');
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: id('julian') });
  expect((await eventsOf(town, petition_id)).slice(-2)).toEqual(['delegate_assigned', 'person_assigned']);
});

it('takes for who stands in, too, along the chain', async () => {
  const { petition_id } = await aPetition(town);
  await absence('julian', { delegate: 'berta' });
  await absence('berta', { delegate: 'clerk.iztapalapa' });
  expect(await takePetition(town.app, who('julian'), { petition_id })).toMatchObject({
    assignee_id: id('clerk.iztapalapa'),
  });
});

it('refuses when nobody at the unit stands in, and says until when', async () => {
  const { petition_id } = await aPetition(town);
  const refused = { code: 'assignee_away', details: { until: '2026-05-08' } };
  await absence('julian', { delegate: null });
  await expect(assign(petition_id, 'julian')).rejects.toMatchObject(refused);
  // Carla works in Coyoacán.
  await absence('julian', { delegate: 'carla' });
  await expect(assign(petition_id, 'julian')).rejects.toMatchObject(refused);
  await absence('julian', { delegate: 'berta' });
  await absence('berta', { delegate: 'julian' });
  await expect(assign(petition_id, 'julian')).rejects.toMatchObject(refused);
  await absence('berta', { delegate: null, until: null });
  await expect(assign(petition_id, 'berta')).rejects.toMatchObject({
    code: 'assignee_away',
    details: { cause: 'away_without_end' },
  });
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: null });
});

it('hands over the work of somebody who left to who stands in for the colleague', async () => {
  const { petition_id } = await aPetition(town);
  await assign(petition_id, 'julian');
  const hand = () =>
    reassignWork(town.app, who('marta'), { from_user_id: id('julian'), to_user_id: id('berta') });
  await absence('berta', { delegate: 'julian' });
  const { left } = await hand();
  expect(left).toContain((await petitionRow(town, petition_id)).folio);
  await absence('berta', { delegate: 'clerk.iztapalapa' });
  await hand();
  expect(await petitionRow(town, petition_id)).toMatchObject({ assignee_id: id('clerk.iztapalapa') });
});
