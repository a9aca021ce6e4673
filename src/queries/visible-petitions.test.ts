import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../test/builders.ts';
import { transfer } from '../../test/moved-petition.ts';
import { aTown, type Town } from '../../test/town.ts';
import { addPart } from '../actions/petitions/add-part.ts';
import type { StaffActor } from '../core/access/actor.ts';
import { positionOfChanges, readersOf } from './staff/changed-petitions.ts';
import { petitionsHeldNow, reachesOf } from './visible-petitions.ts';

let town: Town;
const ids: string[] = [];

beforeAll(async () => {
  town = await aTown();
  const coyoacan = { address_text: 'Calle 1', zone_code: 'coyoacan' };
  for (const given of [{}, { stage: 'replied' as const }, { place: coyoacan }])
    ids.push((await aPetition(town, given)).petition_id);
  const moved = (await aPetition(town)).petition_id;
  await transfer(town, { petition_id: moved, by: 'supervisor.iztapalapa', to: 'coyoacan' });
  ids.push(moved);
  const shared = (await aPetition(town, { stage: 'in_work' })).petition_id;
  const unit_id = town.units['coyoacan/alumbrado']!;
  await addPart(town.app, town.staff['marta']!, { petition_id: shared, unit_id, instructions: '¿Es suyo?' });
  const named_unit_id = town.units['iztapalapa/alumbrado']!;
  ids.push(shared, (await aPetition(town, { service_code: 'queja', named_unit_id })).petition_id);
}, 60_000);
afterAll(() => town.drop());

/** Every place that a grant can reach here, with and without what is private. */
function everyGrant(): StaffActor['grants'] {
  const { city_id, authorities, units } = town;
  const unitsOf = (code: string) =>
    Object.entries(units).flatMap(([name, id]) => (name.startsWith(`${code}/`) ? [id] : []));
  const places = Object.entries(authorities).flatMap(([code, authority_id]) => [
    { authority_id, unit_ids: null },
    { authority_id, unit_ids: unitsOf(code) },
    ...unitsOf(code).map((unit) => ({ authority_id, unit_ids: [unit] })),
  ]);
  const permissions = [
    ['petition.read'],
    ['petition.read', 'petition.read_private'],
    ['petition.export'],
  ] as const;
  return [{ authority_id: null, unit_ids: null }, ...places].flatMap((place) =>
    permissions.map((held) => ({ ...place, city_id, role_code: 'one', permissions: [...held] })),
  );
}

it('shows a change to exactly those who would find the petition, for every grant and both at once', async () => {
  const since = await positionOfChanges(town.app);
  const seen = async (actor: StaffActor) => {
    const found = await town.asSystem((tx) =>
      tx
        .selectFrom('petitions as p')
        .select('p.id')
        .where(petitionsHeldNow(actor) as never)
        .execute(),
    );
    return found.map(({ id }) => id).sort();
  };
  const told = async (actor: StaffActor) => {
    const readers = await readersOf(town.app, { ids, since, reaches: reachesOf(actor) });
    return [...readers.keys()].sort();
  };
  const grants = everyGrant();
  const pairs = grants.map((grant, n) => [grant, grants[(n * 7 + 3) % grants.length]!]);
  const sizes = new Set<number>();
  for (const held of [...grants.map((grant) => [grant]), ...pairs]) {
    const actor: StaffActor = {
      ...{ kind: 'staff', user_id: town.staff['julian']!.user_id, name: 'Uno', grants: held },
      authority_ids: Object.values(town.authorities),
    };
    const finds = await seen(actor);
    expect([held, await told(actor)]).toEqual([held, finds]);
    sizes.add(finds.length);
  }
  // From nothing to everything: otherwise this would compare little.
  expect(sizes).toContain(0);
  expect(sizes).toContain(ids.length);
  expect(sizes.size).toBeGreaterThan(4);
});
