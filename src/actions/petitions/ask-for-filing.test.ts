import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { filePetition } from './file-petition.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const filing = () => ({
  ...({
    city_id: town.city_id,
    service_code: 'luminaria',
    channel: 'portal',
    identity: 'anonymous',
  } as const),
  ...{ description: 'No prende la lámpara', privacy_version: 1, place: { zone_code: 'iztapalapa' } },
});
const file = (idempotency_key?: string) =>
  filePetition(
    town.app,
    { kind: 'public' },
    filing(),
    idempotency_key === undefined ? {} : { idempotency_key },
  );
const numberOf = (folio: string) => Number(folio.split('-')[2]);

/** As another process would: this one is not told. */
const changeBehindOurBack = (change: ReturnType<typeof sql>) =>
  town.asSystem(async (tx) => {
    await change.execute(tx);
    await sql`update cities set configuration_version = configuration_version + 1`.execute(tx);
  });

it('plans by the configuration in force where another process changed it since the last filing', async () => {
  const before = await file();
  await changeBehindOurBack(sql`update units set name = 'Alumbrado nuevo' where name = ${before.unit_name}`);
  const after = await file();
  expect(before.unit_name).not.toBe('Alumbrado nuevo');
  expect(after.unit_name).toBe('Alumbrado nuevo');
  await changeBehindOurBack(sql`update services set is_active = false where code = 'luminaria'`);
  await expect(file()).rejects.toMatchObject({ code: 'service_inactive' });
  await changeBehindOurBack(sql`update services set is_active = true where code = 'luminaria'`);
  const again = await file();
  expect((await petitionRow(town, again.petition_id)).folio).toBe(again.folio);
});

it('spends no number on a call that came before', async () => {
  const first = await file('once');
  const repeats = await Promise.all([1, 2, 3, 4].map(() => file('once')));
  expect(repeats).toEqual([first, first, first, first]);
  const next = await file('twice');
  expect(numberOf(next.folio)).toBe(numberOf(first.folio) + 1);
});
