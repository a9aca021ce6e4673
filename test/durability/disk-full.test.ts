import { execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fileReport, type Answer } from './filing-clients.ts';
import { ask, installCities, runningDatabase, verified } from './installation.ts';
import { endEverything, scratchFolder, startProgram, until, type Folder, type Program } from './program.ts';

/** A volume of its own takes root and a system that allows it; elsewhere this fault cannot be made. */
const canMount = (() => {
  if (process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'atiende-volume-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place]).status === 0;
  if (isMounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return isMounted;
})();

let folder: Folder;
let program: Program;
let api_key: string;

beforeAll(async () => {
  if (!canMount) return;
  folder = scratchFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=0755', 'tmpfs', folder.path]);
  api_key = (await installCities(folder, [{ pack: 'metepec' }]))['metepec']!;
  program = await startProgram(folder);
});
afterAll(async () => {
  endEverything();
  if (!canMount) return;
  await folder.endPostgres();
  execFileSync('umount', [folder.path]);
  await folder.remove();
});

const filler = () => join(folder.path, 'filler', 'bytes');

/** Leaves nothing free on the volume of the database and of the files. */
function fillUp(): void {
  mkdirSync(join(folder.path, 'filler'), { recursive: true });
  const chunk = Buffer.alloc(256 * 1024);
  try {
    for (;;) appendFileSync(filler(), chunk);
  } catch {
    const { bavail, bsize } = statfsSync(folder.path);
    if (bavail * bsize > 0) appendFileSync(filler(), Buffer.alloc(bavail * bsize));
  }
}

test.skipIf(!canMount)(
  'with the volume full nothing that was acknowledged is lost, the rest is a 503, and room makes it work again',
  async () => {
    const filing = { url: program.url, api_key };
    const folios = new Set<string>();
    const answers: (Answer | null)[] = [];
    for (let n = 0; n < 5; n++) folios.add((await fileReport(filing, n))!.folio!);
    fillUp();
    const health = async () => (await fetch(`${program.url}/readyz`)).status;
    expect(await health()).toBe(503);
    // A file of the log has room left; what comes then has none.
    await until(async () => {
      const answer = await fileReport(filing, 10 + answers.length, { description: 'x'.repeat(3_500) });
      answers.push(answer);
      if (answer?.folio) folios.add(answer.folio);
      return answer?.status !== 200 || answers.length > 3_000;
    });
    expect(answers.at(-1)).toMatchObject({ status: 503, retry_after: '5' });
    expect((await fetch(`${program.url}/livez`)).status).toBe(200);

    rmSync(filler());
    await until(async () => (await health()) === 200);
    const again = await fileReport(filing, 10 + answers.length - 1, { description: 'x'.repeat(3_500) });
    expect(again?.folio).toMatch(/^MET-/);
    folios.add(again!.folio!);
    const { url, owner_url } = runningDatabase(folder);
    const kept = await ask<{ folio: string }>(owner_url, 'select folio from petitions');
    expect(kept.map(({ folio }) => folio).sort()).toEqual([...folios].sort());
    expect(await verified(url)).toMatchObject({ problems: [] });
  },
);
