import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { addPart } from '../../actions/petitions/add-part.ts';
import { transferAuthority } from '../../actions/petitions/transfer-authority.ts';
import { transferUnit } from '../../actions/petitions/transfer-unit.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { visiblePetitions } from '../visible-petitions.ts';
import { countPetitions } from './count-petitions.ts';
import { listPetitions, type Order } from './list-petitions.ts';

let town: Town;
const days = ['2026-04-27', '2026-04-28', '2026-04-29', '2026-04-30'];

/** On each day one that stays, one with a part of the other authority, one for another unit and one that leaves. */
beforeAll(async () => {
  town = await aTown();
  const marta = town.staff['marta']!;
  const reason = 'Le toca a la otra área';
  for (const day of days) {
    town.on(day);
    await aPetition(town);
    await aPetition(town, { place: { zone_code: 'coyoacan' } });
    const [shared, passed_on, left] = [
      await aPetition(town, { stage: 'in_work' }),
      await aPetition(town),
      await aPetition(town),
    ];
    const part = { unit_id: town.units['coyoacan/alumbrado']!, instructions: 'Digan si es suyo' };
    await addPart(town.app, marta, { petition_id: shared.petition_id, ...part });
    const other = { unit_id: town.units['iztapalapa/obras']!, reason };
    await transferUnit(town.app, marta, { petition_id: passed_on.petition_id, ...other });
    const authority = { authority_id: town.authorities['coyoacan']!, reason };
    await transferAuthority(town.app, marta, { petition_id: left.petition_id, ...authority });
  }
}, 60_000);
afterAll(() => town.drop());

async function listed(name: string, order: Order) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const asker = { actor: town.staff[name]!, city };
  const rows: {
    id: string;
    left: unknown;
    due_at: string | null;
    received_at: string;
    updated_at: string;
  }[] = [];
  for (let cursor: string | undefined, more = true; more;) {
    const page = (await listPetitions(town.app, asker, { tab: 'all', order, cursor, limit: 2 }))!;
    rows.push(...page.items);
    more = page.next_cursor !== null;
    cursor = page.next_cursor ?? undefined;
  }
  return { asker, rows };
}

test.each(
  ['julian', 'marta', 'carla'].flatMap((name) =>
    (['due', 'received', 'updated'] as const).map((order) => [name, order] as const),
  ),
)(
  '%s is shown, by %s, what is here, elsewhere and left: all of it, once and in order',
  async (name, order) => {
    const { asker, rows } = await listed(name, order);
    const seen = await town.asSystem((tx) =>
      tx
        .selectFrom('petitions as p')
        .select('p.id')
        .where(visiblePetitions(asker.actor) as never)
        .execute(),
    );
    expect(rows.map(({ id }) => id).toSorted()).toEqual(seen.map(({ id }) => id).toSorted());
    expect(rows.length).toBeGreaterThan(days.length);
    const held = rows.filter(({ left }) => left === null);
    const value = (row: (typeof rows)[number]) => (order === 'due' ? row.due_at! : row[`${order}_at`]);
    const [shown, last] = order === 'received' ? [rows, 1] : [held, order === 'due' ? -1 : 1];
    const ordered = shown.toSorted((one, other) => (value(one) < value(other) ? last : -last));
    expect(shown.map(value)).toEqual(ordered.map(value));
    const { tabs } = await countPetitions(town.app, asker, {});
    expect(tabs.all.count).toBe(rows.length);
  },
);
