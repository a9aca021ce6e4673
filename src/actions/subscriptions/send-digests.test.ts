import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { subscribers, type Subscribers } from '../../../test/subscribers.ts';
import { sendDigests } from './send-digests.ts';

let cast: Subscribers;
let email: string;
beforeAll(async () => {
  cast = await subscribers();
});
afterAll(() => cast.drop());
beforeEach(async () => {
  email = await cast.anew();
});

it('tells once what is new and public of what is followed, to its hour', async () => {
  const before = await aPetition(cast.town);
  await cast.subscribed({ tema: 'luminaria', zona: 'iztapalapa' });
  cast.town.on('2026-04-29T18:00:00.000Z');
  const mine = await aPetition(cast.town, { description: 'Soy Rosa, vivo aquí' });
  const elsewhere = await aPetition(cast.town, { place: { zone_code: 'coyoacan' } });
  const other = await aPetition(cast.town, { service_code: 'bache' });
  const hidden = await aPetition(cast.town);
  await cast.hide(hidden.petition_id);
  await sendDigests(cast.app);
  expect(await cast.mails()).toEqual([]);
  cast.town.on('2026-04-30T13:00:00.000Z');
  await sendDigests(cast.app);
  const [mail, ...more] = await cast.mails();
  expect(more).toEqual([]);
  expect(mail).toMatchObject({ to: [email], subject: 'Solicitudes nuevas en Pueblo' });
  expect(mail!.text).toContain(`https://pueblo.example/c/pueblo/seguimiento/${mine.folio}`);
  expect(mail!.text).toContain('Lámpara apagada · iztapalapa');
  expect(mail!.text).toContain('/tablero/solicitudes?tema=luminaria&zona=iztapalapa');
  for (const { folio } of [before, elsewhere, other, hidden]) expect(mail!.text).not.toContain(folio);
  expect(mail!.text).not.toMatch(/Rosa|vivo/);
  await sendDigests(cast.app);
  cast.town.on('2026-05-01T13:00:00.000Z');
  await sendDigests(cast.app);
  expect(await cast.mails()).toEqual([]);
});

it('comes on Mondays to who wants it each week', async () => {
  await cast.subscribed({ cada: 'week' });
  cast.town.on('2026-04-29T18:00:00.000Z');
  await aPetition(cast.town);
  cast.town.on('2026-05-04T12:59:00.000Z');
  await sendDigests(cast.app);
  expect(await cast.mails()).toEqual([]);
  cast.town.on('2026-05-04T13:00:00.000Z');
  await sendDigests(cast.app);
  expect(await cast.mails()).toHaveLength(1);
});

it('leaves out what was made private before it is sent, and does not go where nothing is left', async () => {
  await cast.subscribed();
  cast.town.on('2026-04-29T18:00:00.000Z');
  const [stays, goes] = [await aPetition(cast.town), await aPetition(cast.town)];
  cast.town.on('2026-04-30T13:00:00.000Z');
  await sendDigests(cast.app);
  await cast.hide(goes.petition_id);
  const [mail] = await cast.mails();
  expect([mail!.text.includes(stays.folio), mail!.text.includes(goes.folio)]).toEqual([true, false]);
  const last = await aPetition(cast.town);
  cast.town.on('2026-05-01T13:00:00.000Z');
  await sendDigests(cast.app);
  await cast.hide(last.petition_id);
  expect(await cast.mails()).toEqual([]);
  const failed = await cast.town.asSystem((tx) =>
    tx.selectFrom('outbox').select('last_error').where('state', '=', 'failed').execute(),
  );
  expect(failed).toEqual([{ last_error: 'no_longer_public' }]);
});

it('is written once by two workers at once, and whole again after one that died', async () => {
  await cast.subscribed();
  cast.town.on('2026-04-29T18:00:00.000Z');
  const { folio } = await aPetition(cast.town);
  cast.town.on('2026-04-30T13:00:00.000Z');
  // One dies before its transaction ends: the next begins where it began.
  const dying = { ...cast.app, keys: { ...cast.app.keys, wrapping: cast.app.keys.index } };
  await expect(sendDigests(dying)).rejects.toThrow();
  await Promise.all([sendDigests(cast.app), sendDigests(cast.app), sendDigests(cast.app)]);
  const arrived = await cast.mails();
  expect(arrived.map(({ text }) => text.includes(folio))).toEqual([true]);
});

it('says that there is more where a message cannot hold it', async () => {
  await cast.subscribed();
  cast.town.on('2026-04-29T18:00:00.000Z');
  for (let n = 0; n < 21; n += 1) await aPetition(cast.town);
  cast.town.on('2026-04-30T13:00:00.000Z');
  await sendDigests(cast.app);
  const [mail] = await cast.mails();
  expect(mail!.text.match(/\/seguimiento\//g)).toHaveLength(20);
  expect(mail!.text).toContain('Hay más: https://pueblo.example/c/pueblo/tablero/solicitudes');
});
