import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createSigningCertificate } from '../../actions/letters/signing-certificates.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

it('tells staff which replies are signed, by whom and when', async () => {
  const julian = await console_.as(town.staff['julian']!);
  const replies = async () => {
    const { petition_id } = await aPetition(town, { stage: 'replied' });
    return (await julian('get_petition', { params: { id: petition_id } })).body.replies;
  };
  expect((await replies()).map(({ signed }) => signed)).toEqual([null]);
  const authority_id = town.authorities['iztapalapa']!;
  await createSigningCertificate(town.app, { kind: 'system' }, { city_id: town.city_id, authority_id });
  const [reply] = await replies();
  expect(reply!.signed).toEqual({
    by: `${reply!.responsible_name}, ${reply!.responsible_title}, ${reply!.unit.name}`,
    at: town.app.now(),
  });
});
