import { test } from 'vitest';
import { oneCity } from '/work/main/test/one-city.ts';
import { runImport } from '/work/main/src/cli/import/import-file.ts';
test('perf', async () => {
  const city = await oneCity();
  const t = Date.now();
  const s = await runImport(city.app, { file: '/tmp/suac-100k.csv', map: '/work/main/packs/cdmx/sample/suac.yaml', city: 'cdmx' }, { note: (l) => console.log(Math.round((Date.now()-t)/1000), l) });
  console.log(Date.now() - t, s.rows, s.imported, s.by_problem);
  await city.drop();
}, 900000);
