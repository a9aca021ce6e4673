import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { assignPerson } from '../../actions/petitions/assign-person.ts';
import { confirmSolved } from '../../actions/petitions/confirm-solved.ts';
import { sendReply } from '../../actions/petitions/send-reply.ts';
import { askHowItWent } from '../../actions/satisfaction/ask-how-it-went.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { listPetitions } from './list-petitions.ts';
import type { PetitionFilter } from './petition-filter.ts';
import { workload } from './workload.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  const head = town.staff['supervisor.iztapalapa']!;
  const give = async (name: string, petition_id: string) =>
    assignPerson(town.app, head, { petition_id, user_id: town.staff[name]!.user_id });
  town.on('2026-04-10');
  const late = await aPetition(town, { stage: 'in_work' });
  await give('julian', late.petition_id);
  town.on('2026-04-28');
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  await give('julian', petition_id);
  await sendReply(town.app, town.staff['julian']!, await aDraft(town, petition_id));
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, { kind: 'system' }, { petition_id });
  town.on('2026-04-29');
  const fresh = await aPetition(town, { stage: 'in_work' });
  await give('berta', fresh.petition_id);
  await aPetition(town);
  await aPetition(town, { service_code: 'queja' });
  await aPetition(town, { place: { zone_code: 'coyoacan' } });
});
afterAll(() => town.drop());

async function told(who: string, asked = {}) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  return workload(town.app, { actor: town.staff[who]!, city }, asked);
}

it('tells a head what each person has and did, by name, and what is nobody’s last', async () => {
  const { persons, sees_others } = (await told('supervisor.iztapalapa', { from: '2026-04-20' }))!;
  expect(sees_others).toBe(true);
  const names = persons.map(({ name }) => name);
  expect(names.at(-1)).toBeNull();
  const people = names.slice(0, -1) as string[];
  expect(people).toEqual([...people].sort((one, other) => one.localeCompare(other, 'es')));
  const of = (name: string) => persons.find(({ id }) => id === town.staff[name]!.user_id);
  expect(of('julian')).toMatchObject({ open: 1, overdue: 1, due_soon: 0, closed: 1 });
  expect(of('berta')).toMatchObject({ open: 1, overdue: 0, received: 1, closed: 0 });
  expect(persons.at(-1)).toMatchObject({ open: 2, received: 2 });
});

it('tells whoever may not know it of others their own alone', async () => {
  const { persons, sees_others } = (await told('julian'))!;
  expect(sees_others).toBe(false);
  expect(persons.map(({ id, is_me }) => [id, is_me])).toEqual([[town.staff['julian']!.user_id, true]]);
  expect(await told('julian', { unit_id: town.units['iztapalapa/obras'] })).toBeNull();
});

const lists = new Set(['unit', 'authority', 'stage', 'flag', 'outcome', 'assignee']);
/** The address of the inbox as its query reads it. */
const filterOf = (search: Readonly<Record<string, string>>): PetitionFilter =>
  Object.fromEntries(
    Object.entries(search).map(([name, value]) => [name, lists.has(name) ? value.split(',') : value]),
  );

/** The head of a borough as one of the whole city, who may or may not read what is private. */
const ofWholeCity = (reads_private: boolean): StaffActor => {
  const head = town.staff['supervisor.iztapalapa']!;
  const without = (name: string) => reads_private || name !== 'petition.read_private';
  return {
    ...head,
    authority_ids: Object.values(town.authorities),
    grants: head.grants.map((grant) => ({
      ...grant,
      ...{ authority_id: null, unit_ids: null, permissions: grant.permissions.filter(without) },
    })),
  };
};
const askers: Readonly<Record<string, () => StaffActor>> = {
  ...{ head: () => town.staff['supervisor.iztapalapa']!, julian: () => town.staff['julian']! },
  'one of the whole city': () => ofWholeCity(true),
  'one who reads nothing private': () => ofWholeCity(false),
};

it.each(Object.keys(askers))('counts for %s what the inbox lists', async (who) => {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asker = { actor: askers[who]!(), city };
  const { persons } = (await workload(town.app, asker, { from: '2026-04-05' }))!;
  expect(persons.length).toBeGreaterThan(0);
  // Of the one in Coyoacán and the complaint, which are nobody's, each sees what they may.
  const sees = { head: 2, 'one of the whole city': 3, 'one who reads nothing private': 2 };
  if (who in sees) expect(persons.at(-1)).toMatchObject({ id: null, open: sees[who as 'head'] });
  for (const person of persons)
    for (const [name, search] of Object.entries(person.searches)) {
      const list = (await listPetitions(town.app, asker, { ...filterOf(search), limit: 200 }))!;
      expect([name, search, list.items.length]).toEqual([name, search, person[name as 'open']]);
    }
});
