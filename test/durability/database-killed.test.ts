import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileReport } from './filing-clients.ts';
import { ask, installCities, runningDatabase } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

const folder = scratchFolder();
let program: Program;
let api_key: string;

beforeAll(async () => {
  api_key = (await installCities(folder, [{ pack: 'metepec' }]))['metepec']!;
  program = await startProgram(folder);
});
afterAll(async () => {
  endEverything();
  await folder.remove();
});

test('one server process killed in the middle of its work takes nothing else with it', async () => {
  const { owner_url } = runningDatabase(folder);
  const filing = { url: program.url, api_key };
  const [backend] = await until(() =>
    ask<{ pid: number }>(owner_url, `select pid from pg_stat_activity where application_name = 'atiende'`),
  );
  process.kill(backend!.pid, 'SIGKILL');
  const answer = await until(async () => {
    const given = await fileReport(filing, 7001);
    return given?.status === 200 && given;
  });
  const kept = await until(() =>
    ask<{ n: number }>(owner_url, `select count(*)::int as n from petitions where folio = '${answer.folio}'`),
  );
  expect(kept).toEqual([{ n: 1 }]);
});
