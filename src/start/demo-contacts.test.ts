import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../../test/town.ts';
import { tellContacts } from './demo-contacts.ts';

let town: Town;
const folder = mkdtempSync(join(tmpdir(), 'atiende-contacts-'));
beforeAll(async () => {
  town = await aTown();
});
afterAll(async () => {
  await town.drop();
  rmSync(folder, { recursive: true });
});

const recorded = () => town.asSystem((tx) => tx.selectFrom('interactions').select('id').execute());

it('tells what a start that was cut short had told already once', async () => {
  const file = join(folder, 'contacts.yaml');
  const by = { by: 'marta@pueblo.example', channel: 'phone', kind: 'information', wrap_up: 'answered' };
  const pattern = { ...by, weekly: 5, minutes: 4, answer: null };
  writeFileSync(file, JSON.stringify({ days: 3, patterns: [pattern] }));
  const story = { file, city_id: town.city_id };
  await tellContacts(town.app, story);
  const first = await recorded();
  // Sunday, Monday and Tuesday before a Wednesday.
  expect(first).toHaveLength(2);
  await tellContacts(town.app, story);
  expect(await recorded()).toEqual(first);
});
