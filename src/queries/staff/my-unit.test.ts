import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, type Town } from '../../../test/town.ts';
import { askCitizen } from '../../actions/petitions/ask-citizen.ts';
import { contestReply } from '../../actions/petitions/contest-reply.ts';
import { projectStatistics } from '../../actions/statistics/project-statistics.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { listPetitions } from './list-petitions.ts';
import { myUnit } from './my-unit.ts';
import type { PetitionFilter } from './petition-filter.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  town.on('2026-04-20');
  await aPetition(town);
  town.on('2026-04-28');
  await aPetition(town, { stage: 'in_work' });
  const asked = await aPetition(town, { stage: 'in_work' });
  const input = { petition_id: asked.petition_id, body: '¿Qué poste?', cause: 'incomplete' } as const;
  await askCitizen(town.app, town.staff['julian']!, input);
  const back = await aPetition(town, { stage: 'replied' });
  await contestReply(town.app, citizenOf(back.petition_id), {
    petition_id: back.petition_id,
    body: 'Sigue igual',
  });
  town.on('2026-04-29');
  await aPetition(town, { stage: 'replied' });
  await aPetition(town, { service_code: 'bache' });
  await aPetition(town, { place: { zone_code: 'coyoacan' } });
  while ((await projectStatistics(town.app, { kind: 'system' }, {})).more);
});
afterAll(() => town.drop());

async function askerOf(who: string) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  return { actor: town.staff[who]!, city };
}

const lists = new Set(['unit', 'authority', 'stage', 'flag']);
/** The address of the inbox as its query reads it. */
const filterOf = (search: Readonly<Record<string, string>>): PetitionFilter =>
  Object.fromEntries(
    Object.entries(search).map(([name, value]) => [name, lists.has(name) ? value.split(',') : value]),
  );

it.each(['julian', 'unit_head.iztapalapa', 'supervisor.iztapalapa', 'supervisor.coyoacan'])(
  'counts for %s what the inbox lists under each number',
  async (who) => {
    const asker = await askerOf(who);
    const told = (await myUnit(town.app, asker, {}))!;
    const all = [...told.numbers, ...told.groups.flatMap(({ numbers }) => numbers)];
    for (const { name, count, search } of all) {
      const list = (await listPetitions(town.app, asker, { ...filterOf(search), limit: 200 }))!;
      expect([name, search, list.items.length]).toEqual([name, search, count]);
    }
  },
);

it('tells the day of a unit: what is late, near, new, waiting, back, and the oldest', async () => {
  const told = (await myUnit(town.app, await askerOf('julian'), {}))!;
  const counts = Object.fromEntries(told.numbers.map(({ name, count }) => [name, count]));
  expect(told).toMatchObject({ today: '2026-04-29', name: 'Alumbrado Público' });
  expect(told.oldest).toMatchObject({ received_on: '2026-04-20', days: 9 });
  expect(counts).toMatchObject({ overdue: 1, waiting: 1, reopened: 1, arrived_today: 1, replied_today: 1 });
  expect(told.next[0]!.id).toBeDefined();
  expect(told.groups).toEqual([]);
});

it('puts the units of an authority side by side by name, and lets nobody look elsewhere', async () => {
  const supervisor = await askerOf('supervisor.iztapalapa');
  const { groups } = (await myUnit(town.app, supervisor, {}))!;
  expect(groups.length).toBeGreaterThan(1);
  expect(groups.map(({ name }) => name)).toEqual(groups.map(({ name }) => name).sort());
  expect(await myUnit(town.app, supervisor, { authority_id: town.authorities['coyoacan'] })).toBeNull();
  const julian = await askerOf('julian');
  expect(await myUnit(town.app, julian, { unit_id: town.units['iztapalapa/obras'] })).toBeNull();
});
