import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chance, fileMany, fileReport } from './filing-clients.ts';
import { ask, installCities, runningDatabase, verified } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Program } from './program.ts';

const folder = scratchFolder();
const random = chance(28_092_026);
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

test('PostgreSQL killed under filings: nothing acknowledged is lost, the rest is a clear 503, and it comes back alone', async () => {
  const count = 60;
  const run = fileMany({ url: program.url, api_key }, count);
  for (const after of [8, 25, 42]) {
    await until(async () => run.folios.size >= after);
    await pause(random() * 150);
    process.kill(folder.postgres(), 'SIGKILL');
    expect((await fetch(`${program.url}/livez`)).status).toBe(200);
    // Ready again, on its own, with the very process that was there before.
    await until(async () => (await fetch(`${program.url}/readyz`)).status === 200);
  }
  await run.done;
  for (const refusal of run.refusals) {
    expect([refusal.status, refusal.retry_after]).toEqual([503, '5']);
    expect(JSON.parse(refusal.text)).toMatchObject([
      { code: 503, description: expect.stringContaining('Nada se perdió') },
    ]);
  }
  const acknowledged = [...run.folios.values()].flatMap((folios) => [...folios]);
  const { url, owner_url } = runningDatabase(folder);
  const kept = await ask<{ folio: string }>(owner_url, 'select folio from petitions order by folio');
  expect(kept.map(({ folio }) => folio)).toEqual(acknowledged.sort());
  expect(kept).toHaveLength(count);
  expect(await verified(url)).toMatchObject({ petitions: count, problems: [] });
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
