import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import {
  aTown,
  clocksOf,
  FIRST_DAY,
  foldAndRow,
  linesOf,
  petitionRow,
  type Town,
} from '../../../test/town.ts';
import { previewChangeService } from '../../queries/preview-change-service.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { lockPetition } from '../../store/petitions.ts';
import { addNote } from './add-note.ts';
import { changeService } from './change-service.ts';
import { filePetition } from './file-petition.ts';
import { moderatePetition } from './moderate-petition.ts';
import { setPriority } from './set-priority.ts';
import { setVisibility } from './set-visibility.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const who = (name: string) => town.staff[name]!;
const reason = 'Así corresponde';

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

it('shows what a change of service does to the clocks and then does exactly that, from the filing', async () => {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  town.on('2026-05-05');
  const service_id = town.services['queja']!;
  const preview = await town.asSystem(async (tx) => {
    const city = (await cityConfiguration(tx, town.city_id))!;
    const petition = (await lockPetition(tx, petition_id))!;
    const service = city.services.get(service_id)!;
    return previewChangeService(city, petition, { service, now: town.app.now() });
  });
  expect(preview.map(({ clock, due_before, due_after }) => [clock, due_before, due_after])).toEqual([
    ['reply', '2026-05-07', '2026-05-14'],
    ['resolve', '2026-06-25', '2026-06-25'],
  ]);
  await changeService(town.app, who('marta'), { petition_id, service_id, reason });
  const { reply } = await clocksOf(town, petition_id);
  expect(reply).toMatchObject({ due_on: '2026-05-14', day_zero: '2026-04-29' });
  expect(await linesOf(town, petition_id, 'reply')).toEqual(['started', 'stopped', 'restarted']);
  expect(await linesOf(town, petition_id, 'resolve')).toEqual(['started']);
  // A complaint is private: it does not become public again with the service.
  expect(await petitionRow(town, petition_id)).toMatchObject({
    visibility: 'private',
    kind_code: 'complaint',
  });
  await changeService(town.app, who('marta'), { petition_id, service_id: town.services['arbol']!, reason });
  expect(await petitionRow(town, petition_id)).toMatchObject({ visibility: 'private' });
  await consistent(petition_id);
});

it('does not turn an anonymous petition into a kind that needs a name', async () => {
  const { petition_id } = await aPetition(town, { identity: 'anonymous', contact: {}, notify_by: 'none' });
  const changed = changeService(town.app, who('marta'), {
    ...{ petition_id, service_id: town.services['queja']!, reason },
  });
  await expect(changed).rejects.toMatchObject({ code: 'anonymous_not_allowed' });
});

it('shows wider than the service only with who may moderate, and never a reserved identity', async () => {
  const { petition_id } = await aPetition(town, { service_code: 'queja' });
  const show = (name: string, id = petition_id) =>
    setVisibility(town.app, who(name), { petition_id: id, visibility: 'public', reason });
  await expect(show('unit_head.iztapalapa')).rejects.toMatchObject({ code: 'visibility_too_wide' });
  await show('marta');
  expect(await petitionRow(town, petition_id)).toMatchObject({ visibility: 'public' });
  await consistent(petition_id);
  const reserved = await aPetition(town, { identity: 'reserved' });
  await expect(show('marta', reserved.petition_id)).rejects.toMatchObject({
    code: 'reserved_stays_reserved',
  });
});

it('publishes redacted text; quarantine keeps folio and clock', async () => {
  const { petition_id } = await aPetition(town);
  const public_description = 'No prende la lámpara';
  await moderatePetition(town.app, who('marta'), { petition_id, decision: 'published', public_description });
  expect(await petitionRow(town, petition_id)).toMatchObject({ moderation: 'published', public_description });
  const before = await clocksOf(town, petition_id);
  await moderatePetition(town.app, who('marta'), { petition_id, decision: 'quarantined' });
  expect(await clocksOf(town, petition_id)).toEqual(before);
  expect(await petitionRow(town, petition_id)).toMatchObject({
    moderation: 'quarantined',
    stage: 'assigned',
  });
  await consistent(petition_id);
});

it('keeps what persons wrote out of history', async () => {
  const { petition_id } = await aPetition(town);
  await addNote(town.app, who('julian'), { petition_id, body: 'Rosa llamó al 5512345678' });
  await setPriority(town.app, who('marta'), { petition_id, priority: 2, reason: 'Riesgo' });
  const rows = await town.asSystem((tx) =>
    tx.selectFrom('petition_events').select('payload').where('petition_id', '=', petition_id).execute(),
  );
  const told = JSON.stringify(rows);
  for (const personal of ['Rosa', '5512345678', 'rosa@correo', 'No prende'])
    expect(told).not.toContain(personal);
  await consistent(petition_id);
});

it('files only what is the city’s own, and believes only staff about when a letter came', async () => {
  const filing = {
    city_id: town.city_id,
    service_code: 'luminaria',
    channel: 'letter' as const,
    description: 'Una carta',
    identity: 'anonymous' as const,
    privacy_version: 1,
    place: { zone_code: 'iztapalapa' },
  };
  const named = filePetition(town.app, { kind: 'public' }, { ...filing, named_unit_id: town.city_id });
  await expect(named).rejects.toMatchObject({ code: 'unit_unknown' });
  const group = filePetition(town.app, { kind: 'public' }, { ...filing, priority_group: 'amigos' });
  await expect(group).rejects.toMatchObject({ fields: { priority_group: 'invalid' } });
  const letter = { ...filing, received_at: '2026-04-27T16:00:00.000Z' };
  const own = await filePetition(town.app, { kind: 'public' }, letter);
  expect(await petitionRow(town, own.petition_id)).toMatchObject({ filed_on: '2026-04-29' });
  const desk = await filePetition(town.app, who('agent.iztapalapa'), letter);
  expect(await petitionRow(town, desk.petition_id)).toMatchObject({ filed_on: '2026-04-27' });
  const auditor = filePetition(town.app, who('auditor.iztapalapa'), letter);
  await expect(auditor).rejects.toMatchObject({ code: 'forbidden' });
});
