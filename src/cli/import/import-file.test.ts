import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { runImport } from './import-file.ts';
import { saySummary } from './say-summary.ts';

const sample = (name: string) =>
  fileURLToPath(new URL(`../../../packs/cdmx/sample/${name}`, import.meta.url));
let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

test('x', async () => {
  const s = await runImport(
    city.app,
    { file: sample('suac-2024.csv'), map: sample('suac.yaml'), city: 'cdmx' },
    { note: console.log },
  );
  console.log(saySummary('es', s).join('\n'));
  const t = await runImport(
    city.app,
    { file: sample('suac-2024.csv'), map: sample('suac.yaml'), city: 'cdmx' },
    { note: console.log },
  );
  console.log(saySummary('es', t).join('\n'));
  expect(s.imported).toBe(71);
}, 60000);
