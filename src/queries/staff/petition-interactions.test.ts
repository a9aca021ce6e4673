import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { endInteraction } from '../../actions/interactions/end-interaction.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { petitionInteractions } from './petition-interactions.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});

it('is listed with the petition it was about, its words for who asks and may see the person', async () => {
  const { petition_id } = await aPetition(town);
  const person_id = (await petitionRow(town, petition_id)).person_id!;
  const answer = 'Va la cuadrilla mañana';
  const at = town.app.now();
  const call = {
    ...{ interaction_id: newId(), city_id: town.city_id, channel: 'phone' as const, person_id, answer },
    ...{ kind: 'follow_up', wrap_up: 'answered', petition_ids: [petition_id], started_at: at, ended_at: at },
  };
  await endInteraction(town.app, town.staff['agent.iztapalapa']!, call);
  const told = async (who: string, reveal: boolean) =>
    petitionInteractions(town.app, await asker(who), { petition_id, reveal });
  const [first] = (await told('supervisor.iztapalapa', false))!.items;
  expect(first).toMatchObject({ id: call.interaction_id, answer: null, kind: { code: 'follow_up' } });
  const looks = () =>
    town.asSystem((tx) =>
      tx
        .selectFrom('personal_data_views')
        .select('user_id')
        .where('petition_id', '=', petition_id)
        .where('what', '=', 'interactions')
        .execute(),
    );
  expect(await looks()).toEqual([]);
  expect((await told('supervisor.iztapalapa', true))!.items[0]).toMatchObject({ answer });
  expect(await looks()).toEqual([{ user_id: town.staff['supervisor.iztapalapa']!.user_id }]);
  expect(await told('supervisor.coyoacan', true)).toBeNull();
  // Who may read petitions and no persons.
  expect(await told('auditor.iztapalapa', true)).toMatchObject({
    may_read: false,
    items: [{ answer: null }],
  });
});
