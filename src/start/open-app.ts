import type { App } from '../actions/app.ts';
import { isDatabaseAway } from '../actions/outage.ts';
import type { Config } from '../config.ts';
import { inTransaction, openDatabase, reading } from '../store/database.ts';
import { createInstallation, keysFit, readInstallation, type Installation } from '../store/installation.ts';
import { migrate } from '../store/migrate.ts';
import { useStandby } from '../store/standby.ts';
import { onPrimary, type Connection } from './connect.ts';
import { loadKeys, masterKeyFile } from './master-key.ts';
import { openFiles } from './open-files.ts';
import { StartProblem } from './start-problem.ts';
import { refuseHalfRestored } from './unfinished-restore.ts';

/** Connections of this process to the database, as they are now. */
export interface PoolSize {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

export interface OpenApp {
  readonly app: App;
  readonly installation: Installation;
  /** True when this was the installation's very first start. */
  readonly is_first_start: boolean;
  readonly pool: PoolSize;
  readonly close: () => Promise<void>;
}

/**
 * Migrates, opens the pool, finds or makes the keys and the installation's row.
 * @param demo_at_first whether a first start makes a demonstration
 * @throws StartProblem `database-away` where it is away or goes away meanwhile
 */
export function openApp(
  config: Config,
  connection: Connection,
  given: { public_url: string; demo_at_first: boolean },
): Promise<OpenApp> {
  // It may go away at any of the words that follow.
  return opened(config, connection, given).catch(sayAway);
}

async function opened(
  config: Config,
  connection: Connection,
  given: { public_url: string; demo_at_first: boolean },
): Promise<OpenApp> {
  const app_role = decodeURIComponent(new URL(connection.url).username);
  const { url, direct_url, owner_url, read_url = null } = connection;
  if ((await connection.hosts?.find()) === false)
    throw new StartProblem('database-away', { problem: 'no primary among DATABASE_HOSTS' });
  await refuseHalfRestored(config.data_directory, onPrimary(connection, owner_url).now());
  await migrate(onPrimary(connection, owner_url).now(), app_role);
  const options = { named_statements: config.named_statements };
  // A pooler in between stays where it is.
  const where = url === direct_url ? onPrimary(connection, url) : url;
  const { database, pool } = openDatabase(where, config.pool_size, options);
  const standby = read_url === null ? null : openDatabase(read_url, config.pool_size, options);
  if (standby !== null) useStandby(database, standby.database);
  const known = await reading(database, { kind: 'system' }, readInstallation);
  const file = masterKeyFile(config.data_directory, config.master_key_file);
  const keys = loadKeys(file, known === null);
  if (!(await reading(database, { kind: 'system' }, (reader) => keysFit(reader, keys)))) {
    throw new StartProblem('key-does-not-fit', { file });
  }
  const installation =
    known ??
    (await inTransaction(database, { kind: 'system' }, (tx) =>
      createInstallation(tx, keys, given.demo_at_first),
    ));
  const app: App = {
    database,
    keys,
    files: openFiles(config),
    now: () => new Date().toISOString(),
    public_url: given.public_url,
    sends_mail: config.mail !== null,
    ...(config.recordings_directory === null ? {} : { recordings_folder: config.recordings_directory }),
    ...(config.queue_log_directory === null ? {} : { exchange_logs_folder: config.queue_log_directory }),
  };
  const close = async () => void (await Promise.all([pool.end(), standby?.pool.end()]));
  return { app, installation, is_first_start: known === null, pool, close };
}

function sayAway(problem: unknown): never {
  if (!isDatabaseAway(problem)) throw problem;
  const { code, message } = problem as { code?: string; message: string };
  throw new StartProblem('database-away', { problem: code ?? message });
}
