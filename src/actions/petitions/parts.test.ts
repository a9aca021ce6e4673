import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, eventsOf, FIRST_DAY, foldAndRow, type Town } from '../../../test/town.ts';
import { addPart } from './add-part.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  town.on(FIRST_DAY);
});
afterAll(() => town.drop());

const partsOf = (petition_id: string) =>
  town.asSystem((tx) =>
    tx
      .selectFrom('assignments')
      .select(['unit_id', 'part'])
      .where('petition_id', '=', petition_id)
      .where('part', '=', 'contributing')
      .execute(),
  );

it('asks several units at once for their part, all of them or none; one unit still answers', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const ask = (...units: string[]) => {
    const [unit_id, ...more_unit_ids] = units.map((unit) => town.units[unit]!);
    const input = { petition_id, unit_id: unit_id!, more_unit_ids, instructions: 'Digan si es suyo' };
    return addPart(town.app, town.staff['marta']!, input);
  };
  // The second has the petition itself: the first is not asked either.
  await expect(ask('coyoacan/alumbrado', 'iztapalapa/alumbrado')).rejects.toMatchObject({
    code: 'same_unit',
  });
  expect(await partsOf(petition_id)).toEqual([]);
  await ask('coyoacan/alumbrado', 'iztapalapa/obras', 'iztapalapa/obras');
  const units = (await partsOf(petition_id)).map(({ unit_id }) => unit_id).sort();
  expect(units).toEqual([town.units['coyoacan/alumbrado']!, town.units['iztapalapa/obras']!].sort());
  expect((await eventsOf(town, petition_id)).filter((type) => type === 'part_added')).toHaveLength(2);
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
});
