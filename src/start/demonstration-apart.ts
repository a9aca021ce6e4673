import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { App } from '../actions/app.ts';
import { isDemonstrationWhole } from './demonstration-whole.ts';
import { StartProblem } from './start-problem.ts';

/**
 * Fills a demonstration at its first start in a process of its own, which ends with it: what that takes (the importer,
 * the typesetter of the letters, their fonts) would stay in the memory of the one that serves for as long as it lives.
 * @param given `onStop` is told how to end it early
 * @throws StartProblem when it did not come to its end: it has said why
 */
export async function fillDemonstration(
  app: App,
  given: { folder: string; password: string; onStop: (stop: () => Promise<unknown>) => void },
): Promise<void> {
  if (await isDemonstrationWhole(app)) return;
  const child = fork(join(import.meta.dirname, 'demonstration-process.ts'), [given.folder, app.public_url], {
    execArgv: [],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  given.onStop(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  child.send(given.password);
  const [code] = await ended;
  if (code !== 0) throw new StartProblem('demonstration-cut');
}
