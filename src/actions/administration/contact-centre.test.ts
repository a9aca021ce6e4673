import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../../../test/town.ts';
import { channelStanding } from '../../core/channel-hours/standing.ts';
import { nameOfKind } from '../../core/interactions/interaction-words.ts';
import { deskWordsToEdit } from '../../queries/staff/contact-centre.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { saveDeskWords, setChannelHours } from './contact-centre.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const system = { kind: 'system' } as const;
const cityNow = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const toEdit = async () => deskWordsToEdit({ actor: town.staff['marta']!, city: await cityNow() });

it('saves kinds, wrap-up codes and scripts as one, and takes them back', async () => {
  const first = await toEdit();
  const water = {
    code: 'water_bill',
    name: 'Cobro de agua',
    opens_kind: null,
    script: 'Le llegará el recibo.',
  };
  const input = {
    ...{ city_id: town.city_id, version: first.version, wrap_ups: first.wrap_ups },
    ...{ kinds: [...first.kinds, water], greeting: 'Buenos días.', closing: 'Que le vaya bien.' },
  };
  await saveDeskWords(town.app, system, input);
  const saved = await toEdit();
  expect(saved.kinds.at(-1)).toEqual(water);
  expect([saved.greeting, saved.closing]).toEqual(['Buenos días.', 'Que le vaya bien.']);
  await expect(saveDeskWords(town.app, system, input)).rejects.toMatchObject({ code: 'version_conflict' });
  await saveDeskWords(town.app, system, { ...input, ...first, version: saved.version });
  const { kinds, greeting } = await toEdit();
  expect([kinds, greeting]).toEqual([first.kinds, '']);
  // What was recorded under it is still told in its words.
  const { settings } = (await cityNow()).city;
  expect(nameOfKind(settings, 'es', water.code)).toBe('Cobro de agua');
  const told = await town.asSystem((tx) =>
    tx.selectFrom('configuration_changes').select('entity').where('entity', '=', 'desk_words').execute(),
  );
  expect(told).toHaveLength(2);
});

it('refuses one code twice, a kind that is the system’s, one that opens nothing known, and half a script', async () => {
  const { kinds, wrap_ups, version } = await toEdit();
  const whole = { city_id: town.city_id, version, kinds, wrap_ups, greeting: '', closing: '' };
  const one = { code: 'filing', name: 'Registro', opens_kind: 'no_such', script: '' };
  const wrong = {
    ...whole,
    kinds: [...kinds, one],
    wrap_ups: [...wrap_ups, wrap_ups[0]!],
    greeting: 'Hola.',
  };
  await expect(saveDeskWords(town.app, system, wrong)).rejects.toMatchObject({
    code: 'invalid_input',
    fields: {
      [`kinds.${kinds.length}.code`]: 'code_taken',
      [`kinds.${kinds.length}.opens_kind`]: 'invalid',
      [`wrap_ups.${wrap_ups.length}.code`]: 'code_taken',
      closing: 'required',
    },
  });
});

it('sets the week of a door, by which it is told whether it is open; what changed meanwhile is not written over', async () => {
  const authority_id = town.authorities['iztapalapa']!;
  const door = { city_id: town.city_id, authority_id, channel: 'whatsapp' as const };
  const week = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, opens: '09:00', closes: '18:00' }));
  const administrator = town.staff['administrator.iztapalapa']!;
  await setChannelHours(town.app, administrator, { ...door, before: [], hours: week });
  const standing = channelStanding(await cityNow(), door, town.app.now());
  expect(standing).toMatchObject({ is_open: true });
  const late = setChannelHours(town.app, administrator, { ...door, before: [], hours: [] });
  await expect(late).rejects.toMatchObject({ code: 'version_conflict' });
  const inverted = { ...door, before: week, hours: [{ weekday: 1, opens: '18:00', closes: '09:00' }] };
  await expect(setChannelHours(town.app, administrator, inverted)).rejects.toMatchObject({
    fields: { 'hours.0': 'hours_inverted' },
  });
  const elsewhere = town.staff['administrator.coyoacan']!;
  const others = setChannelHours(town.app, elsewhere, { ...door, before: week, hours: [] });
  await expect(others).rejects.toMatchObject({ code: 'forbidden' });
  await setChannelHours(town.app, administrator, { ...door, before: week, hours: [] });
  expect(channelStanding(await cityNow(), door, town.app.now())).toBeNull();
});
