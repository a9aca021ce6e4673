import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from '../../src/actions/app.ts';
import { readConfig } from '../../src/config.ts';
import { startWorker } from '../../src/jobs/worker.ts';
import { serveEverything } from '../../src/main.ts';
import { connectToServe } from '../../src/start/connect.ts';
import { loadDemonstration } from '../../src/start/demonstration.ts';
import { openApp } from '../../src/start/open-app.ts';
import { openChangeFeed } from '../../src/store/change-feed.ts';

/** The whole product on a free port with a demonstration of its own, as a newcomer gets it. */
export interface RunningProduct {
  readonly url: string;
  readonly app: App;
  readonly password: string;
  readonly data_directory: string;
  readonly stop: () => Promise<void>;
}

const password = 'prueba-prueba-1';

/** The environment says by this name where the demonstration of this run lies: see demonstration-once.ts. */
export const demonstration_place = 'E2E_DEMONSTRATION';

/**
 * Starts it in a scratch directory; everything is gone after `stop`.
 * @param settings of the environment, beside those of the test: `SMTP_URL` where mail must arrive
 */
export async function startProduct(settings: Record<string, string> = {}): Promise<RunningProduct> {
  const folder = mkdtempSync(join(tmpdir(), 'atiende-e2e-'));
  copyDemonstration(folder);
  const product = await openDemonstration(folder, settings);
  const stop = async () => {
    await product.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...product, stop };
}

/** The product in this folder; its demonstration is made where there is none yet. The folder stays after `stop`. */
export async function openDemonstration(
  folder: string,
  settings: Record<string, string>,
): Promise<RunningProduct> {
  const config = readConfig({
    DATA_DIRECTORY: folder,
    PORT: '0',
    LOG_LEVEL: process.env['E2E_LOG'] ?? 'silent',
    ...settings,
  });
  const connection = await connectToServe(config, () => undefined);
  const open = await openApp(config, connection, { public_url: 'http://localhost', demo_at_first: true });
  const packs = join(import.meta.dirname, '..', '..', 'packs');
  await loadDemonstration(open.app, { folder: join(packs, 'cdmx'), password, log: () => undefined });
  const changes = openChangeFeed(connection.url);
  const hearing = { ...open.app, changes };
  const stopWorker = await startWorker(hearing, { url: connection.url, mail: config.mail });
  const server = await serveEverything(hearing, config);
  const url = await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url: url.replace('127.0.0.1', 'localhost'),
    app: open.app,
    password,
    data_directory: folder,
    stop: async () => {
      // A live feed never ends by itself.
      server.server.closeAllConnections();
      await server.close();
      await changes.close();
      await stopWorker();
      await open.close();
      await connection.stop();
    },
  };
}

/** Fills an empty folder with the demonstration of this run, owners of the files kept. Without one: leaves it empty. */
function copyDemonstration(to: string): void {
  const from = process.env[demonstration_place];
  // A database that lies elsewhere would be the same one for all copies.
  if (from === undefined || existsSync(join(from, 'database-location'))) return;
  execFileSync('cp', ['-a', '--reflink=auto', `${from}/.`, to]);
}
