import { afterAll, beforeAll, expect, it } from 'vitest';
import { anEndedCall } from '../../../test/a-review.ts';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { saidInInteraction } from './said-in-interaction.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

async function said(actor: StaffActor, interaction_id: string) {
  const judged = {
    ...{ interaction_id, authority_id: town.authorities['iztapalapa']!, unit_id: null },
    agent_id: town.staff['marta']!.user_id,
  };
  return town.asSystem(async (tx) => {
    const city = (await cityConfiguration(tx, town.city_id))!;
    return saidInInteraction(tx, { ports: town.app, asker: { actor, city } }, judged);
  });
}

it('is written down of the person, and what was said about a unit is hidden from who reviews there alone', async () => {
  const named_unit_id = town.units['iztapalapa/alumbrado']!;
  const { petition_id } = await aPetition(town, { service_code: 'queja', named_unit_id });
  const { person_id } = await town.asSystem((tx) =>
    tx.selectFrom('petitions').select('person_id').where('id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  const interaction_id = await anEndedCall(town, {
    ...{ by: 'marta', person_id, petition_ids: [petition_id], answer: 'Se le dijo en qué va' },
  });
  const supervisor = town.staff['supervisor.iztapalapa']!;
  expect(await said(supervisor, interaction_id)).toMatchObject({
    answer: 'Se le dijo en qué va',
    is_hidden: false,
  });
  const looked = await town.asSystem((tx) =>
    tx.selectFrom('personal_data_views').select(['user_id', 'person_id', 'what']).execute(),
  );
  expect(looked).toContainEqual({ user_id: supervisor.user_id, person_id, what: 'interaction' });
  const ofTheUnit = {
    ...supervisor,
    grants: supervisor.grants.map((grant) => ({ ...grant, unit_ids: [named_unit_id] })),
  };
  expect(await said(ofTheUnit, interaction_id)).toMatchObject({
    ...{ answer: null, petitions: [], is_hidden: true },
  });
});
