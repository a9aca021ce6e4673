import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import {
  aTown,
  citizenOf,
  FIRST_DAY,
  foldAndRow,
  noticesOf,
  petitionRow,
  type Town,
} from '../../../test/town.ts';
import { accessKeyFor, hashSecret, normaliseAccessKey } from '../../store/secrets.ts';
import { withdrawPetition } from './withdraw-petition.ts';
import { joinPetition } from './join-petition.ts';
import { mergePetition } from './merge-petition.ts';
import { publishUpdate } from './publish-update.ts';
import { reissueAccessKey } from './reissue-access-key.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(() => town.on(FIRST_DAY));

const marta = () => town.staff['marta']!;
const reason = 'Es la misma lámpara';

function join(
  petition_id: string,
  email: string | null,
  by: Parameters<typeof joinPetition>[1] = { kind: 'public' },
) {
  const contact = { name: 'Vecina', email };
  return joinPetition(town.app, by, { petition_id, contact, channel: 'portal', privacy_version: 1 });
}

async function consistent(petition_id: string): Promise<void> {
  const { folded, stored } = await foldAndRow(town, petition_id);
  expect(stored).toEqual(folded);
}

function supportersOf(petition_id: string) {
  return town.asSystem((tx) =>
    tx.selectFrom('supporters').selectAll().where('petition_id', '=', petition_id).orderBy('id').execute(),
  );
}

it('joins once per person, counted, told, with an own key', async () => {
  const { petition_id } = await aPetition(town);
  const { supporter_id } = await join(petition_id, 'vecina@correo.example');
  const twice = join(petition_id, ' Vecina@correo.example ');
  await expect(twice).rejects.toMatchObject({ code: 'already_supporting' });
  expect(await petitionRow(town, petition_id)).toMatchObject({ supporters_count: 1 });
  const [supporter] = await supportersOf(petition_id);
  const key = accessKeyFor(town.app.keys, supporter_id!, 1);
  expect(supporter!.access_key_hash.equals(hashSecret(normaliseAccessKey(key)))).toBe(true);
  await publishUpdate(town.app, marta(), { petition_id, body: 'Vamos mañana', audience: 'public' });
  expect(await noticesOf(town, petition_id)).toEqual([
    'petition_filed',
    'supporter_joined',
    'update_published',
    'update_published',
  ]);
  await consistent(petition_id);
});

it('does not say to strangers whose petition it is', async () => {
  const { petition_id } = await aPetition(town);
  expect(await join(petition_id, 'rosa@correo.example')).toHaveProperty('supporter_id');
});

it('needs a way to tell, and does not know what is private', async () => {
  const { petition_id } = await aPetition(town);
  await expect(join(petition_id, null)).rejects.toMatchObject({ code: 'contact_required' });
  const complaint = await aPetition(town, { service_code: 'queja' });
  const joined = join(complaint.petition_id, 'vecina@correo.example');
  await expect(joined).rejects.toMatchObject({ code: 'not_found' });
  const own = join(complaint.petition_id, 'rosa@correo.example', citizenOf(petition_id));
  await expect(own).rejects.toMatchObject({ code: 'not_found' });
});

it('gives a supporter no right over the petition', async () => {
  const { petition_id } = await aPetition(town);
  const { supporter_id } = await join(petition_id, 'otra@correo.example');
  const supporter = { kind: 'citizen', petition_id, supporter_id: supporter_id! } as const;
  await expect(withdrawPetition(town.app, supporter, { petition_id })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

it('merges a duplicate: who asked follows the other one from now on', async () => {
  const target = await aPetition(town);
  const { petition_id } = await aPetition(town, {
    contact: { name: 'Pedro', email: 'pedro@correo.example' },
  });
  await join(petition_id, 'vecina@correo.example');
  const merge = (into: string) => mergePetition(town.app, marta(), { petition_id, into, reason });
  await expect(merge(petition_id)).rejects.toMatchObject({ code: 'cannot_merge_into_itself' });
  await expect(merge(town.city_id)).rejects.toMatchObject({ code: 'not_found' });
  const merged = await merge(target.petition_id);
  expect(merged.stage).toBe('closed');
  expect(await petitionRow(town, petition_id)).toMatchObject({
    merged_into: target.petition_id,
    outcome_class: 'duplicate',
    due_at: null,
  });
  expect(await petitionRow(town, target.petition_id)).toMatchObject({
    supporters_count: 2,
    stage: 'assigned',
  });
  expect(await noticesOf(town, petition_id)).toContain('petition_merged');
  expect(await noticesOf(town, target.petition_id)).toEqual([
    'petition_filed',
    'supporter_joined',
    'supporter_joined',
  ]);
  await consistent(petition_id);
  await consistent(target.petition_id);
  const later = mergePetition(town.app, marta(), {
    petition_id: target.petition_id,
    into: petition_id,
    reason,
  });
  await expect(later).rejects.toMatchObject({ code: 'merge_target_closed' });
});

it('issues a key again only to the e-mail on the petition; the old one opens nothing', async () => {
  const { petition_id } = await aPetition(town);
  const before = (await petitionRow(town, petition_id)).access_key_hash!;
  const done = await reissueAccessKey(town.app, town.staff['agent.iztapalapa']!, { petition_id });
  expect(done).toMatchObject({ access_key_issue: 2 });
  expect(JSON.stringify(done)).not.toContain(accessKeyFor(town.app.keys, petition_id, 2));
  const row = await petitionRow(town, petition_id);
  expect(row.access_key_hash!.equals(before)).toBe(false);
  const key = normaliseAccessKey(accessKeyFor(town.app.keys, petition_id, 2));
  expect(row.access_key_hash!.equals(hashSecret(key))).toBe(true);
  expect(await noticesOf(town, petition_id)).toContain('access_key_reissued');
  const nobody = await aPetition(town, { identity: 'anonymous', contact: {}, notify_by: 'none' });
  const unreachable = reissueAccessKey(town.app, { kind: 'system' }, { petition_id: nobody.petition_id });
  await expect(unreachable).rejects.toMatchObject({ code: 'contact_required' });
});
