import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
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
  expect(persons.at(-1)).toMatchObject({ open: 1, received: 1 });
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

it.each(['supervisor.iztapalapa', 'julian'])('counts for %s what the inbox lists', async (who) => {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asker = { actor: town.staff[who]!, city };
  const { persons } = (await told(who, { from: '2026-04-05' }))!;
  expect(persons.length).toBeGreaterThan(0);
  for (const person of persons)
    for (const [name, search] of Object.entries(person.searches)) {
      const list = (await listPetitions(town.app, asker, { ...filterOf(search), limit: 200 }))!;
      expect([name, search, list.items.length]).toEqual([name, search, person[name as 'open']]);
    }
});
